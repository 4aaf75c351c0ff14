"""The heads that were written down outside the database: is it still the one that said so?"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, func, select

from trainer.trail.checking import findings
from trainer.trail.checking.findings import Counts, Finding
from trainer.trail.heads import Head, written_down
from trainer.trail.models import SealedBatch

AT_ONCE = 1000


def unlike(connection: Connection, file: Path, counts: Counts) -> Iterator[Finding]:
    """Another hash under the same number means another chain; numbers past the end, that batches were lost."""
    last = connection.scalar(select(func.max(SealedBatch.number))) or 0
    lost: list[Head] = []  # the first and the last of them
    lines = written_down(file)
    while chunk := list(islice(lines, AT_ONCE)):
        there = hashes(connection, [head.number for _, head in chunk if head])
        for number, head in chunk:
            counts.heads += 1
            if head is None:
                yield Finding("head_unreadable", f"{file.name}, line {number}: cannot be read")
            elif head.number > last:
                lost[1:] = [head] if lost else []
                lost = lost or [head]
            elif head.number in there and there[head.number] != head.hash:
                yield other_chain(file, head, there[head.number])
    yield from lost_batches(file, lost, last)


def hashes(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    found = connection.execute(select(SealedBatch.number, SealedBatch.hash).where(SealedBatch.number.in_(numbers)))
    return {row.number: row.hash for row in found}


def other_chain(file: Path, head: Head, hash: str) -> Finding:
    return findings.batch(
        "head_differs",
        head.number,
        f"not the one that was sealed {findings.minute(head.sealed_at)}: {file.name} says {head.hash[:12]}…, "
        f"the database {hash[:12]}…",
    )


def lost_batches(file: Path, lost: list[Head], last: int) -> Iterator[Finding]:
    if lost:
        first, final = min(lost), max(lost)
        which = f"batch {first.number}" if first == final else f"batches {first.number} to {final.number}"
        yield Finding(
            "head_lost",
            f"{which}: sealed until {findings.minute(final.sealed_at)} as {file.name} says, but the database ends with "
            f"batch {last}: it is older, or they were removed",
            batch=first.number,
        )
