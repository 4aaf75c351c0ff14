"""Rows as the seal sees them: found in the order in which they became final, read whole, a chunk at a time."""

from collections.abc import Generator, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, bindparam, cast, select, tuple_
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from trainer.db import db
from trainer.trail.models import SealedLine
from trainer.trail.registry import Parts, Sealed
from trainer.trail.rules import spelled

AT_ONCE = 1000
Content = dict[str, Any]


def id_of(values: Iterable[Any]) -> str:
    """The primary key as one word: '93', or '41/7' of two columns."""
    return "/".join(str(value) for value in values)


def key_of(sealed: Sealed, row_id: str) -> tuple:
    return tuple(column.type.python_type(word) for column, word in zip(sealed.key, row_id.split("/"), strict=True))


def id_in_sql(sealed: Sealed) -> ColumnElement[str]:
    word: ColumnElement[str] = cast(sealed.key[0], String)
    for column in sealed.key[1:]:
        word = word + "/" + cast(column, String)
    return word


def from_mark(sealed: Sealed, mark: Sequence[Any]) -> list:
    return [datetime.fromisoformat(value) for value in mark] if sealed.final else list(mark)


def mark(sealed: Sealed, content: Content) -> list:
    """How far a table is sealed with this row, fit for JSON; a search can begin there."""
    names = [sealed.final] if sealed.final else [column.name for column in sealed.key]
    return [spelled(value) if isinstance(value, date) else value for value in (content[name] for name in names)]


def unsealed(sealed: Sealed, since: Sequence[Any] | None = None) -> Generator[Sequence[str]]:
    """The ids of the rows that are final and in no batch, from a mark on or all of them, so many at a time.

    Only ids are read: a row that cannot be must not hide the others. The database gives them one after the other, as
    they are asked for, and compares by itself: without a limit no plan for it is a slow one.
    """
    marked = {} if since is None else {f"mark_{at}": value for at, value in enumerate(from_mark(sealed, since))}
    with db.engine.connect() as connection:
        connection = connection.execution_options(yield_per=AT_ONCE)
        with connection.scalars(not_in_a_batch(sealed, len(marked)), marked) as found:
            yield from found.partitions()


@cache
def not_in_a_batch(sealed: Sealed, marks: int) -> Select:
    """Written once for each table, as each seal asks all of them. Its parameters are mark_0 and on, `marks` of them."""
    row_id = id_in_sql(sealed)
    in_a_batch = select(SealedLine.row_id).where(SealedLine.table_name == sealed.name, SealedLine.row_id == row_id)
    statement, order = select(row_id).where(~in_a_batch.exists()), list(sealed.key)
    if sealed.final:
        order.insert(0, sealed.table.c[sealed.final])
        statement = statement.where(order[0].is_not(None))
    if marks:
        from_here = [bindparam(f"mark_{at}", type_=column.type) for at, column in enumerate(order[:marks])]
        statement = statement.where(tuple_(*order[:marks]) >= tuple_(*from_here))
    return statement.order_by(*order)


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
    names = [column.name for column in sealed.columns]
    found: dict[str, Content] = {}
    for row in connection.execute(statement):
        content = dict(zip(names, row, strict=True))
        found[id_of(content[column.name] for column in sealed.key)] = content
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
    names = [column.name for column in parts.table.columns]
    found: dict[str, list[Content]] = {}
    for row in connection.execute(statement):
        content = {name: value for name, value in zip(names, row, strict=True) if value is not None}
        found.setdefault(str(content[parts.by]), []).append(content)
    return found
