"""Sealing: whatever has become final goes into batches, each resting on the one before. Writers never wait for it.

Two may seal at once: the number of a batch is unique, so one of them is refused and looks again. The number is known
before the search begins, therefore what a batch holds is in no other one.
"""

import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from flask import current_app
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from trainer import clock
from trainer.db import db
from trainer.trail.heads import Head, write_down
from trainer.trail.models import SealedBatch, SealedLine
from trainer.trail.reading import contents, mark, unsealed
from trainer.trail.registry import Sealed, sealed_tables
from trainer.trail.rules import FIRST, digest, link
from trainer.trail.rules import seal as seal_of

LINES = 1000  # in a batch at most: a packet that proves one line carries the batch
PAUSE = 0.005  # seconds between two batches, for those who write
TRIES = 50
# A transaction may end after one that began later. Each search therefore goes back so far; whatever takes longer still
# is found by the thorough one each night.
LOOK_BACK = timedelta(minutes=15)


class Line(NamedTuple):
    table_name: str
    row_id: str
    digest: str
    mark: list


class Last(NamedTuple):
    """What the next batch rests on."""

    number: int
    hash: str
    marks: dict[str, list]


def seal(thorough: bool = False) -> int:
    """Seal what is final and in no batch yet; the number of lines. Call it after the commit: it has its own.

    A thorough one looks at all rows from the first, and ends with a batch even where there is nothing new.
    """
    require_committed()
    for _ in range(TRIES):
        try:
            return seal_once(thorough)
        except IntegrityError:  # somebody else has sealed meanwhile, and maybe all there was
            time.sleep(PAUSE)
    return seal_once(thorough)


def require_committed() -> None:
    """On SQLite a change that is not committed holds the lock that the seal would wait for."""
    session = db.session()
    if session.in_transaction() and getattr(session.connection().connection.driver_connection, "in_transaction", False):
        raise RuntimeError("Commit first: a seal is a transaction of its own.")


def seal_once(thorough: bool) -> int:
    now, count = clock.now(), 0
    with db.engine.connect() as connection:
        last = last_batch(connection)
        starts = {} if thorough else marks_before(connection, now - LOOK_BACK)
    with closing(new_lines(starts)) as lines:
        batch = list(islice(lines, LINES))
        while batch or (thorough and count == 0):
            following = list(islice(lines, LINES))
            last = add_batch(last, batch, now, is_last=not following)
            count, batch = count + len(batch), following
            if not batch:
                break
            time.sleep(PAUSE)
    return count


def last_batch(connection: Connection) -> Last:
    found = connection.execute(
        select(SealedBatch.number, SealedBatch.hash, SealedBatch.marks).order_by(SealedBatch.number.desc()).limit(1)
    ).one_or_none()
    return Last(*found) if found else Last(0, FIRST, {})


def marks_before(connection: Connection, moment: datetime) -> dict[str, list]:
    statement = select(SealedBatch.marks).where(SealedBatch.sealed_at <= moment)
    return connection.scalars(statement.order_by(SealedBatch.number.desc()).limit(1)).one_or_none() or {}


def new_lines(starts: dict[str, list]) -> Generator[Line]:
    """Table by table, the rows that are final and in no batch, in the order in which they became final."""
    for name, sealed in sealed_tables().items():
        with closing(unsealed(sealed, starts.get(name))) as pieces:
            for row_ids in pieces:
                yield from lines_of(sealed, row_ids)


def lines_of(sealed: Sealed, row_ids: Sequence[str]) -> Iterator[Line]:
    with db.engine.connect() as connection:
        rows = contents(connection, sealed, row_ids)
    for row_id in row_ids:
        if content := rows.get(row_id):
            yield Line(sealed.name, row_id, digest(content), mark(sealed, content))
        else:
            current_app.logger.error("%s %s cannot be read, so it is not sealed", sealed.name, row_id)


def add_batch(last: Last, lines: Iterable[Line], now: datetime, is_last: bool) -> Last:
    number, chain, marks, rows = last.number + 1, last.hash, dict(last.marks), []
    for position, line in enumerate(lines, start=1):
        chain = link(chain, line.table_name, line.row_id, line.digest)
        marks[line.table_name] = max(marks.get(line.table_name, line.mark), line.mark)
        rows.append(
            {
                "batch_number": number,
                "position": position,
                "table_name": line.table_name,
                "row_id": line.row_id,
                "digest": line.digest,
                "chain": chain,
            }
        )
    batch_hash = seal_of(number, last.hash, now, len(rows), is_last, chain)
    batch = {
        "number": number,
        "previous_hash": last.hash,
        "hash": batch_hash,
        "sealed_at": now,
        "lines": len(rows),
        "is_last": is_last,
        "marks": marks,
    }
    with db.engine.begin() as connection:
        connection.execute(insert(SealedBatch), batch)
        if rows:
            connection.execute(insert(SealedLine), rows)
    write_down(Head(number, batch_hash, now))
    return Last(number, batch_hash, marks)
