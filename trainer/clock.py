"""The one place that reads the time, so that tests can set it and rules never need to."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """The calendar day where a clinic is, which need not be the server's."""
    return on_day(now(), time_zone)


def on_day(moment: datetime, time_zone: str) -> date:
    return moment.astimezone(ZoneInfo(time_zone)).date()


def start_of(day: date, time_zone: str) -> datetime:
    """The moment at which a day begins where a clinic is; after a change of clocks at midnight, its first moment."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(time_zone)).astimezone(UTC)


def end_of(day: date, time_zone: str) -> datetime:
    """The last moment of a day where a clinic is: what was recorded by then was known on that day."""
    return start_of(day + timedelta(days=1), time_zone) - timedelta(microseconds=1)
