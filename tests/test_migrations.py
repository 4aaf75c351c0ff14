"""The migrations make just the tables that the models describe, on both engines, and can be taken back."""

import re
import warnings
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from trainer.db import db

VERSIONS = Path(__file__).parent.parent / "migrations" / "versions"


@pytest.fixture
def scripts(app) -> ScriptDirectory:
    return ScriptDirectory(app.config["MIGRATIONS"])


def test_there_is_one_head(scripts):
    assert len(scripts.get_heads()) == 1


def test_files_are_named_by_number_and_words(scripts):
    names = sorted(file.name for file in VERSIONS.glob("*.py"))
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"[0-9]{4}(_[a-z0-9]+)+\.py", name) for name in names)


def test_models_and_migrations_agree(app):
    with db.engine.connect() as connection, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*expression-based index")  # SQLite cannot read those back
        context = MigrationContext.configure(connection, opts=app.extensions["migrate"].configure_args)
        assert compare_metadata(context, db.metadata) == []


def test_every_migration_can_be_taken_back(fresh):
    with fresh.app_context():
        flask_migrate.upgrade()
        whole = shape()
        flask_migrate.downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        assert guards() == []
        flask_migrate.upgrade()
        assert shape() == whole


def guards() -> list[str]:
    """What refuses changes; SQLite loses it where a migration makes a table anew."""
    on_postgresql = db.engine.dialect.name == "postgresql"
    kept = "pg_trigger WHERE NOT tgisinternal" if on_postgresql else "sqlite_master WHERE type = 'trigger'"
    with db.engine.connect() as connection:
        return sorted(connection.scalars(text(f"SELECT {'tgname' if on_postgresql else 'name'} FROM {kept}")))


def shape() -> dict[str, list[str]]:
    tables = inspect(db.engine)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*expression-based index")
        return {"guards": guards()} | {
            name: sorted(
                [f"{column['name']} {column['type']} {column['nullable']}" for column in tables.get_columns(name)]
                + [str(index["name"]) for index in tables.get_indexes(name)]
            )
            for name in tables.get_table_names()
        }
