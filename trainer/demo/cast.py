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
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
DOMAIN = "@invented.example"
PROFESSIONS = ("physical therapist", "chiropractor", "athletic trainer", "sports physician")
LONG_NAME = "Maximiliana Alexandrina Featherstonehaugh-Winterbourne de la Cruz y Montenegro"


@dataclass(frozen=True)
class Persona:
    """Somebody a visitor can be with one click: what to look for as this person."""

    key: str
    name: str
    roles: tuple[str, ...]
    profession: str | None
    story: str
    look_for: str

    @property
    def email(self) -> str:
        return self.key + DOMAIN


PERSONAS = (
    Persona(
        "newcomer", "Noor Larkspur", ("practitioner",), "physical therapist", "new",
        "Has earned nothing yet: read a module, take its quiz.",
    ),
    Persona(
        "underway", "Jonas Quillfeather", ("practitioner",), "athletic trainer", "underway",
        "Two modules passed, one failed and not yet retaken.",
    ),
    Persona(
        "holder", "Imani Brightwater", ("practitioner",), "chiropractor", "renewed",
        "Holds a renewed certificate: see it, print it, check its code.",
    ),
    Persona(
        "due-soon", "Elias Stonebridge", ("practitioner",), "sports physician", "due soon",
        "The certificate ends within weeks.",
    ),
    Persona(
        "director", "Carmen Winterbourne", ("director", "practitioner"), "physical therapist", "current",
        "Audits the clinic: the roster, a person's file, the export, what it adopted.",
    ),
    Persona(
        "educator", "Viktor Oakenshaw", ("educator",), None, "new",
        "Reads the question banks: coverage, items with keys and rationales.",
    ),
    Persona(
        "administrator", "Greta Foxglove", ("administrator",), None, "new",
        "Runs the installation: clinics, people, outbox, two-factor rules.",
    ),
)  # fmt: skip
