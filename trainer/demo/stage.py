"""The stage before anybody enters: content, clinics, their directors, and what those adopted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import current_app
from sqlalchemy import update

from trainer import clock
from trainer.banks import loading
from trainer.banks import queries as banks
from trainer.banks.models import Adoption, ItemVersion, ModuleVersion
from trainer.db import db
from trainer.demo import cast
from trainer.people.models import Clinic, Membership, Person

STATEMENT = "I have read this version and its items, and accept it for our clinic."
DAYS_OPEN = 1200


@dataclass(frozen=True)
class Stage:
    today: date
    opened_at: datetime
    clinics: list[Clinic]
    versions: list[ModuleVersion]
    adoptions: dict[tuple[int, str], int]  # by clinic and module


def set_stage(clinics: int, seed: int) -> Stage:
    today = clock.now().date()
    opened_at = datetime.combine(today - timedelta(days=DAYS_OPEN), time(15), UTC)
    versions = load_content(opened_at)
    opened = [open_clinic(number, seed, opened_at) for number in range(clinics)]
    adoptions = {
        (clinic.id, version.module.slug): adopt(clinic, version, director, opened_at)
        for clinic, director in opened
        for version in versions
    }
    return Stage(today, opened_at, [clinic for clinic, _ in opened], versions, adoptions)


def load_content(opened_at: datetime) -> list[ModuleVersion]:
    """The shipped modules; in an empty database they are dated back, for a history of years needs them to be there."""
    is_first = not banks.live_versions()
    loading.load_all(current_app.config["QUESTION_BANKS"])
    if is_first:
        for model in (ModuleVersion, ItemVersion):
            db.session.execute(update(model).values(published_at=opened_at))
    return list(banks.live_versions())


def open_clinic(number: int, seed: int, opened_at: datetime) -> tuple[Clinic, Person]:
    """One clinic and its director; the first clinic's is a persona."""
    town = cast.TOWNS[number % len(cast.TOWNS)]
    series = f" {number // len(cast.TOWNS) + 1}" if number >= len(cast.TOWNS) else ""
    name = f"{town} Clinic{series} (sample)"
    clinic = Clinic(
        slug=f"sample-{town.lower()}-{seed}-{number}",
        name=name,
        time_zone=cast.ZONES[number % len(cast.ZONES)],
        opened_at=opened_at,
    )
    persona = next(one for one in cast.PERSONAS if one.key == "director")
    director = Person(
        name=persona.name if number == 0 else f"{cast.GIVEN[number % 50]} {cast.FAMILY[-1 - number % 40]}",
        email=persona.email if number == 0 else f"director.{seed}.{number}@invented.example",
        profession="physical therapist",
        joined_at=opened_at,
        fs_uniquifier=f"sample-director-{seed}-{number}",
    )
    db.session.add_all([clinic, director])
    db.session.flush()
    roles = ("director", "practitioner") if number == 0 else ("director",)
    for role in roles:
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
