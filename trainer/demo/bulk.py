"""Many rows at once, the fastest way each database has: COPY on PostgreSQL, one prepared INSERT on SQLite."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select, text

from trainer.db import db


def write(table: Table, columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Add rows of plain values in the current transaction; JSON as text, moments as `stamp` gives them."""
    names = ", ".join(columns)
    connection = db.session.connection()
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        driver.execute("SET LOCAL TIME ZONE 'UTC'")
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)


def next_id(table: Table) -> int:
    return (db.session.scalar(select(func.max(table.c.id))) or 0) + 1


def tell_sequences(*tables: Table) -> None:
    """PostgreSQL hands out ids from a sequence, which has not seen the ones written here."""
    if db.session.connection().dialect.name == "postgresql":
        for table in tables:
            db.session.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))")
            )


def stamp(moment: datetime) -> str:
    """A UTC moment as SQLite keeps it and as PostgreSQL reads it in a session set to UTC; strftime is too slow here."""
    return moment.isoformat(" ", "microseconds")[:26]
