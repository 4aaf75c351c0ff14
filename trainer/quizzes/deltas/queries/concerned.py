"""Whom a change concerns: people whose newest pass of the module is older than it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from trainer.credentials.models import Certificate, CertificateEntry, Entry
from trainer.db import db
from trainer.people.models import Clinic, Membership, Person
from trainer.quizzes.deltas.models import Delta, DeltaOffer

Account = aliased(Person)  # that a row is kept under: the human being's own, or one merged into it
WHOSE = func.coalesce(Account.merged_into_id, Account.id)


@dataclass(frozen=True)
class Ground:
    """Clinics with the day there is in them, and the earliest day of a pass that still counts; None: none does, unless
    a certificate rests on it."""

    clinic_ids: tuple[int, ...]
    day: date
    oldest: date | None


@dataclass(frozen=True)
class Older:
    """A pass of a module, by slug, on a version before this one; or on this one, recorded before a moment.

    `delta_id`: of the quiz that somebody may have been asked to take already.
    """

    module: str
    number: int
    noted_until: datetime | None
    delta_id: int | None = None

    @classmethod
    def than(cls, delta: Delta) -> "Older":
        return cls(delta.to_version.module.slug, delta.to_version.number, delta.noted_until, delta.id)


def concerned(older: Older, grounds: Sequence[Ground]) -> Select[Any]:
    """Columns id, name, clinic_id, version, passed_on, until: who practices there and whose newest pass of the module
    is older; until: the last day of a certificate that rests on a pass of it.

    Who was asked already, by whichever clinic, is left out. By name.
    """
    pass_, held = newest_pass(older.module), certificates(older.module, max(one.day for one in grounds))
    asked = select(DeltaOffer.id).where(DeltaOffer.delta_id == older.delta_id, DeltaOffer.person_id == Person.id)
    is_older = pass_.c.version < older.number
    if older.noted_until is not None:
        same = and_(pass_.c.version == older.number, pass_.c.recorded_at < older.noted_until)
        is_older = or_(is_older, same)
    return (
        select(
            Person.id,
            Person.name,
            Membership.clinic_id,
            pass_.c.version,
            pass_.c.from_on.label("passed_on"),
            held.c.until,
        )
        .join(Membership, Membership.person_id == Person.id)
        .join(pass_, and_(pass_.c.owner == Person.id, pass_.c.place == 1))
        .outerjoin(held, held.c.owner == Person.id)
        .where(
            Membership.role == "practitioner",
            Membership.ended_at.is_(None),
            Person.deactivated_at.is_(None),
            Person.merged_into_id.is_(None),
            is_older,
            or_(*(counts_at(one, held.c.until, pass_.c.from_on) for one in grounds)),
            ~asked.exists(),
        )
        .order_by(func.lower(Person.name), Person.id, Membership.clinic_id)
    )


def counts_at(ground: Ground, until: ColumnElement[Any], passed_on: ColumnElement[Any]) -> ColumnElement[bool]:
    fresh = false() if ground.oldest is None else passed_on >= ground.oldest
    return and_(
        Membership.clinic_id.in_(ground.clinic_ids),
        Membership.joined_on <= ground.day,
        or_(Membership.left_on.is_(None), Membership.left_on >= ground.day),
        or_(until.is_not(None), fresh),
    )


def newest_pass(module: str) -> Any:
    """Columns owner, version, from_on, recorded_at, place: of each human being the newest has place 1."""
    correction = aliased(Entry)
    voided = select(correction.id).where(correction.kind == "correction", correction.refers_to_id == Entry.id)
    order = (Entry.from_on.desc(), Entry.id.desc())
    return (
        select(
            WHOSE.label("owner"),
            Entry.details["version"].as_integer().label("version"),
            Entry.from_on,
            Entry.recorded_at,
            func.row_number().over(partition_by=WHOSE, order_by=order).label("place"),
        )
        .join(Account, Account.id == Entry.person_id)
        .where(Entry.kind == "module", Entry.subject == module, Entry.good.is_(True), ~voided.exists())
        .subquery("newest_pass")
    )


def certificates(module: str, day: date) -> Any:
    """Columns owner, until: whose certificate, valid on the day and not stopped for good, rests on a pass of it."""
    stop = aliased(Entry)
    stopped = select(stop.id).where(
        stop.certificate_id == Certificate.id, stop.kind.in_(["revocation", "correction"]), stop.refers_to_id.is_(None)
    )
    return (
        select(WHOSE.label("owner"), func.max(Certificate.valid_until).label("until"))
        .join(Account, Account.id == Certificate.person_id)
        .join(CertificateEntry, CertificateEntry.certificate_id == Certificate.id)
        .join(Entry, Entry.id == CertificateEntry.entry_id)
        .where(
            Certificate.valid_from <= day,
            Certificate.valid_until >= day,
            Entry.kind == "module",
            Entry.subject == module,
            ~stopped.exists(),
        )
        .group_by(WHOSE)
        .subquery("held")
    )


def by_clinic(wanted: Select[Any]) -> dict[int, int]:
    """Of those concerned, how many there are in each clinic."""
    found = wanted.order_by(None).subquery()
    rows = db.session.execute(select(found.c.clinic_id, func.count()).group_by(found.c.clinic_id))
    return dict(rows.all())


def these(wanted: Select[Any], ids: Sequence[int]) -> Sequence[Person]:
    """Of those concerned the ones that were ticked; anybody else is not asked."""
    found = wanted.order_by(None).subquery()
    return db.session.scalars(
        select(Person).where(Person.id.in_(select(found.c.id)), Person.id.in_(list(ids))).order_by(Person.id)
    ).all()


def clinics() -> Sequence[Clinic]:
    return db.session.scalars(select(Clinic).order_by(Clinic.name, Clinic.id)).all()
