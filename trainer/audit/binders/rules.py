"""What is decided about binders that are kept: which come at once, how a long one stands, when it is given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

SMALL = 2_000  # rows that are made while one waits: some seconds
KEPT = timedelta(days=7)
LEASE = timedelta(minutes=3)  # a worker that has said nothing for so long is gone
TRIES = 3
PAUSE = timedelta(minutes=1)  # before the next try, where something went wrong that may pass
PIECE = 1_000_000  # bytes in one row of the database
GIVEN_UP = f"It was begun {TRIES} times and never came to its end; the server may have been stopped meanwhile."

State = Literal["waiting", "under way", "ready", "failed", "gone"]


@dataclass(frozen=True)
class Progress:
    """The dates and numbers by which it is told how a binder stands. `kept_until` None: nothing is kept yet."""

    tries_left: int
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

    def is_free(self, now: datetime) -> bool:
        """Whether a worker may take it: nobody has it, or whoever had it is gone."""
        is_open = not self.finished_at and not self.failed_at
        return is_open and (self.taken_at is None or self.taken_at < now - LEASE)

    def is_given_up(self, now: datetime) -> bool:
        return self.is_free(now) and self.tries_left <= 0


def comes_at_once(rows: int) -> bool:
    return rows <= SMALL


def in_bytes(size: int) -> str:
    """512 bytes, 9.4 kB, 12.3 MB"""
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1_000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
