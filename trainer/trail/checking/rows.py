"""The rows against their seals: changed, gone, in another's place, unreadable, or sealed long after their time."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from trainer.trail.checking import findings
from trainer.trail.checking.findings import Counts, Finding
from trainer.trail.checking.suspects import Suspects, finding, where
from trainer.trail.models import SealedBatch
from trainer.trail.reading import Content, contents
from trainer.trail.registry import Sealed, retired_tables, sealed_tables
from trainer.trail.rules import digest

LATE = timedelta(hours=1)  # how long a transaction may honestly take


def unlike(connection: Connection, chunks: Iterable[Sequence[Any]], counts: Counts) -> Iterator[Finding]:
    """`chunks` of sealed lines, each with `sealed_at` of its batch, in the order of the chain."""
    suspects, before = Suspects(), 0
    for chunk in chunks:
        closed = closed_batches(connection, before, chunk[-1].batch_number)
        before = closed[-1][0] if closed else before
        for sealed, lines in by_table(chunk, counts):
            if sealed is None:
                yield from unknown(lines)
                continue
            rows = contents(connection, sealed, [line.row_id for line in lines])
            erased = erased_of(sealed, [line.row_id for line in lines if line.row_id not in rows])
            counts.erased += len(erased)
            for line in lines if not erased else [one for one in lines if one.row_id not in erased]:
                yield from look_at(sealed, line, rows, closed, suspects)
            if suspects.are_many:
                yield from suspects.named()
    yield from suspects.named()


def erased_of(sealed: Sealed, gone: Sequence[str]) -> set[str]:
    return sealed.erased(gone) if sealed.erased and gone else set()


def closed_batches(connection: Connection, first: int, last: int) -> list[tuple[int, datetime]]:
    """The batches after which nothing was left to seal, from `first` on and before `last`: number and moment."""
    statement = select(SealedBatch.number, SealedBatch.sealed_at).where(
        SealedBatch.is_last, SealedBatch.number >= first, SealedBatch.number < last
    )
    return [(number, moment) for number, moment in connection.execute(statement.order_by(SealedBatch.number))]


def by_table(chunk: Sequence[Any], counts: Counts) -> Iterator[tuple[Sealed | None, list[Any]]]:
    tables, known, retired = defaultdict(list), sealed_tables(), retired_tables()
    for line in chunk:
        tables[line.table_name].append(line)
    for name, lines in tables.items():
        if name in retired:
            counts.retired += len(lines)
        else:
            yield known.get(name), lines


def unknown(lines: Sequence[Any]) -> Iterator[Finding]:
    for line in lines:
        yield findings.row(
            "table_unknown", line.table_name, line.row_id, "sealed, but nothing of that name is", line.batch_number
        )


def look_at(
    sealed: Sealed, line: Any, rows: dict[str, Content | None], closed: Sequence, suspects: Suspects
) -> Iterator[Finding]:
    if line.row_id not in rows:
        suspects.add(sealed, line, None)
    elif (content := rows[line.row_id]) is None:
        yield finding("unreadable", line, f"cannot be read any more; it was sealed {where(line)}")
    elif digest(content) != line.digest:
        suspects.add(sealed, line, content)
    elif sealed.recorded and (then := closed_before(closed, line.batch_number)):
        recorded = content[sealed.recorded]
        if recorded < then - LATE:
            yield finding(
                "late",
                line,
                f"says it was recorded {findings.minute(recorded)}, but was not there when everything was sealed "
                f"{findings.minute(then)}; it came {where(line)}",
            )


def closed_before(closed: Sequence[tuple[int, datetime]], number: int) -> datetime | None:
    at = bisect_left(closed, number, key=lambda batch: batch[0])
    return closed[at - 1][1] if at else None
