"""Rows as the seal sees them: found in the order in which they became final, read whole, a chunk at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Connection, select, tuple_
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from trainer.db import db
from trainer.trail.models import SealedLine
from trainer.trail.registry import Parts, Sealed

AT_ONCE = 1000
Content = dict[str, Any]


def id_of(values: Iterable[Any]) -> str:
    """The primary key as one word: '93', or '41/7' of two columns."""
    return "/".join(str(value) for value in values)


def key_of(sealed: Sealed, row_id: str) -> tuple:
    return tuple(column.type.python_type(word) for column, word in zip(sealed.key, row_id.split("/"), strict=True))


def marked(values: Sequence[Any]) -> list:
    """A place in the order of a table, fit for JSON."""
    return [value.isoformat() if isinstance(value, date) else value for value in values]


def place(sealed: Sealed, mark: Sequence[Any]) -> list:
    columns = [sealed.table.c[name] for name in sealed.order]
    return [
        datetime.fromisoformat(value).astimezone(UTC) if column.type.python_type is datetime else value
        for column, value in zip(columns, mark, strict=True)
    ]


def keys(sealed: Sealed, start: Sequence[Any] | None = None) -> Iterator[list[Mapping]]:
    """The final rows from `start` on, chunk by chunk: the columns of their order, and when they were recorded.

    Each chunk is asked for by itself, so that no transaction stays open in between.
    """
    order = [sealed.table.c[name] for name in sealed.order]
    extra = [sealed.table.c[sealed.recorded]] if sealed.recorded and sealed.recorded not in sealed.order else []
    statement = select(*order, *extra).order_by(*order).limit(AT_ONCE)
    if sealed.final:
        statement = statement.where(sealed.table.c[sealed.final].is_not(None))
    where = None if start is None else tuple_(*order) >= bound(order, start)
    while True:
        with db.engine.connect() as connection:
            found = connection.execute(statement if where is None else statement.where(where)).mappings().all()
        if found:
            yield list(found)
        if len(found) < AT_ONCE:
            return
        where = tuple_(*order) > bound(order, [found[-1][name] for name in sealed.order])


def bound(columns: Sequence[Column], values: Sequence[Any]):
    return tuple_(*values, types=[column.type for column in columns])


def not_sealed(sealed: Sealed, found: Sequence[Mapping]) -> list[tuple[str, Mapping]]:
    """Those that are in no batch yet, each with its id."""
    by_id = {id_of(row[column.name] for column in sealed.key): row for row in found}
    statement = select(SealedLine.row_id).where(SealedLine.table_name == sealed.name, SealedLine.row_id.in_(by_id))
    with db.engine.connect() as connection:
        there = set(connection.scalars(statement))
    return [(row_id, row) for row_id, row in by_id.items() if row_id not in there]


def contents(connection: Connection, sealed: Sealed, row_ids: Sequence[str]) -> dict[str, Content | None]:
    """The final rows with these ids, as far as they are there; None: what is there cannot be read."""
    try:
        return dict(read(connection, sealed, row_ids))
    except (SQLAlchemyError, ValueError, TypeError) as problem:
        connection.rollback()
        if isinstance(problem, DBAPIError) and problem.connection_invalidated:
            raise
    if len(row_ids) == 1:
        return {row_ids[0]: None}
    found: dict[str, Content | None] = {}
    for row_id in row_ids:
        found |= contents(connection, sealed, [row_id])
    return found


def read(connection: Connection, sealed: Sealed, row_ids: Sequence[str]) -> dict[str, Content]:
    wanted = [key_of(sealed, row_id) for row_id in row_ids]
    here = sealed.key[0].in_([key[0] for key in wanted]) if len(sealed.key) == 1 else tuple_(*sealed.key).in_(wanted)
    statement = select(*sealed.columns).where(here)
    if sealed.final:
        statement = statement.where(sealed.table.c[sealed.final].is_not(None))
    rows = connection.execute(statement).mappings()
    found = {id_of(row[column.name] for column in sealed.key): dict(row) for row in rows}
    for parts in sealed.parts:
        belonging = read_parts(connection, parts, [key[0] for key in wanted])
        for row_id, content in found.items():
            content[parts.table.name] = belonging.get(row_id, [])
    return found


def read_parts(connection: Connection, parts: Parts, owners: Sequence[Any]) -> dict[str, list[Content]]:
    owner = parts.table.c[parts.by]
    statement = (
        select(parts.table)
        .where(owner.in_(owners))
        .order_by(owner, *(column for column in parts.table.primary_key.columns if column is not owner))
    )
    with closing(connection.execute(statement)) as rows:
        each = ({name: value for name, value in row.items() if value is not None} for row in rows.mappings())
        return {str(one): list(belonging) for one, belonging in groupby(each, key=lambda row: row[parts.by])}
