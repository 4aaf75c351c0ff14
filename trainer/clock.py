"""The one place that reads the time, so that tests can set it and rules never need to."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """The calendar day where a clinic is, which need not be the server's."""
    return on_day(now(), time_zone)


def on_day(moment: datetime, time_zone: str) -> date:
    return moment.astimezone(ZoneInfo(time_zone)).date()
