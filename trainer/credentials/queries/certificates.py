"""Certificates, and the entries that they rest on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.credentials.models import Certificate, Entry
from trainer.credentials.queries.histories import belong_to, owner
from trainer.db import db
from trainer.people.models import Person


def not_yet_theirs(person: Person, known_at: datetime | None) -> set[int]:
    """Accounts that are somebody's, as is known by now, and was not at the moment (None: now)."""
    if known_at is None:
        return set()
    wanted = select(Person.id).where(Person.merged_into_id == person.id, Person.merged_at > known_at)
    return set(db.session.scalars(wanted))


def certificates_of(person: Person) -> Sequence[Certificate]:
    """All that somebody holds or held, also under an account that was merged into theirs; newest first."""
    return db.session.scalars(
        select(Certificate)
        .where(Certificate.person_id.in_(select(Person.id).where(belong_to([person.id]))))
        .order_by(Certificate.valid_until.desc(), Certificate.id.desc())
        .options(joinedload(Certificate.clinic))
    ).all()


def certificate_of(person: Person, certificate_id: int) -> Certificate:
    """Somebody else's certificate does not exist."""
    return db.one_or_404(
        select(Certificate)
        .where(
            Certificate.id == certificate_id, Certificate.person_id.in_(select(Person.id).where(belong_to([person.id])))
        )
        .options(joinedload(Certificate.clinic), selectinload(Certificate.rests_on))
    )


def by_code(code: str) -> Certificate | None:
    return db.session.scalars(
        select(Certificate).where(Certificate.code == code).options(joinedload(Certificate.clinic))
    ).one_or_none()


def holder_of(certificate: Certificate) -> int:
    """Whose it is by now: of an account that was merged into another one, the account that stays."""
    return certificate.person.merged_into_id or certificate.person_id


def newer_than(certificate: Certificate) -> Certificate | None:
    """What the holder has renewed it with, or what took its place; the last one where that happened more than once."""
    voided = select(Entry.certificate_id).where(
        Entry.kind == "correction", Entry.certificate_id.is_not(None), Entry.refers_to_id.is_(None)
    )
    return db.session.scalars(
        select(Certificate)
        .where(
            Certificate.person_id.in_(select(Person.id).where(belong_to([holder_of(certificate)]))),
            Certificate.credential_id == certificate.credential_id,
            or_(Certificate.valid_until > certificate.valid_until, Certificate.corrects_id == certificate.id),
            Certificate.id.not_in(voided),
        )
        .order_by(Certificate.valid_until.desc(), Certificate.id.desc())
        .limit(1)
    ).one_or_none()


def entries_of(person: Person) -> Sequence[Entry]:
    """Every line of the ledger about somebody, newest effect first; those that were voided too."""
    return db.session.scalars(
        select(Entry)
        .join(Person, Person.id == Entry.person_id)
        .where(or_(Person.id == person.id, Person.merged_into_id == person.id), owner(None) == person.id)
        .order_by(Entry.from_on.desc(), Entry.id.desc())
        .options(joinedload(Entry.by), joinedload(Entry.clinic))
    ).all()


def entry_of(person: Person, entry_id: int) -> Entry:
    """Somebody else's entry does not exist."""
    return db.one_or_404(select(Entry).where(Entry.id == entry_id, Entry.person_id == person.id))
