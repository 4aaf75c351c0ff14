"""What has to be known of people before something is done to them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, selectinload

from trainer.banks.models import Adoption, Module, ModuleVersion
from trainer.credentials.models import Entry
from trainer.db import db
from trainer.people.models import Clinic, Membership, Person


def members(clinic: Clinic, ids: Iterable[int]) -> dict[int, Person]:
    """Of these who works or worked at the clinic; nobody else exists here."""
    found = db.session.scalars(
        select(Person)
        .where(Person.id.in_(list(ids)), Person.memberships.any(Membership.clinic_id == clinic.id))
        .order_by(Person.id)
        .options(selectinload(Person.memberships))
    )
    return {one.id: one for one in found}


def requested(clinic: Clinic, ids: Iterable[int], day: date) -> set[tuple[int, str]]:
    """For whom a temporary clearance waits for a second person: by person and credential."""
    answer = aliased(Entry)
    settled = exists().where(answer.refers_to_id == Entry.id, answer.kind.in_(("temporary", "correction")))
    rows = db.session.execute(
        select(Entry.person_id, Entry.subject).where(
            Entry.kind == "temporary_request",
            Entry.person_id.in_(list(ids)),
            Entry.clinic_id == clinic.id,
            Entry.until_on >= day,
            ~settled,
        )
    )
    return {(row.person_id, row.subject) for row in rows}


def adopted_modules(clinic: Clinic) -> set[str]:
    """Of which a pass counts, by slug."""
    return set(
        db.session.scalars(
            select(Module.slug)
            .join(ModuleVersion, ModuleVersion.module_id == Module.id)
            .join(Adoption, Adoption.module_version_id == ModuleVersion.id)
            .where(Adoption.clinic_id == clinic.id)
            .distinct()
        )
    )
