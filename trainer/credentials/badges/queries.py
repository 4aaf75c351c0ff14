from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import Row, func, select

from trainer.credentials import rules
from trainer.credentials.badges.models import IssuerKey
from trainer.credentials.badges.rules import status
from trainer.credentials.models import Certificate, Credential, Entry
from trainer.credentials.queries.histories import belong_to, lines, owner
from trainer.db import db
from trainer.people.models import Clinic, Person

STOPPING = ("revocation", "suspension", "reinstatement", "correction")


def issuer_keys() -> Sequence[IssuerKey]:
    """Every key that ever signed, the newest first."""
    return db.session.scalars(select(IssuerKey).order_by(IssuerKey.number.desc())).all()


def signing_key() -> IssuerKey | None:
    newest = db.session.scalars(select(IssuerKey).order_by(IssuerKey.number.desc()).limit(1)).one_or_none()
    return newest if newest is not None and newest.retired_at is None else None


def lists() -> int:
    """How many lists of bits there are: as many as the certificates need."""
    newest = db.session.scalar(select(func.max(Certificate.id)))
    return status.place_of(newest).list if newest else 0


def entries_that_stop() -> Iterator[tuple[int, rules.Entry]]:
    """Every entry that stops a certificate or lifts a stop, with whose record it belongs to."""
    found = lines().where(Entry.kind.in_(STOPPING)).subquery()
    person_id, *columns = found.c
    asked = select(owner(None), *columns).join(Person, Person.id == person_id).order_by(found.c.id)
    for whose, *entry in db.session.execute(asked):
        yield whose, rules.Entry(*entry)


def certificates_of(owners: Iterable[int], numbers: range) -> Sequence[Row[int, int, str, date, str]]:
    """Whose it is, its id, the credential's slug, its first day, and the time zone of its clinic."""
    owners, whose = list(owners), owner(None)
    return db.session.execute(
        select(whose, Certificate.id, Credential.slug, Certificate.valid_from, Clinic.time_zone)
        .join(Person, Person.id == Certificate.person_id)
        .join(Credential, Credential.id == Certificate.credential_id)
        .join(Clinic, Clinic.id == Certificate.clinic_id)
        .where(belong_to(owners), whose.in_(owners), Certificate.id >= numbers.start, Certificate.id < numbers.stop)
        .order_by(Certificate.id)
    ).all()
