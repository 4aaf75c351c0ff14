"""Whichever byte of whichever sealed row is changed: it is found, and the row is named."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, Connection, select, text
from sqlalchemy.exc import DatabaseError

from tests.tamper import disarm
from tests.trail.builders import pass_a_quiz
from trainer import trail
from trainer.db import db
from trainer.trail.checking import Counts, check
from trainer.trail.registry import Sealed, sealed_tables

UNREADABLE = object()


def test_any_byte_of_any_sealed_row(app):
    chance, found = random.Random(20260314), 0
    pass_a_quiz()
    trail.seal()
    for sealed in sealed_tables().values():
        rows = db.session.scalars(select(*sealed.key)).all()
        for column in sealed.columns if rows else ():
            row_id = chance.choice(rows)
            with one_byte_changed(sealed, column, row_id, chance) as means_something:
                if means_something:
                    kinds = {f.kind for f in check(Counts()) if (f.table, f.row_id) == (sealed.name, str(row_id))}
                    assert kinds & {"changed", "gone", "unreadable"}, (sealed.name, column.name, row_id)
                    found += 1
    assert found > 40
    assert list(check(Counts())) == []


@contextmanager
def one_byte_changed(sealed: Sealed, column: Column, row_id: int, chance: random.Random) -> Iterator[bool]:
    """False where there is no byte, where the database refuses the other one, or where it means the same."""
    (key,) = sealed.key
    with db.engine.connect() as connection:
        stored = connection.scalar(text(f"SELECT CAST({column.name} AS TEXT) FROM {sealed.name} WHERE id = {row_id}"))
        before = meaning(connection, column, row_id)
        changed = with_other_byte(stored, chance) if stored else None
        now_at = changed if column is key else row_id
        is_written = changed is not None and is_put(connection, column, row_id, changed)
        yield is_written and meaning(connection, column, now_at) != before
        if is_written:
            assert is_put(connection, column, now_at, stored)


def with_other_byte(stored: str, chance: random.Random) -> str:
    at = chance.choice([place for place, letter in enumerate(stored) if letter.isascii()])
    return stored[:at] + chr(ord(stored[at]) ^ 1) + stored[at + 1 :]


def is_put(connection: Connection, column: Column, row_id: Any, value: str) -> bool:
    disarm(connection)
    kind = column.type.compile(connection.dialect)
    new = f"CAST(:value AS {kind})" if connection.dialect.name == "postgresql" else ":value"
    statement = f"UPDATE {column.table.name} SET {column.name} = {new} WHERE id = {row_id}"
    try:
        connection.execute(text(statement), {"value": value})
    except DatabaseError:
        connection.rollback()
        return False
    connection.commit()
    return True


def meaning(connection: Connection, column: Column, row_id: Any) -> Any:
    try:
        return connection.execute(select(column).where(text(f"id = {row_id}"))).all()
    except ValueError:
        return UNREADABLE
    finally:
        connection.rollback()
