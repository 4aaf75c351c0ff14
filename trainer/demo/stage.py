"""The stage before anybody enters: content, clinics, their directors, and what those adopted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import current_app
from sqlalchemy import select

from trainer import clock
from trainer.banks import loading
from trainer.banks import queries as banks
from trainer.banks.models import Adoption, ModuleVersion
from trainer.credentials import queries as credentials
from trainer.credentials.actions import adopt_policy
from trainer.credentials.content.requirements import PracticalObserved
from trainer.credentials.jurisdictions import actions as jurisdictions
from trainer.credentials.jurisdictions.queries import live_version
from trainer.credentials.models import CredentialVersion
from trainer.db import db
from trainer.demo import cast, past
from trainer.demo.policies import Followed, followed_by, practicals_of
from trainer.errors import Refused
from trainer.people.models import Clinic, Membership, Person, PersonProfession

STATEMENT = "I have read this version and its items, and accept it for our clinic."
DAYS_OPEN = 1200
PACK_DAYS = 60  # since when the law of the state is asked for; shipped packs know no earlier days
PRACTICE, THORAX = "dry-needling-practice", "dry-needling-practice-thorax"
# What clinics adopt, in turn; what applies by default none of them has to.
ADOPT = ((PRACTICE, THORAX), (), (PRACTICE,))


@dataclass(frozen=True)
class Lead:
    """A director, who enters and observes what nobody can for themselves."""

    id: int
    name: str
    profession: str | None


@dataclass(frozen=True)
class Stage:
    today: date
    opened_at: datetime
    clinics: list[Clinic]
    versions: list[ModuleVersion]
    has_personas: bool  # only the first sample has: there is one of each
    adoptions: dict[tuple[int, str], int]  # by clinic and module
    leads: dict[int, list[Lead]]  # by clinic; two where practicals are observed
    followed: dict[int, tuple[Followed, ...]]  # by clinic
    practicals: Mapping[str, PracticalObserved]

    def state_of(self, clinic: Clinic) -> str:
        return cast.ZONES[clinic.time_zone]


def set_stage(clinics: int, seed: int) -> Stage:
    today = clock.today(cast.HOME_ZONE)
    opened_at = datetime.combine(today - timedelta(days=DAYS_OPEN), time(15), UTC)
    require_new(seed)
    has_personas = db.session.scalar(select(Person.id).where(Person.email == cast.DIRECTOR.email)) is None
    with past.at(opened_at):
        versions = load_content()
        opened = [open_clinic(number, seed, has_personas) for number in range(clinics)]
        adoptions = {
            (clinic.id, version.module.slug): adopt(clinic, version, directors[0], opened_at)
            for clinic, directors in opened
            for version in versions
        }
        shelf = credentials.shelf([])
        for number, (clinic, directors) in enumerate(opened):
            follow(clinic, directors[0], ADOPT[number % len(ADOPT)], shelf.versions)
    with past.at(opened_at + timedelta(days=DAYS_OPEN - PACK_DAYS)):
        for number, (clinic, directors) in enumerate(opened):
            if THORAX in ADOPT[number % len(ADOPT)] and clinic.time_zone == cast.HOME_ZONE:
                follow_law(clinic, directors[0])
    shelf = credentials.shelf(clinic.id for clinic, _ in opened)
    return Stage(
        today,
        opened_at,
        [clinic for clinic, _ in opened],
        versions,
        has_personas,
        adoptions,
        {clinic.id: [Lead(one.id, one.name, one.profession) for one in directors] for clinic, directors in opened},
        {clinic.id: followed_by(clinic.id, shelf, today) for clinic, _ in opened},
        practicals_of(shelf),
    )


def require_new(seed: int) -> None:
    """A sample does not belong among real people, and not twice among invented ones."""
    if not current_app.config["DEMO"] and db.session.scalar(
        select(Person.id).where(Person.email.not_like(f"%{cast.DOMAIN}")).limit(1)
    ):
        raise Refused("Real people are registered here. Load the sample with an INSTANCE or DATABASE_URL of its own.")
    if db.session.scalar(select(Clinic.id).where(Clinic.slug == slug_of(0, seed))):
        raise Refused(f"The sample with seed {seed} is loaded already. Take another --seed, or none.")


def slug_of(number: int, seed: int) -> str:
    return f"sample-{cast.TOWNS[number % len(cast.TOWNS)].lower()}-{seed}-{number}"


def load_content() -> list[ModuleVersion]:
    """The shipped modules and credentials. What is new is dated back: a record of years needs it to have been there."""
    loading.load_all(current_app.config["QUESTION_BANKS"])
    db.session.flush()
    return list(banks.live_versions())


def open_clinic(number: int, seed: int, has_personas: bool) -> tuple[Clinic, list[Person]]:
    """One clinic and its directors, of whom some are personas."""
    town = cast.TOWNS[number % len(cast.TOWNS)]
    series = f" {number // len(cast.TOWNS) + 1}" if number >= len(cast.TOWNS) else ""
    clinic = Clinic(
        slug=slug_of(number, seed),
        name=f"{town} Clinic{series} (sample)",
        time_zone=list(cast.ZONES)[number % len(cast.ZONES)],
        opened_at=clock.now(),
    )
    db.session.add(clinic)
    known = [one for one in cast.PERSONAS if "director" in one.roles and one.clinic == number and has_personas]
    wanted = 2 if ADOPT[number % len(ADOPT)] else 1
    invented = [invented_director(number, seed, place) for place in range(len(known), wanted)]
    return clinic, [director(clinic, one) for one in [*known, *invented]]


def invented_director(number: int, seed: int, place: int) -> cast.Persona:
    name = f"{cast.GIVEN[(number + 25 * place) % 50]} {cast.FAMILY[-1 - (number + 7 * place) % 40]}"
    key = f"director.{seed}.{number}" + (f".{place + 1}" if place else "")
    return cast.Persona(key, name, ("director",), "physical therapist", "leading", "")


def director(clinic: Clinic, persona: cast.Persona) -> Person:
    now = clock.now()
    person = Person(
        name=persona.name,
        email=persona.email,
        profession=persona.profession,
        joined_at=now,
        fs_uniquifier=f"sample-{clinic.slug}-{persona.key}",
    )
    profession = PersonProfession(profession=persona.profession, from_on=now.date(), recorded_at=now)
    person.professions.append(profession)
    for role in persona.roles:
        db.session.add(Membership(person=person, clinic=clinic, role=role, joined_on=now.date(), recorded_at=now))
    db.session.add(person)
    db.session.flush()
    return person


def adopt(clinic: Clinic, version: ModuleVersion, director: Person, opened_at: datetime) -> int:
    adoption = Adoption(
        clinic_id=clinic.id,
        module_version_id=version.id,
        adopted_by_id=director.id,
        **signed(director),
        adopted_on=opened_at.date(),
        recorded_at=opened_at,
    )
    db.session.add(adoption)
    db.session.flush()
    return adoption.id


def follow(clinic: Clinic, director: Person, slugs: Sequence[str], versions: Sequence[CredentialVersion]) -> None:
    for version in versions:
        if version.credential.slug in slugs:
            adopt_policy(clinic, version, on=clock.today(clinic.time_zone), by=director, **signed(director))


def follow_law(clinic: Clinic, director: Person) -> None:
    """Adopt what the law of the state asks, where its pack is there."""
    pack = live_version(f"US-{cast.ZONES[clinic.time_zone]}")
    if pack is not None:
        jurisdictions.adopt(director, clinic, pack, adopted_on=clock.today(clinic.time_zone), **signed(director))


def signed(director: Person) -> dict[str, str]:
    known_as = f"{director.name}, {director.profession}" if director.profession else director.name
    return {"name": f"{known_as} (invented)", "statement": STATEMENT}
