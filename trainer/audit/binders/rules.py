"""What is decided about binders that are kept: which come at once, how a long one stands, when it is given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

SMALL = 2_000  # rows that are made while one waits: some seconds
KEPT = timedelta(days=7)
PIECE = 1_000_000  # bytes in one row of the database

State = Literal["waiting", "under way", "ready", "failed", "gone"]


@dataclass(frozen=True)
class Progress:
    """The dates by which it is told how a binder stands. `kept_until` None: nothing is kept yet."""

    taken_at: datetime | None
    finished_at: datetime | None
    failed_at: datetime | None
    kept_until: datetime | None

    def state(self, now: datetime) -> State:
        if self.finished_at:
            return "ready" if self.kept_until and now < self.kept_until else "gone"
        if self.failed_at:
            return "failed"
        return "under way" if self.taken_at else "waiting"


def comes_at_once(rows: int) -> bool:
    return rows <= SMALL


def in_bytes(size: int) -> str:
    """512 bytes, 9.4 kB, 12.3 MB"""
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1_000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
