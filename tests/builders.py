"""Make one valid thing with as few words as possible; name only what the test is about."""

from datetime import UTC, date, datetime
from itertools import count
from typing import TypeVar
from uuid import uuid4

from flask_security import hash_password

from trainer.db import db
from trainer.people.models import Clinic, Membership, Person

numbers = count(1)
Thing = TypeVar("Thing")
LONG_AGO = datetime(2020, 1, 1, 12, tzinfo=UTC)


def there(thing: Thing | None) -> Thing:
    """What must be there."""
    assert thing is not None
    return thing


def make_clinic(**changes) -> Clinic:
    return saved(new_clinic(**changes))


def new_clinic(**changes) -> Clinic:
    n = next(numbers)
    usual = {"slug": f"clinic-{n}", "name": f"Clinic {n}", "time_zone": "America/Denver", "opened_at": LONG_AGO}
    return Clinic(**usual | changes)


def make_person(role: str | None = "practitioner", clinic: Clinic | None = None, **changes) -> Person:
    """Somebody with one role (None: with none) in a clinic, a new one unless given; a password is hashed."""
    n = next(numbers)
    usual = {
        "name": f"Person {n}",
        "email": f"person{n}@example.org",
        "profession": "physical therapist" if role == "practitioner" else None,
        "password": None,
        "joined_at": LONG_AGO,
        "fs_uniquifier": uuid4().hex,
    }
    if password := changes.pop("password", None):
        changes["password"] = hash_password(password)
    person = Person(**usual | changes)
    saved(new_member(person, role, clinic) if role else person)
    return person


def make_member(person: Person, role: str, clinic: Clinic | None = None, **changes) -> Membership:
    return saved(new_member(person, role, clinic, **changes))


def new_member(person: Person, role: str, clinic: Clinic | None = None, **changes) -> Membership:
    if role != "administrator" and clinic is None:
        clinic = new_clinic()
    usual = {"person": person, "role": role, "clinic": clinic, "joined_on": date(2020, 1, 1)}
    return Membership(**usual | changes)


def saved(thing):
    db.session.add(thing)
    db.session.commit()
    return thing
