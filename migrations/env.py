"""How Alembic reaches the database of the app. A run is one transaction: one that fails leaves nothing behind."""

from alembic import context
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, text

from trainer.db import Moment

ONE_AT_A_TIME = 7_246_837  # any number: the PostgreSQL lock that makes a second machine wait for the first
db = current_app.extensions["migrate"].db
settings = current_app.extensions["migrate"].configure_args


def run() -> None:
    connection = db.engine.connect()
    connection.detach()  # what is switched off below must not go back to the pool
    with connection:
        prepare(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transactional_ddl=True,
            render_item=render,
            process_revision_directives=number,
            **settings,
        )
        with context.begin_transaction():
            begin(connection)
            context.run_migrations()
            check(connection)


def prepare(connection: Connection) -> None:
    """SQLite changes a table by copying it; with foreign keys on, dropping the old one would drag rows along."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        connection.commit()


def begin(connection: Connection) -> None:
    """Python's sqlite3 opens no transaction for CREATE and ALTER, so it is opened by hand."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("BEGIN IMMEDIATE"))
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ONE_AT_A_TIME})


def check(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
        raise RuntimeError(f"This migration would leave rows that point nowhere: {broken[:5]}")


def render(kind, thing, _autogenerate):
    """A migration must not change when our code does, so it names SQLAlchemy's type instead of ours."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    return False


def number(migration_context, _revision, directives) -> None:
    """0007_words.py: the next number, and no file when nothing changed."""
    for script in directives:
        head = ScriptDirectory.from_config(migration_context.config).get_current_head()
        script.rev_id = f"{int(head or 0) + 1:04}"
    if directives and directives[0].upgrade_ops.is_empty():
        directives.clear()


run()
