"""Answers read from the database as columns: a million of them in a few seconds of one processor."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

import numpy as np
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from trainer.db import db
from trainer.insight.rules.answers import BLANK, Answers, numbered
from trainer.people.models import Person
from trainer.quizzes.models import Attempt, Response

AT_ONCE = 1000  # rows besides the columns: so few stay in the cache of the processor, which is twice as fast


@dataclass(frozen=True)
class Asked:
    """Which answers of a module: to a version of it, of first attempts, at a clinic, handed in within a period."""

    module_id: int
    version_id: int | None = None
    only_first: bool = True
    clinic_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    item_version_ids: tuple[int, ...] = ()  # only attempts that asked one of these; all their answers
    as_first_marked: bool = False  # whatever corrections have marked again since


EARLIER, ACCOUNT, OTHER = aliased(Attempt), aliased(Person), aliased(Person)


def not_first(module_id: int | None = None) -> Select:
    """Attempts that were the first of their account, and not of the person: accounts were merged after both had sat.

    Begun from the few accounts that were merged, so that it costs next to nothing.
    """
    later = aliased(Attempt)
    owner, other_owner = (func.coalesce(one.merged_into_id, one.id) for one in (ACCOUNT, OTHER))
    merged = aliased(Person)
    families = select(merged.merged_into_id).where(merged.merged_into_id.is_not(None))
    is_before = or_(
        EARLIER.submitted_at < later.submitted_at,
        and_(EARLIER.submitted_at == later.submitted_at, EARLIER.id < later.id),
    )
    found = (
        select(later.id)
        .join(ACCOUNT, ACCOUNT.id == later.person_id)
        .join(OTHER, and_(other_owner == owner, OTHER.id != ACCOUNT.id))
        .join(EARLIER, and_(EARLIER.person_id == OTHER.id, EARLIER.module_id == later.module_id))
        .where(
            or_(ACCOUNT.merged_into_id.is_not(None), ACCOUNT.id.in_(families)),
            or_(OTHER.merged_into_id.is_not(None), OTHER.id.in_(families)),
            EARLIER.adoption_id.is_not(None),
            EARLIER.submitted_at.is_not(None),
            is_before,
        )
    )
    return found if module_id is None else found.where(later.module_id == module_id)


def narrowed(statement: Select, asked: Asked) -> Select:
    statement = statement.where(Attempt.module_id == asked.module_id, Attempt.submitted_at.is_not(None))
    statement = statement.where(Response.is_counted)
    if asked.only_first:
        statement = statement.where(Response.is_first, Attempt.id.not_in(not_first(asked.module_id)))
    if asked.version_id is not None:
        statement = statement.where(Attempt.module_version_id == asked.version_id)
    if asked.clinic_id is not None:
        statement = statement.where(Attempt.clinic_id == asked.clinic_id)
    if asked.since is not None:
        statement = statement.where(Attempt.submitted_at >= asked.since)
    if asked.until is not None:
        statement = statement.where(Attempt.submitted_at <= asked.until)
    if asked.item_version_ids:
        meeting = select(Response.attempt_id).where(Response.item_version_id.in_(asked.item_version_ids))
        statement = statement.where(Attempt.id.in_(meeting))
    return statement


def extent(asked: Asked) -> tuple[int, int]:
    """How many attempts there are, and the newest: as long as both stay, so does all that is made from them."""
    joined = select(func.count(), func.coalesce(func.max(Attempt.id), 0)).join_from(
        Attempt, Response, (Response.attempt_id == Attempt.id) & (Response.number == 1)
    )
    found = db.session.execute(narrowed(joined, asked)).one()
    return found[0], found[1]


def read(asked: Asked) -> Answers:
    statement = narrowed(
        select(
            Response.attempt_id, Response.item_version_id, Response.score, Response.seconds, Response.given
        ).join_from(Attempt, Response, Response.attempt_id == Attempt.id),
        asked,
    )
    codes: defaultdict[str | None, int] = defaultdict(count().__next__)
    attempts, items, scores, seconds, given = gathered(rows_of(statement), codes)
    attempt_ids, attempt = numbered(attempts)
    item_ids, item = numbered(items)
    blank = codes.get(None, -2)
    given = np.where(given == blank, BLANK, given)
    return Answers(attempt, item, scores, seconds, given, attempt_ids, item_ids, [text or "" for text in codes])


def rows_of(statement: Select) -> Iterator[list[tuple]]:
    """By the driver itself: what the toolkit makes of a row costs more here than reading it."""
    connection = db.session.connection()
    compiled = statement.compile(connection, compile_kwargs={"render_postcompile": True})
    cursor: Any = connection.connection.cursor()
    try:
        cursor.execute(compiled.string, bound(compiled, connection.dialect))
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows
    finally:
        cursor.close()


def bound(compiled: Any, dialect: Any) -> Any:
    """The values of a compiled statement, as its driver takes them."""
    values = compiled.construct_params()
    for name, process in compiled._bind_processors.items():
        if name in values:
            values[name] = process(values[name])
    return [values[name] for name in compiled.positiontup] if compiled.positional else values


def gathered(parts: Iterable[list[tuple]], codes: defaultdict[str | None, int]) -> tuple[np.ndarray, ...]:
    kept: list[tuple[np.ndarray, ...]] = []
    for rows in parts:
        attempts, items, scores, seconds, given = zip(*rows, strict=True)
        kept.append(
            (
                np.array(attempts, np.int64),
                np.array(items, np.int64),
                np.array(scores, float),
                np.array(seconds, float),
                np.fromiter(map(codes.__getitem__, given), np.int32, len(rows)),
            )
        )
    if not kept:
        return (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0), np.zeros(0, np.int32))
    return tuple(np.concatenate(column) for column in zip(*kept, strict=True))
