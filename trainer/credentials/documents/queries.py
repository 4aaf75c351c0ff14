from sqlalchemy import select
from sqlalchemy.orm import joinedload

from trainer.credentials.documents.models import CalendarFeed
from trainer.db import db
from trainer.people.models import Person
from trainer.people.rules import hash_of


def current_feed(person: Person) -> CalendarFeed | None:
    return db.session.scalars(
        select(CalendarFeed).where(CalendarFeed.person_id == person.id, CalendarFeed.revoked_at.is_(None))
    ).one_or_none()


def feed_at(token: str) -> CalendarFeed:
    """A stopped address does not exist, nor one of somebody who no longer has an account."""
    return db.one_or_404(
        select(CalendarFeed)
        .where(
            CalendarFeed.token_hash == hash_of(token),
            CalendarFeed.revoked_at.is_(None),
            CalendarFeed.person.has(Person.deactivated_at.is_(None)),
        )
        .options(joinedload(CalendarFeed.person))
    )
