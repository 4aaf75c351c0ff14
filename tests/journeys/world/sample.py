"""The sample clinic's people, and what a page is asked for."""

from sqlalchemy import Select, select

from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.demo import cast
from trainer.people.models import Person

SEED = 7
SLUG = "pneumothorax-risk"
Pages = dict[str, int]  # the status that each address answers with


def persona(key: str) -> Person:
    email = next(one.email for one in cast.PERSONAS if one.key == key)
    return first(select(Person).where(Person.email == email))


def first(statement: Select):
    found = db.session.scalars(statement).first()
    assert found is not None, f"the sample has none: {statement}"
    return found


def answered(status: int, *addresses: str) -> Pages:
    return dict.fromkeys(addresses, status)


def certificates_of(holder: Person) -> list[Certificate]:
    statement = select(Certificate).where(Certificate.person_id == holder.id).order_by(Certificate.valid_until.desc())
    return list(db.session.scalars(statement))


def long_name() -> Person:
    return first(select(Person).where(Person.name == cast.LONG_NAME))
