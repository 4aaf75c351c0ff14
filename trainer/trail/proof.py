"""Where a row stands in the chain: what an export or a packet carries so that it can be checked elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.orm import aliased

from trainer.db import db
from trainer.trail.models import SealedBatch, SealedLine

AT_ONCE = 500


@dataclass(frozen=True)
class Inclusion:
    """One sealed line with its batch. `previous_chain` is the one at the line before, or the hash of the batch before.

    rules.link(previous_chain, table_name, row_id, digest) gives `chain`; rules.digest of the row gives `digest`.
    """

    table_name: str
    row_id: str
    batch_number: int
    position: int
    digest: str
    previous_chain: str
    chain: str
    batch_hash: str
    sealed_at: datetime


def inclusion(rows: Iterable[tuple[str, int | str]]) -> list[Inclusion]:
    """The sealed lines of the given rows (table, id), in the order of the chain; what is not sealed yet is left out."""
    wanted = [(table, str(row_id)) for table, row_id in rows]
    found: list[Inclusion] = []
    for start in range(0, len(wanted), AT_ONCE):
        found += included(wanted[start : start + AT_ONCE])
    return sorted(found, key=lambda line: (line.batch_number, line.position))


def included(wanted: Sequence[tuple[str, str]]) -> list[Inclusion]:
    line, before = aliased(SealedLine), aliased(SealedLine)
    statement = (
        select(
            line.table_name,
            line.row_id,
            line.batch_number,
            line.position,
            line.digest,
            func.coalesce(before.chain, SealedBatch.previous_hash),
            line.chain,
            SealedBatch.hash,
            SealedBatch.sealed_at,
        )
        .join(SealedBatch, SealedBatch.number == line.batch_number)
        .outerjoin(before, and_(before.batch_number == line.batch_number, before.position == line.position - 1))
        .where(tuple_(line.table_name, line.row_id).in_(wanted))
    )
    return [Inclusion(*row) for row in db.session.execute(statement)]
