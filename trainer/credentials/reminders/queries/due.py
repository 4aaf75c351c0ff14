"""What a clinic's people may have to be told, found by index, a page at a time; `finding` decides by the rule."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from trainer.credentials.models import Certificate, Credential, CredentialVersion, Entry
from trainer.credentials.reminders.rules import NEWS_DAYS
from trainer.db import db
from trainer.people.models import Clinic, Membership, Person

PAGE = 500  # people looked at with one statement


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
    """By pages of people, certificates whose last day is near or lately past; not those that were renewed."""
    after = 0
    while members := db.session.execute(members_after(reach, after)).all():
        after = members[-1].person_id
        page = {one.person_id for one in members}
        accounts = page | set(db.session.scalars(select(Person.id).where(Person.merged_into_id.in_(page))))
        yield db.session.execute(certificates_of(accounts, reach)).all()
        if len(members) < PAGE:
            return


def members_after(reach: Reach, after: int) -> Select:
    return (
        select(Membership.person_id)
        .where(
            Membership.clinic_id == reach.clinic_id,
            Membership.role == "practitioner",
            works(Membership, reach.day),
            Membership.person_id > after,
        )
        .order_by(Membership.person_id)
        .limit(PAGE)
    )


def certificates_of(accounts: Collection[int], reach: Reach) -> Select:
    """Of these accounts: their own certificates, told to whoever they are found to be."""
    near = Certificate.valid_until.between(reach.first, reach.last)
    return (
        select(
            Member.id.label("person_id"),
            Member.name,
            Member.email,
            Certificate.id,
            Credential.slug,
            CredentialVersion.title,
            Certificate.credential_id,
            Certificate.credential_version_id,
            Certificate.valid_from,
            Certificate.valid_until,
            is_home(reach, Certificate.clinic_id).label("is_home"),
        )
        .select_from(Certificate)
        .join(Account, Account.id == Certificate.person_id)
        .join(Member, Member.id == func.coalesce(Account.merged_into_id, Account.id))
        .join(CredentialVersion, CredentialVersion.id == Certificate.credential_version_id)
        .join(Credential, Credential.id == Certificate.credential_id)
        .where(
            Certificate.person_id.in_(accounts),
            or_(near, and_(Certificate.valid_until < reach.first, lately_back(reach))),
            ~renewed(),
            Certificate.id.not_in(withdrawn()),
            is_reached(),
        )
        .order_by(Member.id, Certificate.id)
    )


def lately_back(reach: Reach) -> ColumnElement[bool]:
    """Whether a leave was over a short while ago."""
    lately = (reach.first, reach.day)
    return exists().where(
        Entry.person_id == Certificate.person_id,
        or_(
            and_(Entry.kind == "return", Entry.from_on.between(*lately)),
            and_(Entry.kind == "leave", Entry.until_on.between(*lately)),
        ),
    )


Account = aliased(Person)  # that the rows are kept under
Member = aliased(Person)  # whose they are: the same, or the account it was merged into


def is_reached() -> ColumnElement[bool]:
    return and_(Member.deactivated_at.is_(None), Member.merged_into_id.is_(None), Member.erased_at.is_(None))


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
        elsewhere.person_id == Member.id,
        elsewhere.clinic_id == clinic_id,
        elsewhere.role == "practitioner",
        works(elsewhere, reach.day),
    )
    return or_(clinic_id == reach.clinic_id, clinic_id.is_(None), ~still_there)


@cache
def renewed() -> ColumnElement[bool]:
    """Something that lasts longer stands in its place."""
    newer = aliased(Certificate)
    return exists().where(
        newer.person_id == Certificate.person_id,
        newer.credential_id == Certificate.credential_id,
        newer.valid_until > Certificate.valid_until,
        newer.id.not_in(withdrawn()),
    )


@cache
def withdrawn() -> Select:
    """Certificates that were issued in error."""
    voiding = aliased(Entry)
    return select(voiding.certificate_id).where(
        voiding.kind == "correction", voiding.certificate_id.is_not(None), voiding.refers_to_id.is_(None)
    )


def stops(reach: Reach, moment: datetime) -> Sequence[Row]:
    """Revocations, suspensions and reinstatements that began by the day and are news, by either clock, and suspensions
    that ended by their own last day lately."""
    return db.session.execute(stops_since(reach, moment - timedelta(days=NEWS_DAYS))).all()


def stops_since(reach: Reach, moment: datetime) -> Select:
    ended = and_(Entry.kind == "suspension", Entry.until_on >= reach.first, Entry.until_on < reach.day, ~lifted())
    works_here = exists().where(
        Membership.clinic_id == reach.clinic_id,
        Membership.role == "practitioner",
        Membership.person_id == Member.id,
        works(Membership, reach.day),
    )
    return (
        select(
            Member.id.label("person_id"),
            Member.name,
            Member.email,
            Entry.id,
            Entry.kind,
            Entry.subject,
            Entry.from_on,
            Entry.until_on,
            ended.label("has_ended"),
            Entry.reason,
            Entry.certificate_id,
            is_home(reach, Entry.clinic_id).label("is_home"),
        )
        .select_from(Entry)
        .join(Account, Account.id == Entry.person_id)
        .join(Member, Member.id == func.coalesce(Account.merged_into_id, Account.id))
        .where(
            Entry.kind.in_(("revocation", "suspension", "reinstatement")),
            Entry.from_on <= reach.day,
            or_(Entry.from_on >= reach.first, Entry.recorded_at >= moment, ended),
            Entry.id.not_in(voided()),
            func.coalesce(Entry.refers_to_id, 0).not_in(voided()),
            works_here,
            is_reached(),
        )
        .order_by(Member.id, Entry.id)
    )


@cache
def lifted() -> ColumnElement[bool]:
    """A suspension that a reinstatement has ended."""
    lifting = aliased(Entry)
    return exists().where(
        lifting.kind == "reinstatement", lifting.refers_to_id == Entry.id, lifting.id.not_in(voided())
    )


@cache
def voided() -> Select:
    """Entries that were corrected away."""
    voiding = aliased(Entry)
    return select(voiding.refers_to_id).where(voiding.kind == "correction", voiding.refers_to_id.is_not(None))
