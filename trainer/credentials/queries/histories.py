"""What the rules need to know about people: entries, certificates and professions, as plain values."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, case, select

from trainer.credentials.models import Certificate, Credential, Entry
from trainer.credentials.rules import Entry as Line
from trainer.credentials.rules import Held, History, as_known
from trainer.db import db
from trainer.people.models import Person, PersonProfession

COLUMNS = (
    Entry.id,
    Entry.kind,
    Entry.subject,
    Entry.from_on,
    Entry.recorded_at,
    Entry.until_on,
    Entry.good,
    Entry.percent,
    Entry.minutes,
    Entry.in_person_minutes,
    Entry.refers_to_id,
    Entry.certificate_id,
)


def owner(known_at: datetime | None) -> ColumnElement[int]:
    """Whose record a person's rows belong to: their own, or that of whom they were found to be the same human being."""
    is_known = Person.merged_into_id.is_not(None) if known_at is None else Person.merged_at <= known_at
    return case((is_known, Person.merged_into_id), else_=Person.id)


def history_of(person: Person, known_at: datetime | None = None) -> History:
    return histories([person.id], known_at)[person.id]


def histories(
    people: Iterable[int], known_at: datetime | None = None, connection: Connection | None = None
) -> dict[int, History]:
    """What is known about each of these people at a moment (None: now), in three statements however many they are.

    On `connection`, for what is read after the request has let go of its session.
    """
    people, ask = list(people), connection or db.session
    entries: dict[int, list[Line]] = defaultdict(list)
    held: dict[int, list[Held]] = defaultdict(list)
    for whose, *values in ask.execute(of_these(select(owner(known_at), *COLUMNS), Entry, people, known_at)):
        entries[whose].append(Line(*values))
    asked = of_these(
        select(
            owner(known_at),
            PersonProfession.id,
            PersonProfession.profession,
            PersonProfession.from_on,
            PersonProfession.recorded_at,
        ),
        PersonProfession,
        people,
        known_at,
    )
    for whose, number, profession, from_on, recorded_at in ask.execute(asked):
        entries[whose].append(Line(-number, "profession", profession or "", from_on, recorded_at))
    asked = of_these(
        select(
            owner(known_at),
            Certificate.id,
            Credential.slug,
            Certificate.credential_version_id,
            Certificate.valid_from,
            Certificate.valid_until,
            Certificate.issued_at,
        ),
        Certificate,
        people,
        known_at,
    ).join(Credential, Credential.id == Certificate.credential_id)
    for whose, *values in ask.execute(asked):
        held[whose].append(Held(*values))
    return {one: as_known(entries[one], held[one], known_at) for one in people}


def of_these(statement: Select, rows: type, people: list[int], known_at: datetime | None) -> Select:
    """The rows of these people and of those who were merged into them, in the order in which they were added."""
    mine = owner(known_at).in_(people)
    return statement.join(Person, Person.id == rows.person_id).where(mine).order_by(rows.id)  # type: ignore[attr-defined]
