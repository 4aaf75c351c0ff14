"""The check: every sealed row, every link, every head that was written down; what is not as it was is named.

Rows are read a chunk at a time, so a chain of millions needs no more memory than a short one. It changes nothing.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select, tuple_

from trainer.db import db
from trainer.trail.checking import chain, copies, newcomers, rows
from trainer.trail.checking.findings import Counts, Finding
from trainer.trail.models import SealedBatch, SealedLine
from trainer.trail.reading import AT_ONCE

__all__ = ["Counts", "Finding", "check"]

BATCHES = select(*SealedBatch.__table__.columns).order_by(SealedBatch.number)
PLACE = (SealedLine.batch_number, SealedLine.position)
LINES = select(*SealedLine.__table__.columns).order_by(*PLACE)
DATED = (
    select(SealedLine.batch_number, SealedLine.position, SealedLine.table_name, SealedLine.row_id, SealedLine.digest)
    .add_columns(SealedBatch.sealed_at)
    .outerjoin(SealedBatch, SealedBatch.number == SealedLine.batch_number)
    .order_by(*PLACE)
)


def check(counts: Counts, copies_of_heads: Sequence[Path] = ()) -> Iterator[Finding]:
    """What is wrong, as it is found; `counts` says afterwards how much was looked at."""
    for finding in findings(counts, copies_of_heads):
        counts.findings += 1
        yield finding


def findings(counts: Counts, copies_of_heads: Sequence[Path]) -> Iterator[Finding]:
    batches = (batch for chunk in chunks(BATCHES, SealedBatch.number) for batch in chunk)
    lines = (line for chunk in chunks(LINES, *PLACE) for line in chunk)
    yield from chain.broken(batches, lines, counts)
    with db.engine.connect() as connection:
        yield from rows.unlike(connection, chunks(DATED, *PLACE), counts)
        yield from newcomers.slipped_in(connection, counts)
        for file in copies_of_heads:
            yield from copies.unlike(connection, file, counts)


def chunks(statement: Select, *key: Any) -> Iterator[Sequence[Any]]:
    """The rows of an ordered statement, so many at a time, each chunk asked for by itself."""
    statement = statement.limit(AT_ONCE)
    where = None
    while True:
        with db.engine.connect() as connection:
            found = connection.execute(statement if where is None else statement.where(where)).all()
        if found:
            yield found
        if len(found) < AT_ONCE:
            return
        where = tuple_(*key) > tuple_(*(getattr(found[-1], column.key) for column in key))
