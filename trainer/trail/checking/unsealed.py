"""Rows that are in no batch: they wait for the next one, unless they claim to have been there at the last."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection, select

from trainer.trail.checking import findings
from trainer.trail.checking.findings import Counts, Finding
from trainer.trail.models import SealedBatch
from trainer.trail.reading import keys, not_sealed
from trainer.trail.registry import sealed_tables

UNDER_WAY = timedelta(minutes=1)  # a change that was being written when the seal looked


def slipped_in(connection: Connection, counts: Counts) -> Iterator[Finding]:
    closed = connection.scalars(
        select(SealedBatch.sealed_at).where(SealedBatch.is_last).order_by(SealedBatch.number.desc()).limit(1)
    ).one_or_none()
    for sealed in sealed_tables().values():
        for found in keys(sealed):
            for row_id, row in not_sealed(sealed, found):
                recorded = row[sealed.recorded] if sealed.recorded else None
                if closed and recorded and recorded < closed - UNDER_WAY:
                    yield Finding(
                        "slipped_in",
                        f"{sealed.name} {row_id} (recorded {findings.minute(recorded)}) is older than the last seal, "
                        f"{findings.minute(closed)}, and in no batch",
                        sealed.name,
                        row_id,
                    )
                else:
                    counts.waiting += 1
