"""What a clinic's people may have to be told, found by index, a page at a time; `finding` decides by the rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select, tuple_
from sqlalchemy.orm import aliased

from trainer.credentials.models import Certificate, Credential, CredentialVersion, Entry
from trainer.credentials.reminders.rules import NEWS_DAYS
from trainer.db import db
from trainer.people.models import Clinic, Membership, Person

PAGE = 500  # certificates looked at with one statement


@dataclass(frozen=True)
class Reach:
    """A clinic's day, and how far ahead of it some reminder may be due."""

    clinic_id: int
    day: date
    ahead: int

    @property
    def first(self) -> date:
        return self.day - timedelta(days=NEWS_DAYS)

    @property
    def last(self) -> date:
        return self.day + timedelta(days=self.ahead)


def all_clinics() -> Sequence[Clinic]:
    return db.session.scalars(select(Clinic).order_by(Clinic.id)).all()


def certificates(reach: Reach) -> Iterator[Sequence[Row]]:
    """Pages of certificates whose last day is near or lately past, with their holder's account; not renewed ones."""
    after: tuple[int, int] | None = None
    while True:
        page = db.session.execute(certificates_after(reach, after)).all()
        if page:
            yield page
        if len(page) < PAGE:
            return
        after = page[-1].person_id, page[-1].id


def certificates_after(reach: Reach, after: tuple[int, int] | None) -> Select:
    back = (
        select(Entry.person_id)
        .where(Entry.kind == "return", Entry.from_on.between(reach.first, reach.day))
        .union(select(Entry.person_id).where(Entry.kind == "leave", Entry.until_on.between(reach.first, reach.day)))
    )
    near = Certificate.valid_until.between(reach.first, reach.last)
    wanted = (
        of_members(reach)
        .add_columns(
            Certificate.id,
            Credential.slug,
            CredentialVersion.title,
            Certificate.credential_id,
            Certificate.credential_version_id,
            Certificate.valid_from,
            Certificate.valid_until,
            is_home(reach, Certificate.clinic_id).label("is_home"),
        )
        .join(Certificate, Certificate.person_id == Account.id)
        .join(CredentialVersion, CredentialVersion.id == Certificate.credential_version_id)
        .join(Credential, Credential.id == Certificate.credential_id)
        .where(
            or_(near, and_(Certificate.valid_until < reach.first, Account.id.in_(back))),
            ~renewed(),
        )
        .order_by(Membership.person_id, Certificate.id)
        .limit(PAGE)
    )
    if after is None:
        return wanted
    return wanted.where(Membership.person_id >= after[0], tuple_(Membership.person_id, Certificate.id) > after)


Account = aliased(Person)  # the member's own, or one that was merged into it


def of_members(reach: Reach) -> Select:
    """Everybody who works at the clinic on the day, under each of their accounts."""
    return (
        select(
            Membership.person_id,
            Person.name,
            Person.email,
        )
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .join(Account, or_(Account.id == Membership.person_id, Account.merged_into_id == Membership.person_id))
        .where(
            Membership.clinic_id == reach.clinic_id,
            Membership.role == "practitioner",
            works(Membership, reach.day),
            Person.deactivated_at.is_(None),
            Person.merged_into_id.is_(None),
            Person.erased_at.is_(None),
        )
    )


def works(membership: type[Membership], day: date) -> ColumnElement[bool]:
    return and_(
        membership.ended_at.is_(None),
        membership.joined_on <= day,
        or_(membership.left_on.is_(None), membership.left_on >= day),
    )


def is_home(reach: Reach, clinic_id: Any) -> ColumnElement[bool]:
    """Whether it is this clinic that writes to the holder: where the certificate is from, or where they work now."""
    elsewhere = aliased(Membership)
    still_there = exists().where(
        elsewhere.person_id == Membership.person_id,
        elsewhere.clinic_id == clinic_id,
        elsewhere.role == "practitioner",
        works(elsewhere, reach.day),
    )
    return or_(clinic_id == reach.clinic_id, clinic_id.is_(None), ~still_there)


def renewed() -> ColumnElement[bool]:
    """Something that lasts longer stands in its place, or it was withdrawn itself."""
    newer, voiding, mine = aliased(Certificate), aliased(Entry), aliased(Entry)
    is_void = exists().where(
        voiding.certificate_id == newer.id, voiding.kind == "correction", voiding.refers_to_id.is_(None)
    )
    return or_(
        exists().where(
            newer.person_id == Certificate.person_id,
            newer.credential_id == Certificate.credential_id,
            newer.valid_until > Certificate.valid_until,
            ~is_void,
        ),
        exists().where(mine.certificate_id == Certificate.id, mine.kind == "correction", mine.refers_to_id.is_(None)),
    )


def stops(reach: Reach, moment: datetime) -> Sequence[Row]:
    """Revocations and suspensions that hold on the day and are news: either clock counts."""
    voiding = aliased(Entry)
    return db.session.execute(
        of_members(reach)
        .add_columns(
            Entry.id,
            Entry.kind,
            Entry.subject,
            Entry.from_on,
            Entry.reason,
            Entry.certificate_id,
            is_home(reach, Entry.clinic_id).label("is_home"),
        )
        .join(Entry, Entry.person_id == Account.id)
        .where(
            Entry.kind.in_(("revocation", "suspension")),
            Entry.from_on <= reach.day,
            or_(Entry.from_on >= reach.first, Entry.recorded_at >= moment - timedelta(days=NEWS_DAYS)),
            ~exists().where(voiding.kind == "correction", voiding.refers_to_id == Entry.id),
        )
        .order_by(Membership.person_id, Entry.id)
    ).all()
