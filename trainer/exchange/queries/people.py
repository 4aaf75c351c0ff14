"""Who belongs to a clinic, for programs. Whoever never held a role there does not exist."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, or_, select

from trainer.audit.queries.roster import practitioners
from trainer.db import db
from trainer.people.models import Clinic, Membership, Person


def people(clinic: Clinic, after: int, limit: int) -> Sequence[Row]:
    """Everyone who holds or held a role in the clinic, by number."""
    return db.session.execute(ever_here(clinic).where(Person.id > after).order_by(Person.id).limit(limit)).all()


def person(clinic: Clinic, person_id: int) -> Row | None:
    return db.session.execute(ever_here(clinic).where(Person.id == person_id)).one_or_none()


def ever_here(clinic: Clinic) -> Select:
    held = select(Membership.person_id).where(Membership.clinic_id == clinic.id)
    return select(Person.id, Person.name, Person.email, Person.profession, Person.merged_into_id).where(
        Person.id.in_(held)
    )


def memberships(clinic: Clinic, people: Iterable[int]) -> Sequence[Membership]:
    """Their roles in this clinic, oldest first."""
    return db.session.scalars(
        select(Membership)
        .where(Membership.clinic_id == clinic.id, Membership.person_id.in_(list(people)))
        .order_by(Membership.joined_on, Membership.id)
    ).all()


def here_on(clinic: Clinic, day: date) -> Select:
    """The numbers of everyone who holds a role in the clinic on the day."""
    return select(Membership.person_id).where(Membership.clinic_id == clinic.id, *held_on(day))


def held_on(day: date) -> tuple[ColumnElement[bool], ...]:
    return Membership.joined_on <= day, or_(Membership.left_on.is_(None), Membership.left_on >= day)


def practicing(clinic: Clinic, day: date, known_at: datetime | None, after: int, limit: int) -> Sequence[Row]:
    """The people of the roster on a day, as known at a moment (None: now), by number."""
    there = practitioners(clinic.id, day, known_at)
    return db.session.execute(
        select(Person.id, Person.name)
        .where(Person.id.in_(there), Person.merged_into_id.is_(None), Person.id > after)
        .order_by(Person.id)
        .limit(limit)
    ).all()


def here(clinic: Clinic, day: date, person_id: int) -> Row | None:
    """Somebody who holds a role in the clinic on the day."""
    return db.session.execute(
        select(Person.id, Person.name).where(
            Person.id == person_id, Person.merged_into_id.is_(None), Person.id.in_(here_on(clinic, day))
        )
    ).one_or_none()
