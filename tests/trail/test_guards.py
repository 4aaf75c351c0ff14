"""The database itself refuses to change or remove what is only ever added, whoever asks and however."""

import sqlite3

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from tests.insight.studies.builders import close, make_study
from tests.trail.builders import open_attempt, pass_a_quiz, write_lines
from trainer import trail
from trainer.db import Base, Immutable, db
from trainer.trail.registry import sealed_tables

# How questions came about: what was published from them is sealed. And what can be made again from sealed answers.
NO_EVIDENCE = {"draft", "draft_decision", "response"}
THE_SEAL_ITSELF = {"sealed_batch", "sealed_line"}


def only_added() -> set[str]:
    """The tables of all models that say so."""
    return {inspect(model).local_table.name for model in models() if issubclass(model, Immutable)}


def models() -> list[type]:
    return [mapper.class_ for mapper in Base.registry.mappers]


def guards() -> set[str]:
    if db.engine.dialect.name == "postgresql":
        statement = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    else:
        statement = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    return set(db.session.scalars(text(statement)))


def test_every_table_that_is_only_added_to_has_its_guards(app):
    """A migration that makes such a table, or alters one, has forgotten `guard` of migrations/append_only.py."""
    assert len(only_added()) > 10
    for table in only_added() | {"attempt"}:
        assert {f"{table}_is_never_changed", f"{table}_is_never_removed"} <= guards(), table


def test_every_table_that_is_only_added_to_is_sealed(app):
    """A room that makes such a table has forgotten `trail.seals` in its `init_app`."""
    sealed = set(sealed_tables()) | {parts.table.name for table in sealed_tables().values() for parts in table.parts}
    assert only_added() - sealed == NO_EVIDENCE | THE_SEAL_ITSELF


def refused(statement: str) -> str:
    with pytest.raises(IntegrityError) as problem:
        db.session.execute(text(statement))
    db.session.rollback()
    return str(problem.value.orig)


CHANGES = """
UPDATE event SET name = 'person.joined'
UPDATE event SET id = id + 100
DELETE FROM event
UPDATE sealed_batch SET hash = 'f00'
DELETE FROM sealed_line
UPDATE certificate SET valid_until = '2999-01-01'
UPDATE certificate SET valid_until = valid_until
DELETE FROM answer
UPDATE item_version SET number = 7
"""


def test_what_is_only_added_is_not_changed(app):
    pass_a_quiz()
    trail.seal()
    for statement in CHANGES.strip().splitlines():
        table = next(word for word in statement.split()[1:] if word != "FROM")
        assert f"{table} rows are never changed or removed" in refused(statement), statement


def test_there_is_no_way_around(app, engine):
    """A table cannot be emptied at once on PostgreSQL, nor a row replaced on SQLite."""
    write_lines()
    if engine == "postgresql":
        assert "event rows are never changed or removed" in refused("TRUNCATE event CASCADE")
    else:
        assert "UNIQUE constraint failed: event.id" in refused(replaced("event", "id", name="person.joined"))


def replaced(table: str, *kept: str, **changes: str | int) -> str:
    """A statement that puts a row in the place of each that has the same values in the columns `kept`."""
    names = [column.name for column in Base.metadata.tables[table].columns]
    fresh = {} if "id" in kept else {"id": "NULL"}
    said = fresh | {name: repr(value) for name, value in changes.items()}
    values = [said.get(name, name) for name in names]
    return f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table}"


@pytest.mark.sqlite
def test_another_program_replaces_no_row_either(app):
    """SQLite asks the guard of a row that is replaced only where a program has set `recursive_triggers`; few do."""
    pass_a_quiz()
    close(make_study())
    with sqlite3.connect(str(db.engine.url.database)) as other:
        for table, kept in (
            ("event", ["id"]),
            ("response", ["attempt_id", "number"]),
            ("attempt", ["id"]),
            ("item_version", ["item_id", "number"]),
            ("study_rating", ["panelist_id", "item_version_id", "round"]),  # an index of the first rounds alone
        ):
            before = other.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert before[0], table
            told = f"UNIQUE constraint failed: {', '.join(f'{table}.{column}' for column in kept)}"
            with pytest.raises(sqlite3.IntegrityError, match=f"^{told}$"):
                other.execute(replaced(table, *kept))
            assert other.execute(f"SELECT count(*) FROM {table}").fetchone() == before
        other.execute(replaced("study_rating", "panelist_id", "item_version_id", round=2))  # of which one may say more
        other.rollback()


def test_an_attempt_is_final_once_it_is_handed_in(app):
    pass_a_quiz()
    for change in ("form = '[]'", "seed = seed + 1", "result = '{}'", "passed = NOT passed", "submitted_at = NULL"):
        assert "attempt rows are never changed" in refused(f"UPDATE attempt SET {change}"), change
    assert "attempt rows are never changed" in refused("DELETE FROM attempt")


def test_until_then_it_goes_on(app):
    attempt = open_attempt()
    attempt.seed, attempt.flags = 8, [2]
    db.session.commit()
    assert attempt.flags == [2]
