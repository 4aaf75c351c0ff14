"""What was learned between two moments: who stands differently on a day by what is known at each, and what came in."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Row, Select, case, func, or_, select, union
from sqlalchemy.orm import joinedload

from trainer.audit.queries.roster import Roster, practitioners
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.queries import status
from trainer.credentials.queries.asked import Column
from trainer.credentials.queries.histories import belong_to
from trainer.credentials.rules import Policy
from trainer.credentials.rules.days import BY_RANK
from trainer.db import db
from trainer.people.models import Person

MOST_LINES = 500  # of one page of people


def changed(then: Roster, now: Roster) -> Select:
    """Columns id, name, was and is: the states of those who stand differently, by name; None: not on the roster."""
    were, are = (practitioners(one.clinic_id, one.day, one.asked.known_at) for one in (then, now))
    either = union(were, are).subquery("either")
    everybody = select(either.c.person_id)
    stood = status.standings(then.asked, everybody).alias("stood")
    stands = status.standings(now.asked, everybody).alias("stands")

    def state(there: Select, ranks: Column) -> Column:
        return case((Person.id.in_(there), case(dict(enumerate(BY_RANK)), value=ranks)))

    was, is_now = state(were, stood.c.rank), state(are, stands.c.rank)
    return (
        select(Person.id, Person.name, was.label("was"), is_now.label("is_now"))
        .outerjoin(stood, stood.c.person_id == Person.id)
        .outerjoin(stands, stands.c.person_id == Person.id)
        .where(Person.id.in_(everybody), func.coalesce(was, "") != func.coalesce(is_now, ""))
        .order_by(func.lower(Person.name), Person.id)
    )


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
