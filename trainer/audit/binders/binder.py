"""A binder: the rows, each in its one spelling on disk, what they are about, and the hash over them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO

from trainer.audit.binders.rows import Column, Row
from trainer.audit.rules import Clocks
from trainer.trail.heads import Head
from trainer.trail.rules import canonical, spelled

HASH_RULE = (
    "SHA-256 over the rows in their order, each as one line of JSON: keys sorted, ASCII, no spaces, empty cells left"
    " out, days as year-month-day, a line feed behind it. In the JSON file these lines stand as they are."
)


@dataclass(frozen=True)
class Cover:
    """What a binder says of itself, in all its formats. `made_at_there`: as clocks at the clinic show it."""

    clinic: str
    credential: str
    filter: str
    clocks: Clocks
    made_at: datetime
    made_at_there: str
    author: str
    head: Head | None

    @property
    def title(self) -> str:
        return f"Audit binder of {self.clinic}"


@dataclass(frozen=True)
class Binder:
    """The columns, and the rows in a file that is gone after use; all formats are written from there."""

    cover: Cover
    columns: Sequence[Column]
    lines: IO[bytes]
    count: int
    hash: str

    @property
    def facts(self) -> list[tuple[str, str]]:
        cover, clocks = self.cover, self.cover.clocks
        sealed = f"batch {cover.head.number}, {cover.head.hash}" if cover.head else "nothing is sealed yet"
        return [
            ("Credential", cover.credential),
            ("Filter", cover.filter),
            ("As of", clocks.day.isoformat()),
            ("As known on", clocks.known_day.isoformat()),
            ("Made at", f"{cover.made_at_there} ({spelled(cover.made_at)})"),
            ("Made by", cover.author),
            ("Rows", str(self.count)),
            ("Hash of the rows", self.hash),
            ("Trail sealed up to", sealed),
        ]

    def spelled_rows(self) -> Iterator[bytes]:
        """Each row as the hash counts it, without the line feed."""
        self.lines.seek(0)
        for line in self.lines:
            yield line[:-1]

    def rows(self) -> Iterator[Row]:
        """Days as words: year-month-day."""
        return (json.loads(line) for line in self.spelled_rows())


@contextmanager
def bound(cover: Cover, columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[Binder]:
    with TemporaryFile() as lines:
        digest, count = sha256(), 0
        for count, row in enumerate(rows, start=1):  # noqa: B007
            line = canonical(row) + b"\n"
            digest.update(line)
            lines.write(line)
        yield Binder(cover, columns, lines, count, digest.hexdigest())
