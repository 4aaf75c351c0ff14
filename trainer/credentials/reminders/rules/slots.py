"""When somebody may be written to: quiet hours and digests, by the clock on the wall where the clinic is."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DIGEST_AT = time(8)
MONDAY = 0


@dataclass(frozen=True)
class Rhythm:
    """`digest`: "at once", "daily" or "weekly" (Mondays). Quiet from one time until another, also over midnight.
    `early`: also before anything is lost."""

    digest: str = "at once"
    quiet_from: time | None = None
    quiet_until: time | None = None
    early: bool = True


def for_director(rhythm: Rhythm) -> Rhythm:
    """Of a clinic a director gets at most one letter a day."""
    return replace(rhythm, digest="daily") if rhythm.digest == "at once" else rhythm


def is_open(rhythm: Rhythm, moment: datetime, zone: str, last: datetime | None) -> bool:
    """Whether a letter may be written at a moment; `last` is when the last one was.

    A digest is due once its hour has come and nothing was written since. An hour that was missed is made up for, but
    never by two letters on one day.
    """
    local = moment.astimezone(ZoneInfo(zone))
    if is_quiet(rhythm, local.time()):
        return False
    if rhythm.digest == "at once" or last is None:
        return rhythm.digest == "at once" or local.time() >= DIGEST_AT
    is_new_day = last.astimezone(ZoneInfo(zone)).date() < local.date()
    return is_new_day and last < slot_before(local, rhythm.digest)


def is_quiet(rhythm: Rhythm, at: time) -> bool:
    """The first minute is quiet, the last is not. On the wall, so that a change of clocks moves nothing."""
    begins, ends = rhythm.quiet_from, rhythm.quiet_until
    if begins is None or ends is None or begins == ends:
        return False
    return begins <= at < ends if begins < ends else at >= begins or at < ends


def slot_before(local: datetime, digest: str) -> datetime:
    """The last hour of a digest that has come."""
    day = local.date() if local.time() >= DIGEST_AT else local.date() - timedelta(days=1)
    if digest == "weekly":
        day -= timedelta(days=(day.weekday() - MONDAY) % 7)
    return datetime.combine(day, DIGEST_AT, tzinfo=local.tzinfo).astimezone(UTC)
