"""Files of very many rows, each written in a process of its own: how fast, and in how much memory at most.

`python -m tests.benchmarks.streams URL FOLDER WHAT SIZE`: how everybody stands (`status`), or a binder (`binder`).
"""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from subprocess import run
from tempfile import TemporaryFile
from time import process_time

import psutil
import time_machine
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from tests.benchmarks.stand import Stand
from tests.benchmarks.town import IN_A_CLINIC, TODAY
from tests.conftest import make_app
from trainer.audit.binders.asking import Ask, titles
from trainer.audit.binders.binder import Binder, bound
from trainer.audit.binders.formats import FORMATS
from trainer.audit.binders.rows import Row, rows
from trainer.audit.cli import part_of
from trainer.audit.exports import status_csv
from trainer.db import db
from trainer.people import queries as people
from trainer.people.models import Clinic, Person

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 18, tzinfo=UTC)


@dataclass(frozen=True)
class Stream:
    """`peak` is the memory that was taken at most, in MB; `seconds` are of this process alone."""

    what: str
    rows: int
    seconds: float
    peak: float


def stream(stand: Stand, folder: Path, what: str, size: int) -> Stream:
    words = [sys.executable, "-m", "tests.benchmarks.streams", stand.url, str(folder), what, str(size)]
    done = run(words, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Stream(**json.loads(done.stdout))


class Memory:
    """The most that was taken whenever somebody looked."""

    def __init__(self) -> None:
        self.process, self.peak = psutil.Process(), 0.0

    def look(self) -> None:
        self.peak = max(self.peak, self.process.memory_info().rss / 2**20)

    def watching(self, rows: Iterable[Row]) -> Iterator[Row]:
        for number, row in enumerate(rows):
            if number % 100 == 0:
                self.look()
            yield row


def status(memory: Memory, size: int) -> int:
    """As `flask credentials status` prints it: of so many clinics that there are so many people."""
    clinics = islice((one for one in people.all_clinics() if one.slug.startswith("clinic-")), -(-size // IN_A_CLINIC))
    count = -1  # the line of titles
    for text in status_csv(db.engine, [part_of(one, None, None) for one in clinics], titles()):
        memory.look()
        count += text.count("\r\n")
    return count


def binder(memory: Memory, size: int) -> int:
    """All formats but the PDF, which takes no more rows than fit on paper."""
    clinic = db.session.scalars(select(Clinic).where(Clinic.slug == f"of-{size}")).one()
    asked, author = Ask.of(clinic, MultiDict()), db.session.get(Person, 1)
    assert asked
    assert author
    sections, cover = asked.sections(titles()), asked.cover(author, NOW)
    found = rows(db.engine, asked.question, sections, NOW)
    with closing(found), bound(cover, sections, memory.watching(found), lambda _rows: memory.look()) as made:
        for name in ("csv", "json", "xlsx"):
            write(made, name)
            memory.look()
        return made.count


def write(binder: Binder, name: str) -> None:
    with TemporaryFile() as out:
        FORMATS[name].write(binder, out)


def lines(url: str, folder: Path, what: str, size: int) -> Iterator[str]:
    memory = Memory()
    with make_app(folder, url).test_request_context(), time_machine.travel(NOW):
        before = process_time()
        count = {"status": status, "binder": binder}[what](memory, size)
        yield json.dumps(asdict(Stream(what, count, process_time() - before, memory.peak)))
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    for line in lines(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])):
        print(line)
