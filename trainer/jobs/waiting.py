"""The jobs that wait for the worker, and how one is asked for."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from flask import Flask, current_app
from huey import crontab
from huey.api import Huey
from huey.storage import PostgresStorage, SqliteStorage

EVERY_MINUTE = crontab()
EVERY_NIGHT = crontab(hour="3", minute="40")  # UTC


def init_app(app: Flask) -> None:
    app.extensions["jobs"] = queue(
        app.config["SQLALCHEMY_DATABASE_URI"], app.config["INSTANCE"], immediate=app.config["JOBS_IMMEDIATE"]
    )
    app.extensions["job functions"] = {}


def queue(database: str, instance: Path, immediate: bool) -> Huey:
    """Jobs wait where the data is: in PostgreSQL, or in a file of their own beside the SQLite database."""
    if immediate:
        return Huey("trainer", immediate=True)
    if database.startswith("postgresql"):
        return Huey("trainer", storage_class=PatientStorage, dsn=database.replace("+psycopg", "", 1))
    return Huey("trainer", storage_class=SqliteStorage, filename=str(instance / "jobs.db"))


class PatientStorage(PostgresStorage):
    """It connects, and makes its tables, when a job is first asked for: a command that asks for none, like the one that
    verifies a packet, needs no database."""

    has_tables = False

    def __init__(self, name: str, dsn: str):
        super().__init__(name, dsn=dsn, create_tables=False)

    def _create_connection(self):
        connection = self._connect()
        for statement in () if self.has_tables else self.ddl:
            connection.execute(statement)
        self.has_tables = True
        return connection


def make_tables(app: Flask) -> None:
    """Before several processes do so at the same moment, of which all but one would fail."""
    storage = app.extensions["jobs"].storage
    if isinstance(storage, PatientStorage):
        assert storage.conn


def register(app: Flask, job: Callable[[], None], every=None) -> None:
    """Make `job` known to the worker; with `every` it runs by itself too. It takes no argument: it looks for work."""

    @wraps(job)
    def in_context():
        with app.app_context():
            job()

    huey = app.extensions["jobs"]
    app.extensions["job functions"][job] = huey.task(retries=2, retry_delay=10)(in_context)
    if every is not None:
        huey.periodic_task(every, name=f"every {job.__module__}.{job.__name__}")(in_context)


def soon(job: Callable[[], None]) -> None:
    """Ask the worker to run `job`. Call it after the commit, or it may not find what it should do."""
    current_app.extensions["job functions"][job]()
