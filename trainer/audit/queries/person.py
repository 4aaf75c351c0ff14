from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from trainer.banks.models import ModuleVersion
from trainer.db import db
from trainer.insight.corrections.models import Regrading
from trainer.people.models import Clinic, Membership, Person
from trainer.quizzes.models import Attempt
from trainer.trail import Event

# Of what happened in no clinic, only this is a clinic's business: not when somebody signs in, or practices at home.
ABOUT_THE_RECORD = ("person.renamed", "person.profession_changed", "person.profession_set")


def member(clinic: Clinic, person_id: int) -> Person:
    """Somebody who holds or held a role in the clinic; whoever never did does not exist here."""
    return db.one_or_404(
        select(Person).where(
            Person.id == person_id,
            Person.memberships.any(Membership.clinic_id == clinic.id),
        )
    )


def memberships(person: Person, clinic_ids: Iterable[int]) -> Sequence[Membership]:
    """Roles held or ended in these clinics, newest first."""
    return db.session.scalars(
        select(Membership)
        .where(Membership.person_id == person.id, Membership.clinic_id.in_(list(clinic_ids)))
        .order_by(Membership.joined_on.desc(), Membership.id.desc())
    ).all()


def attempts(person: Person, clinic_ids: Iterable[int], limit: int, until: datetime | None = None) -> Sequence[Row]:
    """What somebody had begun by a moment for these clinics, newest first; no forms and no answers."""
    begun = [] if until is None else [Attempt.started_at <= until]
    return db.session.execute(
        select(
            Attempt.id,
            Attempt.adoption_id,
            Attempt.delta_id,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.passed,
            Attempt.result,
            ModuleVersion.title,
            ModuleVersion.number,
            Clinic.name.label("clinic"),
            Regrading.passed.label("stands"),
            Regrading.result.label("again"),
        )
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .join(Clinic, Clinic.id == Attempt.clinic_id)
        .outerjoin(Regrading, Regrading.id == newest_regrading(until))
        .where(Attempt.person_id == person.id, Attempt.clinic_id.in_(list(clinic_ids)), *begun)
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
        .limit(limit)
    ).all()


def newest_regrading(until: datetime | None):
    """Of an attempt that was marked again by a moment, the last time."""
    again = aliased(Regrading)
    known = [] if until is None else [again.recorded_at <= until]
    return select(func.max(again.id)).where(again.attempt_id == Attempt.id, *known).correlate(Attempt).scalar_subquery()


def lines(person: Person, clinic_ids: Iterable[int], *when: ColumnElement[bool]) -> Select[tuple[Event]]:
    """The trail about somebody, as far as these clinics may see it, newest first; `when` narrows it to some days."""
    return (
        select(Event)
        .where(
            Event.about_id == person.id,
            *when,
            or_(
                Event.clinic_id.in_(list(clinic_ids)),
                and_(Event.clinic_id.is_(None), Event.name.in_(ABOUT_THE_RECORD)),
            ),
        )
        .order_by(Event.id.desc())
        .options(joinedload(Event.by))
    )


def known(until: datetime | None, known_at: datetime | None) -> list[ColumnElement[bool]]:
    """What holds from a moment by `until` on and was recorded by `known_at`; None: any moment."""
    begun = [] if until is None else [Event.effective_at <= until]
    return begun if known_at is None else [*begun, Event.recorded_at <= known_at]


def learned(until: datetime | None, known_at: datetime) -> list[ColumnElement[bool]]:
    """What holds from a moment by `until` on, but was recorded after `known_at`."""
    return [*known(until, None), Event.recorded_at > known_at]
