"""Who is there to do something, and what hangs over somebody that is not about an exam: clearances and assignments."""

from datetime import date, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from trainer.audit.todo.rules import CLEARANCE_DAYS
from trainer.credentials.assignments.queries import still_open
from trainer.credentials.models import Certificate, Credential, Entry
from trainer.people.models import Membership, Person

Account = aliased(Person)  # that a row is kept under: the human being's own, or one merged into it
Ending = aliased(Entry)  # what is over by it
WHOSE = func.coalesce(Account.merged_into_id, Account.id)


def present(clinic_id: int, day: date) -> Select:
    """The ids of who practices in the clinic on the day and is not on leave; not of whom access was taken away."""
    works = (
        Membership.clinic_id == clinic_id,
        Membership.role == "practitioner",
        Membership.ended_at.is_(None),
        Membership.joined_on <= day,
        or_(Membership.left_on.is_(None), Membership.left_on >= day),
    )
    return (
        select(Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(*works, Person.deactivated_at.is_(None), Person.merged_into_id.is_(None))
        .where(Membership.person_id.not_in(on_leave(day)))
    )


def on_leave(day: date) -> Select:
    over = exists().where(
        Ending.refers_to_id == Entry.id,
        or_(Ending.kind == "correction", and_(Ending.kind == "return", Ending.from_on <= day)),
    )
    in_force = (Entry.from_on <= day, or_(Entry.until_on.is_(None), Entry.until_on >= day))
    return (
        select(WHOSE)
        .select_from(Entry)
        .join(Account, Account.id == Entry.person_id)
        .where(Entry.kind == "leave", *in_force, ~over)
    )


def clearances(clinic_id: int, day: date, *, only_waiting: bool = False) -> Select:
    """Columns id, name, entry_id, subject, state, from_on, until_on, recorded_at, by_id; what ends first comes first.

    Those that wait for a second person; and those that end within days, unless a certificate goes on after them.
    """
    soon = day + timedelta(days=CLEARANCE_DAYS - 1)
    waiting = and_(Entry.kind == "temporary_request", Entry.until_on >= day, ~settled("temporary", "correction"))
    ending = and_(
        Entry.kind == "temporary",
        Entry.from_on <= day,
        Entry.until_on.between(day, soon),
        ~settled("correction"),
        ~goes_on(),
    )
    return (
        select(
            Person.id,
            Person.name,
            Entry.id.label("entry_id"),
            Entry.subject,
            case((Entry.kind == "temporary", "ending"), else_="waiting").label("state"),
            Entry.from_on,
            Entry.until_on,
            Entry.recorded_at,
            Entry.by_id,
        )
        .select_from(Entry)
        .join(Account, Account.id == Entry.person_id)
        .join(Person, Person.id == WHOSE)
        .where(Entry.clinic_id == clinic_id, waiting if only_waiting else or_(waiting, ending))
        .where(Person.id.in_(present(clinic_id, day)))
        .order_by(Entry.until_on, func.lower(Person.name), Entry.id)
    )


@cache
def settled(*kinds: str) -> ColumnElement[bool]:
    """Whether an entry of one of these kinds answers this one."""
    answer = aliased(Entry)
    return exists().where(answer.refers_to_id == Entry.id, answer.kind.in_(kinds))


@cache
def goes_on() -> ColumnElement[bool]:
    """Whether a certificate of the same credential lasts longer than the clearance."""
    holder, voiding = aliased(Person), aliased(Entry)
    void = exists().where(
        voiding.kind == "correction", voiding.certificate_id == Certificate.id, voiding.refers_to_id.is_(None)
    )
    return exists().where(
        Certificate.person_id == holder.id,
        func.coalesce(holder.merged_into_id, holder.id) == WHOSE,
        Certificate.credential_id == Credential.id,
        Credential.slug == Entry.subject,
        Certificate.valid_until > Entry.until_on,
        ~void,
    )


def assigned(clinic_id: int, day: date) -> Select:
    """Columns id, name, assignment_id, kind, subject, due_on, asked_at, reason; what is due first comes first."""
    found = still_open(clinic_id).subquery()
    return (
        select(
            Person.id,
            Person.name,
            found.c.id.label("assignment_id"),
            found.c.kind,
            found.c.subject,
            found.c.due_on,
            found.c.asked_at,
            found.c.reason,
        )
        .select_from(found)
        .join(Account, Account.id == found.c.person_id)
        .join(Person, Person.id == WHOSE)
        .where(Person.id.in_(present(clinic_id, day)))
        .order_by(found.c.due_on, func.lower(Person.name), found.c.id)
    )
