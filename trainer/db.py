"""The database: one session a request, two engines, and the column types that both agree on."""

import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, event, false, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapper, registry
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in Python, UTC in the database, also where the engine drops time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"A moment needs a time zone: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    registry = registry(type_annotation_map={datetime: Moment})


class Immutable:
    """Rows that are added and never changed: what a decision rests on is superseded, not edited."""


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """On PostgreSQL the job queue may keep its own tables beside ours; migrations leave them alone."""
    return not (kind == "table" and str(name).startswith("huey"))


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate(render_as_batch=True, compare_type=True, include_name=is_ours)


def hold(row: Any) -> None:
    """Until the transaction ends nobody else holds this row; in SQLite nobody else writes at all.

    What was read before may be otherwise by now, and is to be read anew.
    """
    hold_all(type(row), [row.id])


def hold_all(kind: Any, ids: Sequence[int]) -> None:
    """In the order of their numbers, or two who hold several would wait for each other for ever."""
    if db.engine.dialect.name == "sqlite":  # locks no row; but any change locks all, also one of no row
        change = update(kind).where(false()).values(id=kind.id)
        db.session.execute(change, execution_options={"synchronize_session": False})
    else:
        waits = select(kind.id).where(kind.id.in_(ids)).order_by(kind.id).with_for_update(key_share=True)
        db.session.execute(waits).all()


def init_app(app):
    db.init_app(app)
    migrate.init_app(app, db, directory=app.config["MIGRATIONS"])


def engine_options(url: str) -> dict:
    """SQLite takes its write lock when a transaction first writes and waits for it; reads never wait.

    `isolation_level` is Python's own switch for that: plain reads run outside a transaction, the first INSERT, UPDATE
    or DELETE sends BEGIN IMMEDIATE. A transaction that began by reading and then wants to write would fail at once
    with "database is locked" as soon as another writer got in between, whatever the timeout.
    """
    if url.startswith("sqlite"):
        return {"connect_args": {"isolation_level": "IMMEDIATE", "timeout": 5}}
    return {"pool_pre_ping": True}


@event.listens_for(Engine, "connect")
def set_up_sqlite(connection, _record):
    if isinstance(connection, sqlite3.Connection):
        cursor = connection.cursor()
        for setting in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "busy_timeout = 5000",
            "recursive_triggers = ON",  # a row that another replaces is removed, and its guard must say no
        ):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()
        connection.create_function("lower", 1, small, deterministic=True)  # its own knows only A to Z


def small(value):
    return value.lower() if isinstance(value, str) else value


@event.listens_for(Mapper, "before_update")
def refuse_change(_mapper, _connection, row):
    if isinstance(row, Immutable) and db.session.is_modified(row):
        raise TypeError(f"{type(row).__name__} rows are never changed: add one that supersedes it.")


@event.listens_for(Mapper, "before_delete")
def refuse_removal(_mapper, _connection, row):
    if isinstance(row, Immutable):
        raise TypeError(f"{type(row).__name__} rows are never removed.")


def broken_constraint(problem: IntegrityError) -> str:
    """The name of the constraint or unique index that refused a change; the same on both engines, or empty."""
    if name := getattr(getattr(problem.orig, "diag", None), "constraint_name", None):
        return name
    said = str(problem.orig)
    if index := re.search(r"UNIQUE constraint failed: index '(\w+)'", said):
        return index[1]
    if columns := re.findall(r"(\w+)\.(\w+)", said):  # SQLite names the columns: UNIQUE constraint failed: person.email
        return "_".join(["uq", columns[0][0], *(column for _, column in columns)])
    return said.removeprefix("CHECK constraint failed: ")
