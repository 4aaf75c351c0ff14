"""Where is measured: an engine with the town on it, and what an answer costs there in processor time.

Processor time of this process and, on PostgreSQL, of the one of the server that works for it: the clock on the wall
also tells what else the machine does.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, TypeVar

import psutil
from flask import Flask
from sqlalchemy import text

from tests.benchmarks import town
from tests.conftest import migrate
from tests.postgres import running_postgres
from trainer.credentials.models import CredentialVersion
from trainer.db import db

Answer = TypeVar("Answer")
NAME = "bench"


@dataclass(frozen=True)
class Stand:
    app: Flask
    url: str
    version: CredentialVersion
    people: int
    server: psutil.Process | None = None

    def spent(self) -> float:
        """Seconds so far."""
        found = process_time()
        for one in self.server.children() if self.server else ():
            if one.cmdline()[0].startswith(f"postgres: postgres {NAME}"):
                found += sum(one.cpu_times()[:2])
        return found

    def cost(self, ask: Callable[[], Answer]) -> tuple[float, Answer]:
        before = self.spent()
        answer = ask()
        return self.spent() - before, answer


@contextmanager
def stand(engine: str, people: int, seed: int) -> Iterator[Stand]:
    with TemporaryDirectory(prefix="trainer-benchmark-") as folder:
        if engine == "sqlite":
            yield from filled(Path(folder), f"sqlite:///{folder}/{NAME}.db", people, seed)
        else:
            with running_postgres() as server:
                server.create(NAME)
                # All work of a statement in the one process that is looked at.
                server.admin.execute(f"ALTER DATABASE {NAME} SET max_parallel_workers_per_gather = 0")
                parent = psutil.Process(server.admin.info.backend_pid).parent()
                yield from filled(Path(folder), server.url(NAME), people, seed, parent)


def filled(folder: Path, url: str, people: int, seed: int, server: psutil.Process | None = None) -> Iterator[Stand]:
    app = migrate(folder, url)
    with app.app_context():
        version = town.build(people, seed)
        yield Stand(app, url, version, people, server)
        db.session.remove()
        db.engine.dispose()


def least(stand: Stand, times: int, *asks: Callable[[], Any]) -> list[tuple[float, Any]]:
    """What each costs at its best of so many times, asked in turn."""
    found: list[list[tuple[float, Any]]] = [[] for _ in asks]
    for _ in range(times):
        for place, ask in enumerate(asks):
            found[place].append(stand.cost(ask))
    return [min(costs, key=lambda cost: cost[0]) for costs in found]


def rows_of(table: str) -> int:
    return db.session.scalar(text(f"SELECT count(*) FROM {table}"))
