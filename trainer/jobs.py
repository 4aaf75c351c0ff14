"""Work after the request: small functions that may fail alone, run by the worker, each in a context of its own.

A room names its jobs in `init_app`. What must not be lost is a row first (a mail in the outbox, an open attempt); a job
only looks for such rows, so a job that is lost or runs twice does no harm: the periodic one picks up the rest.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from flask import Flask, current_app
from huey import crontab
from huey.api import Huey
from huey.storage import PostgresStorage, SqliteStorage
from psycopg import OperationalError

from trainer.config import BadSetting

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
        try:
            return Huey("trainer", storage_class=PostgresStorage, dsn=database.replace("+psycopg", "", 1))
        except OperationalError as problem:
            raise BadSetting(f"Cannot use the database that DATABASE_URL names: {problem}") from None
    return Huey("trainer", storage_class=SqliteStorage, filename=str(instance / "jobs.db"))


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
