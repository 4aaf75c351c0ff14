"""When a delivery is sent again, and when an endpoint is given up."""

from datetime import datetime, timedelta

TRIES = 24  # three days, see `pause_after`
LEASE = timedelta(minutes=5)  # a delivery taken by a worker that died is free again after so long
GIVE_UP = timedelta(days=3)  # an endpoint where nothing has arrived for so long is switched off
KEPT = timedelta(days=30)  # what has arrived is dropped from the page after so long


def pause_after(tries: int) -> timedelta:
    """1, 2, 4, 8 ... minutes, at most four hours."""
    return timedelta(minutes=min(2 ** (tries - 1), 240))


def is_over(failing_since: datetime | None, now: datetime) -> bool:
    return failing_since is not None and now - failing_since >= GIVE_UP


def state(*, tries: int, delivered_at: datetime | None) -> str:
    """One of "arrived", "waits", "trying", "failed"."""
    if delivered_at:
        return "arrived"
    if tries >= TRIES:
        return "failed"
    return "trying" if tries else "waits"
