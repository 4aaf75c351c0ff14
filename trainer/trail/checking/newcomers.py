"""Rows that are in no batch: they wait for the next one, unless they claim to have been there at the last."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from trainer.trail.checking import findings
from trainer.trail.checking.findings import Counts, Finding
from trainer.trail.models import SealedBatch
from trainer.trail.reading import contents, unsealed
from trainer.trail.registry import sealed_tables

UNDER_WAY = timedelta(minutes=1)  # a change that was being written when the seal looked


def slipped_in(connection: Connection, counts: Counts) -> Iterator[Finding]:
    closed = connection.scalars(
        select(SealedBatch.sealed_at).where(SealedBatch.is_last).order_by(SealedBatch.number.desc()).limit(1)
    ).one_or_none()
    for sealed in sealed_tables().values():
        for row_ids in unsealed(sealed):
            for row_id, content in contents(connection, sealed, row_ids).items():
                if content is None:
                    yield findings.row("unreadable", sealed.name, row_id, "cannot be read, and is in no batch")
                elif closed and sealed.recorded and content[sealed.recorded] < closed - UNDER_WAY:
                    yield too_old(sealed.name, row_id, content[sealed.recorded], closed)
                else:
                    counts.waiting += 1


def too_old(table: str, row_id: str, recorded: datetime, closed: datetime) -> Finding:
    return Finding(
        "slipped_in",
        f"{table} {row_id} (recorded {findings.minute(recorded)}) is older than the last seal, "
        f"{findings.minute(closed)}, and in no batch",
        table,
        row_id,
    )
