"""The stage before anybody enters: content, clinics, their directors, and what those adopted."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import current_app
from sqlalchemy import event, select

from trainer import clock
from trainer.banks import loading
from trainer.banks import queries as banks
from trainer.banks.models import Adoption, ItemVersion, ModuleVersion
from trainer.db import db
from trainer.demo import cast
from trainer.errors import Refused
from trainer.people.models import Clinic, Membership, Person

STATEMENT = "I have read this version and its items, and accept it for our clinic."
DAYS_OPEN = 1200
DIRECTOR = next(persona for persona in cast.PERSONAS if persona.key == "director")


@dataclass(frozen=True)
class Stage:
    today: date
    opened_at: datetime
    clinics: list[Clinic]
    versions: list[ModuleVersion]
    has_personas: bool  # only the first sample has: there is one of each
    adoptions: dict[tuple[int, str], int]  # by clinic and module


def set_stage(clinics: int, seed: int) -> Stage:
    today = clock.now().date()
    opened_at = datetime.combine(today - timedelta(days=DAYS_OPEN), time(15), UTC)
    require_new(seed)
    versions = load_content(opened_at)
    has_personas = db.session.scalar(select(Person.id).where(Person.email == DIRECTOR.email)) is None
    opened = [
        open_clinic(number, seed, opened_at, DIRECTOR if has_personas and number == 0 else None)
        for number in range(clinics)
    ]
    adoptions = {
        (clinic.id, version.module.slug): adopt(clinic, version, director, opened_at)
        for clinic, director in opened
        for version in versions
    }
    return Stage(today, opened_at, [clinic for clinic, _ in opened], versions, has_personas, adoptions)


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


def load_content(opened_at: datetime) -> list[ModuleVersion]:
    """The shipped modules; in an empty database they are dated back, for a history of years needs them to be there."""
    is_first = not banks.live_versions()
    with dated_back(opened_at) if is_first else nullcontext():
        loading.load_all(current_app.config["QUESTION_BANKS"])
        db.session.flush()
    return list(banks.live_versions())


@contextmanager
def dated_back(moment: datetime) -> Iterator[None]:
    """Versions say that they were published then from the first: once written they cannot be changed."""

    def date_back(session, *_flush) -> None:
        for row in session.new:
            if isinstance(row, ModuleVersion | ItemVersion):
                row.published_at = moment

    event.listen(session := db.session(), "before_flush", date_back)
    yield
    event.remove(session, "before_flush", date_back)


def open_clinic(number: int, seed: int, opened_at: datetime, persona: cast.Persona | None) -> tuple[Clinic, Person]:
    """One clinic and its director, who may be a persona."""
    town = cast.TOWNS[number % len(cast.TOWNS)]
    series = f" {number // len(cast.TOWNS) + 1}" if number >= len(cast.TOWNS) else ""
    name = f"{town} Clinic{series} (sample)"
    clinic = Clinic(
        slug=slug_of(number, seed),
        name=name,
        time_zone=cast.ZONES[number % len(cast.ZONES)],
        opened_at=opened_at,
    )
    director = Person(
        name=persona.name if persona else f"{cast.GIVEN[number % 50]} {cast.FAMILY[-1 - number % 40]}",
        email=persona.email if persona else f"director.{seed}.{number}@invented.example",
        profession="physical therapist",
        joined_at=opened_at,
        fs_uniquifier=f"sample-director-{seed}-{number}",
    )
    db.session.add_all([clinic, director])
    db.session.flush()
    for role in persona.roles if persona else ("director",):
        db.session.add(Membership(person=director, clinic=clinic, role=role, joined_on=opened_at.date()))
    return clinic, director


def adopt(clinic: Clinic, version: ModuleVersion, director: Person, opened_at: datetime) -> int:
    adoption = Adoption(
        clinic_id=clinic.id,
        module_version_id=version.id,
        adopted_by_id=director.id,
        name=f"{director.name}, PT (invented)",
        statement=STATEMENT,
        adopted_on=opened_at.date(),
        recorded_at=opened_at,
    )
    db.session.add(adoption)
    db.session.flush()
    return adoption.id
