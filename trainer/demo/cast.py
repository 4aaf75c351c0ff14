"""Invented names and clinics. Nobody here exists; every address ends in .example, which nobody can own."""

from dataclasses import dataclass

GIVEN = (
    "Amara Beatriz Chidi Dana Elias Farah Gideon Hana Ines Jonas Keiko Liam Maren Nadia Omar Priya Quentin Rosa Samir "
    "Tess Umar Vera Wen Ximena Yusuf Zofia Anders Bela Carmen Dmitri Esme Felix Greta Hugo Imani Jorge Kira Lucia "
    "Mateo Noor Oskar Petra Rafael Sanna Tariq Ulla Viktor Willa Yara Zane"
).split()
FAMILY = (
    "Abara Bellweather Castellan Dunmore Eastlake Fairbourne Grantham Hollis Ivarsen Jessamy Kestrel Lindqvist "
    "Marchetti Norwood Okonjo Pemberly Quillfeather Ravensby Silvermoor Thackeray Underhill Vasquene Whitlock Yarrow "
    "Zelinka Ashgrove Brightwater Calloway Driftwood Emberley Foxglove Greenhalgh Hartwell Inglewood Juniper "
    "Kingsmere Larkspur Meadowes Nightingale Oakenshaw Pinecrest Rosewood Stonebridge Tidewater Winterbourne"
).split()
TOWNS = (
    "Riverbend Harborview Stonefield Maplewood Lakeshore Summit Prairie Cedarbrook Foxhollow Westgate Northfork "
    "Clearwater Ironwood Bluestem Sandhill Redcliff Elmhurst Brookside Highmoor Oldmill"
).split()
# Where the clinics stand in turn, and the state whose register is looked into there.
ZONES = {
    "America/Denver": "CO",
    "America/New_York": "NY",
    "America/Chicago": "TX",
    "America/Los_Angeles": "CA",
    "America/Phoenix": "AZ",
}
HOME_ZONE = "America/Denver"
DOMAIN = "@invented.example"
PROFESSIONS = ("physical therapist", "chiropractor", "athletic trainer", "sports physician")


@dataclass(frozen=True)
class Part:
    """Somebody of the cast, whose record is made on purpose. `clinic` counts from the first one, which is home."""

    key: str
    name: str
    roles: tuple[str, ...]
    profession: str | None
    story: str
    level: str = "knowledge"
    gap: str = ""
    clinic: int = 0
    practicals: bool = True

    @property
    def email(self) -> str:
        return self.key + DOMAIN


@dataclass(frozen=True)
class Persona(Part):
    """Somebody a visitor can be with one click: what to look for as this person."""

    look_for: str = ""


PERSONAS = (
    Persona(
        "newcomer", "Noor Larkspur", ("practitioner",), "physical therapist", "new",
        look_for="Has earned nothing yet: read a module, take its quiz.",
    ),
    Persona(
        "underway", "Jonas Quillfeather", ("practitioner",), "athletic trainer", "underway",
        look_for="Two modules passed, one failed and not yet retaken.",
    ),
    Persona(
        "holder", "Imani Brightwater", ("practitioner",), "physical therapist", "renewed", level="thorax",
        look_for="Holds all three credentials, renewed: paper, badge, transcript, calendar, and a code to check.",
    ),
    Persona(
        "due-soon", "Elias Stonebridge", ("practitioner",), "sports physician", "ends in 30",
        look_for="The certificate ends in 30 days: what to renew, and the reminder that came.",
    ),
    Persona(
        "stopped", "Lucia Pinecrest", ("practitioner",), "physical therapist", "current", level="limbs",
        look_for="Suspended after an incident: what the holder sees, and what a stranger who checks the code.",
    ),
    Persona(
        "director", "Carmen Winterbourne", ("director", "practitioner"), "physical therapist", "leading",
        level="thorax",
        look_for="Audits a clinic with three credentials and the rules of a state: who is cleared on any day, as known"
        " on any day, and why. A license check overdue, a request to approve, an audit half done, an import.",
    ),
    Persona(
        "approver", "Samir Ashgrove", ("director", "practitioner"), "physical therapist", "leading", level="thorax",
        look_for="The clinic’s second director: a temporary clearance waits for a second person, who is this one.",
    ),
    Persona(
        "other-director", "Petra Inglewood", ("director", "educator"), None, "new", clinic=1,
        look_for="Directs a clinic elsewhere that adopted nothing and follows what applies by default. Also the second"
        " educator, who reviews what the first one writes: nobody approves own words.",
    ),
    Persona(
        "educator", "Viktor Oakenshaw", ("educator",), None, "new",
        look_for="Writes and reviews on the workbench, reads the question banks and their numbers, brings questions in"
        " from other products, holds studies of a cut score, answers who contests a question.",
    ),
    Persona(
        "administrator", "Greta Foxglove", ("administrator",), None, "new",
        look_for="Runs the installation: clinics, people, merged accounts, two-factor rules, and the outbox: one letter"
        " is Delia Marchbanks’s, with the link to a panel on a cut score.",
    ),
)  # fmt: skip
DIRECTOR = next(persona for persona in PERSONAS if persona.key == "director")

LONG_NAME = "Maximiliana Alexandrina Featherstonehaugh-Winterbourne de la Cruz y Montenegro"
PT, DC, AT, MD = PROFESSIONS
ROLE = ("practitioner",)
# The rest of the cast; what happens to them is in scenes/.
OTHERS = (
    Part("overdue", "Amara Kestrel", ROLE, PT, "current", "thorax", "license"),
    Part("probation", "Chidi Norwood", ROLE, PT, "current", "limbs", "standing"),
    Part("card", "Beatriz Hollis", ROLE, PT, "current", "limbs", "card"),
    Part("repeated", "Gideon Yarrow", ROLE, PT, "current", "limbs", practicals=False),
    Part("backdated", "Zofia Meadowes", ROLE, PT, "current", "thorax"),
    Part("long", LONG_NAME, ROLE, PT, "current"),
    Part("temporary", "Jorge Silvermoor", ROLE, PT, "current", "limbs"),
    Part("waiting", "Farah Tidewater", ROLE, DC, "underway", "limbs"),
    Part("revoked", "Dmitri Ravensby", ROLE, PT, "retaken", "limbs"),
    Part("reinstated", "Tess Emberley", ROLE, PT, "renewed", "limbs"),
    Part("away", "Nadia Lindqvist", ROLE, PT, "current", "limbs"),
    Part("law", "Kira Ashcombe", ROLE, DC, "current", "limbs"),
    Part("lapsed", "Umar Zelinka", ROLE, MD, "lapsed"),
    Part("grace", "Rosa Hartwell", ROLE, DC, "ends in -12"),
    Part("ends-7", "Liam Dunmore", ROLE, AT, "ends in 7"),
    Part("ends-60", "Maren Vasquene", ROLE, PT, "ends in 60"),
    Part("ends-90", "Omar Thackeray", ROLE, MD, "ends in 90"),
    Part("twice", "Keiko Rosewood", ROLE, AT, "failing"),
    Part("script", "Олена Вигадана", ROLE, PT, "renewed"),
    Part("other-script", "Ελένη Φανταστική", ROLE, DC, "current", clinic=1),
    Part("renamed", "Yara Juniper", ROLE, PT, "renewed"),
    Part("merged", "Wen Abara", ROLE, PT, "current", "limbs", practicals=False),
    Part("again", "Wen Abara-Castellan", ROLE, PT, "new"),
    Part("back", "Quentin Jessamy", ROLE, MD, "ends in -20"),
    Part("ended", "Ines Bellweather", ROLE, PT, "current", "limbs"),
    Part("wrong-days", "Hana Grantham", ROLE, DC, "current"),
    Part("elsewhere", "Priya Greenhalgh", ROLE, PT, "renewed", clinic=1),
    Part("texas", "Hugo Marchetti", ROLE, DC, "current", "limbs", clinic=2),
    Part("profession", "Esme Underhill", ROLE, AT, "current", clinic=2),
)
