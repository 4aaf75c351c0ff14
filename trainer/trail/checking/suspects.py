"""Rows that are not as they were sealed: are they changed, gone, or in the place of another?"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from trainer.trail.checking import findings
from trainer.trail.checking.findings import Finding
from trainer.trail.reading import Content, key_of
from trainer.trail.registry import Sealed
from trainer.trail.rules import digest

MANY = 100  # are compared with each other at a time
COMPARISONS = 20_000  # in a check: where more than that is changed, nobody needs to know what it was swapped with


class Suspect(NamedTuple):
    sealed: Sealed
    line: Any
    content: Content | None  # None: there is no such row


class Suspects:
    def __init__(self) -> None:
        self.suspects: list[Suspect] = []
        self.left = COMPARISONS

    def add(self, sealed: Sealed, line: Any, content: Content | None) -> None:
        self.suspects.append(Suspect(sealed, line, content))

    @property
    def are_many(self) -> bool:
        return len(self.suspects) >= MANY

    def named(self) -> Iterator[Finding]:
        """What became of each; then they are forgotten."""
        for at, suspect in enumerate(self.suspects):
            line = suspect.line
            if suspect.content is None:
                yield finding("gone", line, f"gone; it was sealed {where(line)}")
            elif original := self.original_of(at, suspect):
                words = f"stands in the place of {line.row_id}, which was sealed {where(line)}"
                yield findings.row("moved", line.table_name, original.row_id, words, line.batch_number)
            else:
                yield finding("changed", line, f"changed since it was sealed {where(line)}")
        self.suspects.clear()

    def original_of(self, at: int, suspect: Suspect) -> Any:
        """The sealed line that says what is found in this place; the nearest are looked at first."""
        others = sorted(range(len(self.suspects)), key=lambda other: abs(other - at))
        for other in others[1 : self.left + 1]:
            self.left -= 1
            if stands_for(suspect, line := self.suspects[other].line):
                return line
        return None


def stands_for(suspect: Suspect, original: Any) -> bool:
    """Whether the content found here is what was sealed as `original`."""
    sealed, content = suspect.sealed, suspect.content or {}
    if original.table_name != sealed.name:
        return False
    key = key_of(sealed, original.row_id)
    renamed = content | {column.name: value for column, value in zip(sealed.key, key, strict=True)}
    for parts in sealed.parts:
        renamed[parts.table.name] = [part | {parts.by: key[0]} for part in content[parts.table.name]]
    return digest(renamed) == original.digest


def finding(kind: str, line: Any, what: str) -> Finding:
    return findings.row(kind, line.table_name, line.row_id, what, line.batch_number)


def where(line: Any) -> str:
    when = f" on {findings.minute(line.sealed_at)}" if line.sealed_at else ""
    return f"in batch {line.batch_number}{when}"
