"""An installation as large as one likes: clinics, people, and years of events; the same rows for the same seed.

Eight things are asked of everybody. Most are in order; a few people each are suspended, away, let in for a time,
revoked, entered twice or corrected, because an answer that need not look at those would be a cheaper one.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import Table, inspect, text

from trainer.credentials import actions
from trainer.credentials.content import Policy
from trainer.credentials.models import Certificate, CredentialVersion, Entry
from trainer.db import db
from trainer.demo import bulk
from trainer.people.models import Clinic, Membership, Person, PersonProfession

TODAY = date(2026, 6, 1)
YEARS = 3
IN_A_CLINIC = 400
MODULES = ("anatomy", "safety", "technique", "law")
POLICY = {
    "title": "Needling, of eight requirements",
    "scope": "What the benchmark asks of everybody.",
    "by_default": True,
    "requires": [
        *({"module": name, "within_months": 24} for name in MODULES),
        {
            "practical": "needling",
            "region": "limbs",
            "title": "Needling of the limbs",
            "within_months": 24,
            "checklist": ["Names the risk"],
            "ongoing": True,
        },
        {"license": "any", "checked_within_days": 120},
        {
            "training": "needling",
            "title": "Continuing training",
            "hours": 20,
            "in_person_hours": 10,
            "within_months": 36,
            "ongoing": True,
        },
        {"document": "cpr", "title": "CPR"},
    ],
    "valid": {"anchor": "completion", "months": 24},
    "due_soon_days": 60,
}
SLUG = "needling"
PROFESSIONS = ("physical therapist", "chiropractor", "acupuncturist")
COLUMNS: dict[type, str] = {
    Person: "id name email profession joined_at merged_into_id merged_at fs_uniquifier",
    Membership: "id person_id clinic_id role joined_on recorded_at left_on ended_at",
    PersonProfession: "id person_id profession from_on recorded_at",
    Certificate: "id code person_id clinic_id credential_id credential_version_id holder_name valid_from valid_until "
    "issued_at",
    Entry: "id kind person_id clinic_id subject from_on until_on recorded_at reason details good percent minutes "
    "in_person_minutes refers_to_id certificate_id",
}
AT_ONCE = 5000  # people


def build(people: int, seed: int) -> CredentialVersion:
    """Everything in one transaction."""
    version, _ = actions.publish(SLUG, Policy.model_validate(POLICY), f"benchmark {seed}")
    clinics = [clinic(number) for number in range(1, -(-people // IN_A_CLINIC) + 1)]
    db.session.add_all(clinics)
    db.session.flush()
    town = Town(Random(seed), [one.id for one in clinics], version)
    for first in range(1, people + 1, AT_ONCE):
        for number in range(first, min(first + AT_ONCE, people + 1)):
            town.add(number)
        town.write()
    bulk.tell_sequences(*(table_of(model) for model in COLUMNS))
    db.session.commit()
    tidy()
    return version


def clinic(number: int, name: str = "") -> Clinic:
    return Clinic(
        slug=f"clinic-{number}",
        name=name or f"Clinic {number}",
        time_zone="America/Denver",
        opened_at=datetime(2020, 1, 1, tzinfo=UTC),
    )


def gather(people: int) -> Clinic:
    """One more clinic, where the first so many people practice besides."""
    new = clinic(0, f"All {people}")
    new.slug = f"of-{people}"
    db.session.add(new)
    db.session.flush()
    db.session.execute(
        text(
            "INSERT INTO membership (person_id, clinic_id, role, joined_on, recorded_at) "
            "SELECT id, :clinic, 'practitioner', '2020-01-01', '2020-01-01 18:00:00.000000' FROM person "
            "WHERE id <= :people"
        ),
        {"clinic": new.id, "people": people},
    )
    db.session.commit()
    tidy()
    return new


def tidy() -> None:
    """What every database has had that was not filled a minute ago: statistics, and on PostgreSQL a clean-up."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if connection.dialect.name == "sqlite" else "VACUUM ANALYZE"))


@dataclass
class Town:
    random: Random
    clinics: list[int]
    version: CredentialVersion

    def __post_init__(self) -> None:
        self.rows: dict[type, list[tuple]] = {model: [] for model in COLUMNS}
        self.last: dict[type, int] = dict.fromkeys(COLUMNS, 0)

    def put(self, model: type, *values: object) -> int:
        self.last[model] += 1
        said = [value.isoformat() if isinstance(value, date) else value for value in values]
        self.rows[model].append((self.last[model], *said))
        return self.last[model]

    def write(self) -> None:
        for model, columns in COLUMNS.items():
            bulk.write(table_of(model), columns.split(), self.rows[model])
            self.rows[model] = []

    def add(self, number: int) -> None:
        random, started = self.random, stamp(date(2020, 1, 1))
        clinic_id = self.clinics[(number - 1) // IN_A_CLINIC]
        profession, merged = PROFESSIONS[number % 3], number % 997 == 0
        into = (number - 1, stamp(TODAY - timedelta(days=random.randint(1, 200)))) if merged else (None, None)
        names = f"Person {random.randint(1, 10**6):06}", f"person{number}@example.org"
        self.put(Person, *names, profession, started, *into, f"benchmark-{number}")
        left = (TODAY - timedelta(days=30), stamp(TODAY - timedelta(days=29))) if number % 50 == 0 else (None, None)
        self.put(Membership, number, clinic_id, "practitioner", date(2020, 1, 1), started, *left)
        self.put(PersonProfession, number, profession, date(2020, 1, 1), started)
        for year in range(YEARS):
            begins = TODAY - timedelta(days=365 * (YEARS - year) - random.randint(0, 364))
            if random.random() < 0.95:
                self.earn(number, clinic_id, begins)
        if random.random() < 0.05:
            self.happen(number, clinic_id)

    def earn(self, person: int, clinic_id: int, day: date) -> None:
        """All that is asked for, on a day and in the months after it, and the certificate."""
        random = self.random
        for module in MODULES:
            self.entry(person, clinic_id, "module", module, day, percent=random.randint(80, 100))
        self.entry(person, clinic_id, "practical", "needling/limbs", day, good=random.random() < 0.97)
        for month in range(3):
            checked = day + timedelta(days=110 * month + random.randint(0, 30))
            if checked <= TODAY:
                self.entry(person, clinic_id, "license", "CO", checked, good=random.random() < 0.99)
        self.entry(person, clinic_id, "training", "needling", day, minutes=600, in_person_minutes=300)
        last = day + timedelta(days=730)
        self.entry(person, clinic_id, "document", "cpr", day, until_on=last)
        code = f"BENCH{self.last[Certificate] + 1:011}"
        version = self.version
        held = person, clinic_id, version.credential_id, version.id, f"Person {person}", day, last, stamp(day)
        self.put(Certificate, code, *held)

    def happen(self, person: int, clinic_id: int) -> None:
        """One of the rare things."""
        kind = self.random.choice(("suspension", "leave", "temporary", "revocation", "correction"))
        day = TODAY - timedelta(days=self.random.randint(1, 100))
        if kind == "correction":
            self.entry(person, clinic_id, kind, "", day, refers_to_id=self.last[Entry])
            self.entry(person, clinic_id, kind, "", day, certificate_id=self.last[Certificate] or None)
            return
        subject = "" if kind == "leave" else SLUG
        until = day + timedelta(days=self.random.randint(20, 200)) if kind in {"leave", "temporary"} else None
        event = self.entry(person, clinic_id, kind, subject, day, until_on=until)
        ending = {"suspension": "reinstatement", "leave": "return"}.get(kind)
        if ending and self.random.random() < 0.5:
            self.entry(person, clinic_id, ending, subject, day + timedelta(days=10), refers_to_id=event)

    def entry(
        self,
        person: int,
        clinic_id: int,
        kind: str,
        subject: str,
        from_on: date,
        *,
        until_on: date | None = None,
        good: bool = True,
        percent: int | None = None,
        minutes: int | None = None,
        in_person_minutes: int | None = None,
        refers_to_id: int | None = None,
        certificate_id: int | None = None,
    ) -> int:
        what = kind, person, clinic_id, subject, from_on, until_on, stamp(from_on), "", "{}", good
        return self.put(Entry, *what, percent, minutes, in_person_minutes, refers_to_id, certificate_id)


def stamp(day: date) -> str:
    """Recorded at noon."""
    return bulk.stamp(datetime.combine(day, time(18)))


def table_of(model: type) -> Table:
    return inspect(model).local_table
