import secrets

from trainer import clock, trail
from trainer.credentials.documents import queries
from trainer.credentials.documents.models import CalendarFeed
from trainer.db import db
from trainer.people.models import Person
from trainer.people.rules import hash_of


def open_feed(person: Person) -> str:
    """A new private address; one that was there before stops working. Returned is what is never kept: its token."""
    stop_feed(person)
    token = secrets.token_urlsafe(32)
    db.session.add(CalendarFeed(person_id=person.id, token_hash=hash_of(token), made_at=clock.now()))
    db.session.flush()
    trail.record("calendar.opened", about=person, by=person)
    return token


def stop_feed(person: Person) -> None:
    feed = queries.current_feed(person)
    if feed is not None:
        feed.revoked_at = clock.now()
        db.session.flush()
        trail.record("calendar.stopped", about=person, by=person)
