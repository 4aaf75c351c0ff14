"""What the check can find, each in one sentence that names the line."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Finding:
    """`kind` is for programs; `table` and `row_id` are None where it is about a batch, `batch` where it is in none."""

    kind: str
    sentence: str
    table: str | None = None
    row_id: str | None = None
    batch: int | None = None

    def __str__(self) -> str:
        return self.sentence


@dataclass
class Counts:
    """How much was looked at. `waiting` are lines for the next seal; `retired` belong to tables that were replaced;
    the rows of `erased` were removed with an account, as the trail says."""

    lines: int = 0
    batches: int = 0
    waiting: int = 0
    retired: int = 0
    erased: int = 0
    heads: int = 0
    findings: int = 0


def minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def row(kind: str, table: str, row_id: str, what: str, batch: int | None = None) -> Finding:
    return Finding(kind, f"{table} {row_id}: {what}", table, row_id, batch)


def batch(kind: str, number: int, what: str) -> Finding:
    return Finding(kind, f"batch {number}: {what}", batch=number)
