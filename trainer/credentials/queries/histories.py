"""What the rules need to know about people: entries, certificates and professions, as plain values."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    Integer,
    Select,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from trainer.credentials.models import Certificate, Credential, Entry
from trainer.credentials.rules import Entry as Line
from trainer.credentials.rules import Held, History, as_known
from trainer.db import db
from trainer.people.models import Person, PersonProfession


def owner(known_at: datetime | None) -> ColumnElement[int]:
    """Whose record a person's rows belong to: their own, or that of whom they were found to be the same human being."""
    is_known = Person.merged_into_id.is_not(None) if known_at is None else Person.merged_at <= known_at
    return case((is_known, Person.merged_into_id), else_=Person.id)


def belong_to(people: Any) -> ColumnElement[bool]:
    """Persons who are one of these (ids, or a select of them), or were merged into one: what an index can find."""
    return or_(Person.id.in_(people), Person.merged_into_id.in_(people))


def whose_records(people: Any, known_at: datetime | BindParameter | None) -> CTE:
    """Columns person_id and owner: these people (ids, or a select of them) and those who were merged into one of them.

    Whoever was merged into somebody else is there only under that one. Two branches, so that each finds its index.
    """
    merged: ColumnElement[bool] = Person.merged_into_id.is_not(None)
    own: ColumnElement[bool] = Person.merged_into_id.is_(None)
    if known_at is not None:
        merged, own = Person.merged_at <= known_at, or_(own, Person.merged_at > known_at)
    return union_all(
        select(Person.id.label("person_id"), Person.id.label("owner")).where(own, Person.id.in_(people)),
        select(Person.id, Person.merged_into_id).where(merged, Person.merged_into_id.in_(people)),
    ).cte()


def history_of(person: Person, known_at: datetime | None = None) -> History:
    return histories([person.id], known_at)[person.id]


def histories(
    people: Iterable[int], known_at: datetime | None = None, connection: Connection | None = None
) -> dict[int, History]:
    """What is known about each of these people at a moment (None: now), in one statement however many they are.

    On `connection`, for what is read after the request has let go of its session.
    """
    people = list(people)
    entries: dict[int, list[Line]] = defaultdict(list)
    held: dict[int, list[Held]] = defaultdict(list)
    rows = (connection or db.session).execute(
        everything(at_a_moment=known_at is not None), {"people": people, "known_at": known_at}
    )
    for whose, number, kind, subject, from_on, recorded_at, until_on, good, *rest in rows:
        if kind == CERTIFICATE:
            held[whose].append(Held(number, subject, rest[0], from_on, until_on, recorded_at))
        else:
            entries[whose].append(Line(number, kind, subject, from_on, recorded_at, until_on, good, *rest))
    return {one: as_known(entries[one], held[one], known_at) for one in people}


CERTIFICATE = "certificate"  # no kind of entry is called that
NO_NUMBER = cast(null(), Integer)


@cache
def everything(*, at_a_moment: bool) -> CompoundSelect:
    """Asked for each page about people, so it is written once. Parameters: people (their ids) and known_at."""
    known_at = bindparam("known_at", type_=Person.merged_at.type) if at_a_moment else None
    theirs = whose_records(bindparam("people", expanding=True), known_at)
    return union_all(*(of_these(rows, theirs) for rows in (lines(), professions(), certificates())))


def lines() -> Select:
    return select(
        Entry.person_id,
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


def professions() -> Select:
    """Professions as the rules take them: entries of a kind of their own, with numbers that no entry has."""
    return select(
        PersonProfession.person_id,
        (-PersonProfession.id).label("id"),
        literal("profession").label("kind"),
        func.coalesce(PersonProfession.profession, "").label("subject"),
        PersonProfession.from_on,
        PersonProfession.recorded_at,
        cast(null(), Date).label("until_on"),
        true().label("good"),
        *(NO_NUMBER.label(f"nothing_{number}") for number in range(5)),
    )


def certificates() -> Select:
    """Certificates in the columns of entries; in the place of the percent the version they were earned under."""
    return select(
        Certificate.person_id,
        Certificate.id,
        literal(CERTIFICATE).label("kind"),
        Credential.slug,
        Certificate.valid_from,
        Certificate.issued_at,
        Certificate.valid_until,
        true().label("good"),
        Certificate.credential_version_id,
        *(NO_NUMBER.label(f"nothing_{number}") for number in range(4)),
    ).join(Credential, Credential.id == Certificate.credential_id)


def of_these(rows: Select, theirs: CTE) -> Select:
    """The rows of these people, with whose they are in the first column."""
    found = rows.subquery()
    person_id, *columns = found.c
    return select(theirs.c.owner, *columns).join(theirs, theirs.c.person_id == person_id)
