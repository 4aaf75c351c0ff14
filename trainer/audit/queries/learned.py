"""What was learned between two moments: who stands differently on a day by what is known at each, and what came in."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Integer, Row, Select, case, cast, func, null, or_, select, union_all
from sqlalchemy.orm import joinedload

from trainer.audit.queries.roster import Roster, practitioners
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.queries import status
from trainer.credentials.queries.histories import belong_to
from trainer.credentials.rules import Policy
from trainer.credentials.rules.days import BY_RANK
from trainer.db import db
from trainer.people.models import Person

MOST_LINES = 500  # of one page of people


def changed(then: Roster, now: Roster) -> Select:
    """Columns id, name, was and is: the states of those who stand differently, by name; None: not on the roster."""
    both = union_all(stood(then, is_then=True), stood(now, is_then=False)).subquery("both")
    was, is_now = func.max(both.c.was), func.max(both.c.is_now)  # of each person there is at most one of each
    each = (
        select(both.c.person_id, was.label("was"), is_now.label("is_now"))
        .group_by(both.c.person_id)
        .having(func.coalesce(was, -1) != func.coalesce(is_now, -1))
        .subquery("each")
    )
    names = dict(enumerate(BY_RANK))
    return (
        select(
            Person.id,
            Person.name,
            case(names, value=each.c.was).label("was"),
            case(names, value=each.c.is_now).label("is_now"),
        )
        .join(each, each.c.person_id == Person.id)
        .order_by(func.lower(Person.name), Person.id)
    )


def stood(roster: Roster, is_then: bool) -> Select:
    """The rank of everybody on one roster, in one of two columns: added up, not joined, each is worked out once."""
    stand = status.standings(roster.asked, practitioners(roster.clinic_id, roster.day, roster.asked.known_at))
    none = cast(null(), Integer)
    was, is_now = (stand.c.rank, none) if is_then else (none, stand.c.rank)
    return select(stand.c.person_id, was.label("was"), is_now.label("is_now"))


def entries(people: Iterable[int], policy: Policy, day: date, since: datetime) -> Sequence[Entry]:
    """Recorded after a moment, of what the credential may rest on or be stopped by and began by the day; newest first.

    Corrections are all shown, whatever they are about: that they are few is why.
    """
    subjects = [subject for _, subject in policy.subjects if subject] + [policy.credential]
    kinds = [kind for kind, subject in policy.subjects if subject is None] + ["leave", "return", "correction"]
    return db.session.scalars(
        select(Entry)
        .where(
            Entry.person_id.in_(select(Person.id).where(belong_to(list(people)))),
            Entry.recorded_at > since,
            Entry.from_on <= day,
            or_(Entry.subject.in_(subjects), Entry.kind.in_(kinds)),
        )
        .order_by(Entry.recorded_at.desc(), Entry.id.desc())
        .limit(MOST_LINES)
        .options(joinedload(Entry.by), joinedload(Entry.person))
    ).all()


def merged(people: Iterable[int], since: datetime) -> Sequence[Person]:
    """The accounts found after a moment to be another's, of which either is one of these people's."""
    either = or_(Person.id.in_(list(people)), Person.merged_into_id.in_(list(people)))
    return db.session.scalars(select(Person).where(Person.merged_at > since, either).order_by(Person.id)).all()


def certificates(people: Iterable[int], credential_id: int, day: date, since: datetime) -> Sequence[Row]:
    """Issued after a moment and valid by the day, newest first; columns Certificate and the name of who issued it."""
    return db.session.execute(
        select(Certificate, Person.name)
        .outerjoin(Person, Person.id == Certificate.by_id)
        .where(
            Certificate.person_id.in_(list(people)),
            Certificate.credential_id == credential_id,
            Certificate.issued_at > since,
            Certificate.valid_from <= day,
        )
        .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
        .limit(MOST_LINES)
    ).all()
