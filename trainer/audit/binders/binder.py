"""A binder: the rows, each in its one spelling on disk, what they are about, and the hash over them."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO

from trainer.audit.binders.rows import Column, Row, Section, columns_of
from trainer.audit.rules import STATES, Clocks
from trainer.trail.heads import Head
from trainer.trail.rules import canonical, spelled

HASH_RULE = (
    "SHA-256 over the rows in their order, each as one line of JSON: keys sorted, ASCII, no spaces, empty cells left"
    " out, days as year-month-day, a line feed behind it. In the JSON file these lines stand as they are."
)
BEAT = 1_000  # rows; so often whoever makes it hears how far it is


def quiet(_rows: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True)
class Cover:
    """What a binder says of itself, in all its formats. `made_at_there`: as clocks at the clinic show it."""

    clinic: str
    filter: str
    clocks: Clocks
    known_at: datetime
    made_at: datetime
    made_at_there: str
    author: str
    head: Head | None

    @property
    def title(self) -> str:
        return f"Audit binder of {self.clinic}"


@dataclass(frozen=True)
class Binder:
    """The rows in a file that is gone after use; all formats are written from there.

    `states` counts the rows by credential and state, `heard` is told every so many rows that it goes on.
    """

    cover: Cover
    sections: Sequence[Section]
    lines: IO[bytes]
    count: int
    hash: str
    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    heard: Callable[[int], None] = quiet

    @property
    def columns(self) -> list[Column]:
        return columns_of(self.sections)

    @property
    def facts(self) -> list[tuple[str, str]]:
        cover, clocks = self.cover, self.cover.clocks
        sealed = f"batch {cover.head.number}, {cover.head.hash}" if cover.head else "nothing is sealed yet"
        return [
            ("Credential" if len(self.sections) == 1 else "Credentials", credentials_in_words(self.sections)),
            ("Filter", cover.filter),
            ("As of", clocks.day.isoformat()),
            ("As known on", clocks.known_day.isoformat()),
            ("As known at", spelled(cover.known_at)),
            ("Made at", f"{cover.made_at_there} ({spelled(cover.made_at)})"),
            ("Made by", cover.author),
            ("Rows", str(self.count)),
            ("Hash of the rows", self.hash),
            ("Trail sealed up to", sealed),
        ]

    def summary(self, section: Section) -> list[tuple[str, int]]:
        """How many people stand in each state with one credential, and how many there are."""
        counted = [(word, self.states[section.title, word]) for word in STATES.values()]
        return [*counted, ("People", sum(number for _, number in counted))]

    def spelled_rows(self) -> Iterator[bytes]:
        """Each row as the hash counts it, without the line feed."""
        self.lines.seek(0)
        for number, line in enumerate(self.lines, start=1):
            yield line[:-1]
            if not number % BEAT:
                self.heard(self.count)

    def rows(self) -> Iterator[Row]:
        """Days as words: year-month-day."""
        return (json.loads(line) for line in self.spelled_rows())


def credentials_in_words(sections: Iterable[Section]) -> str:
    return "; ".join(f"{one.title}, version {one.version} of its policy" for one in sections)


@contextmanager
def bound(
    cover: Cover, sections: Sequence[Section], rows: Iterable[Row], heard: Callable[[int], None] = quiet
) -> Iterator[Binder]:
    with TemporaryFile() as lines:
        digest, count, states = sha256(), 0, Counter[tuple[str, str]]()
        for count, row in enumerate(rows, start=1):
            line = canonical(row) + b"\n"
            digest.update(line)
            lines.write(line)
            states[str(row["credential"]), str(row["state"])] += 1
            if not count % BEAT:
                heard(count)
        yield Binder(cover, sections, lines, count, digest.hexdigest(), states, heard)
