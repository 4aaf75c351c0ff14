from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from trainer.credentials.assignments.models import Assignment, AssignmentWithdrawal
from trainer.credentials.models import Certificate, Credential, Entry
from trainer.credentials.queries.histories import belong_to
from trainer.db import db
from trainer.people.models import Clinic, Person

Assigned = aliased(Person)  # the account that was asked
Doer = aliased(Person)  # the account that the evidence is kept under: of the same human being


def met_at() -> ColumnElement[datetime]:
    """When the first evidence that meets an assignment was recorded, after it was asked; nothing that was voided."""
    return case((Assignment.kind == "module", passed_at()), else_=issued_at())


@cache
def passed_at() -> ColumnElement[datetime]:
    correction = aliased(Entry)
    voided = select(correction.id).where(correction.kind == "correction", correction.refers_to_id == Entry.id)
    return (
        select(func.min(Entry.recorded_at))
        .where(
            Entry.kind == "module",
            Entry.subject == Assignment.subject,
            Entry.good.is_(True),
            Entry.recorded_at > Assignment.asked_at,
            same_human(Entry.person_id),
            ~voided.exists(),
        )
        .correlate(Assignment)
        .scalar_subquery()
    )


@cache
def issued_at() -> ColumnElement[datetime]:
    correction = aliased(Entry)
    voided = select(correction.id).where(
        correction.kind == "correction",
        correction.certificate_id == Certificate.id,
        correction.refers_to_id.is_(None),
    )
    return (
        select(func.min(Certificate.issued_at))
        .join(Credential, Credential.id == Certificate.credential_id)
        .where(
            Credential.slug == Assignment.subject,
            Certificate.issued_at > Assignment.asked_at,
            same_human(Certificate.person_id),
            ~voided.exists(),
        )
        .correlate(Assignment)
        .scalar_subquery()
    )


def same_human(person_id: Any) -> ColumnElement[bool]:
    """Whether a row's account and the one that was asked belong to one human being."""
    asked = select(func.coalesce(Assigned.merged_into_id, Assigned.id)).where(Assigned.id == Assignment.person_id)
    accounts = select(Doer.id).where(
        func.coalesce(Doer.merged_into_id, Doer.id) == asked.correlate(Assignment).scalar_subquery()
    )
    return person_id.in_(accounts.correlate(Assignment))


def is_withdrawn() -> ColumnElement[bool]:
    return (
        select(AssignmentWithdrawal.assignment_id).where(AssignmentWithdrawal.assignment_id == Assignment.id).exists()
    )


def of_person(person: Person, clinic_ids: Iterable[int] | None = None) -> Sequence[Row]:
    """Rows of Assignment, when it was met, and its withdrawal; by day, the next first. `clinic_ids` None: of all."""
    found = (
        select(Assignment, met_at().label("met_at"), AssignmentWithdrawal)
        .join(Assignment.asked_by)
        .join(Assignment.clinic)
        .outerjoin(AssignmentWithdrawal, AssignmentWithdrawal.assignment_id == Assignment.id)
        .where(Assignment.person_id.in_(select(Person.id).where(belong_to([person.id]))))
        .order_by(Assignment.due_on, Assignment.id)
        .options(contains_eager(Assignment.asked_by), contains_eager(Assignment.clinic))
    )
    if clinic_ids is not None:
        found = found.where(Assignment.clinic_id.in_(list(clinic_ids)))
    return db.session.execute(found).all()


def still_open(clinic_id: int) -> Select[Any]:
    """What a clinic asked and neither saw done nor withdrew; without an order."""
    return select(Assignment).where(and_(Assignment.clinic_id == clinic_id, ~is_withdrawn(), met_at().is_(None)))


def open_of(clinic_id: int, people: Iterable[int]) -> dict[tuple[int, str, str], Assignment]:
    """Of these people what is open at the clinic: by person, kind and subject."""
    found = db.session.scalars(
        still_open(clinic_id).where(Assignment.person_id.in_(list(people))).order_by(Assignment.id)
    )
    return {(one.person_id, one.kind, one.subject): one for one in found.all()}


def open_one(clinic: Clinic, person_id: int, assignment_id: int) -> Assignment:
    """One that can be withdrawn."""
    return db.one_or_404(
        still_open(clinic.id)
        .where(Assignment.id == assignment_id, Assignment.person_id == person_id)
        .options(joinedload(Assignment.person), joinedload(Assignment.asked_by))
    )
