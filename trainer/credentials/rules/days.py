"""Days and how long something lasts. Both ends of a period count; what day it is depends on the clinic's time zone."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, Protocol, TypeVar

State = Literal["current", "due_soon", "lapsed", "missing", "stopped"]

# The most urgent first: what a director looks at before anything else. Also a rank: the worst of several is the least.
URGENCY: Mapping[State, int] = {"stopped": 0, "lapsed": 1, "missing": 2, "due_soon": 3, "current": 4}
BY_RANK: tuple[State, ...] = tuple(URGENCY)
STOPPED, LAPSED, MISSING, DUE_SOON, CURRENT = range(5)


@lru_cache(maxsize=50_000)  # a long list asks it of the same few thousand days a hundred times
def last_day(began_on: date, months: int) -> date:
    """The last day of so many months: the same day so many months later, or the last of that month.

    29 February + 24 months is 28 February; 31 August + 6 months is the last of February.
    """
    year, month = divmod(began_on.year * 12 + began_on.month - 1 + months, 12)
    return date(year, month + 1, min(began_on.day, calendar.monthrange(year, month + 1)[1]))


def oldest_that_counts(day: date, months: int) -> date:
    """The earliest day whose so many months reach `day`: last_day(found) >= day, and of the day before it is not.

    It turns a question about every entry into one comparison with a date, which a database can answer by an index.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    length = calendar.monthrange(year, month + 1)[1]
    if day.day <= length:
        return date(year, month + 1, day.day)
    # 31 March less one month: 28 February reaches 28 March only, so the first that counts is 1 March.
    return date(year, month + 1, length) + timedelta(days=1)


def next_fixed_day(on_or_after: date, month: int, day: int) -> date:
    """The first 30 June (say) on or after a day; 29 February is the 28th where there is none."""
    found = fixed_day(on_or_after.year, month, day)
    return found if found >= on_or_after else fixed_day(on_or_after.year + 1, month, day)


def fixed_day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def state_on(day: date, valid_from: date | None, valid_until: date | None, due_soon_days: int) -> State:
    """How a period stands on a day. No period, or one that has not begun, is missing; the last day is still current."""
    if valid_from is None or valid_until is None or day < valid_from:
        return "missing"
    if day > valid_until:
        return "lapsed"
    return "due_soon" if day > due_soon_after(valid_until, due_soon_days) else "current"


def due_soon_after(valid_until: date, due_soon_days: int) -> date:
    """The last day on which a period that ends on `valid_until` is not yet due soon."""
    return valid_until - timedelta(days=due_soon_days)


class Period(Protocol):
    """Anything with a first and a last day: a certificate."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date: ...


SomePeriod = TypeVar("SomePeriod", bound=Period)


def in_force(periods: Iterable[SomePeriod], day: date) -> SomePeriod | None:
    """What stands for a person on a day: of the periods that have begun, the one that lasts longest, lapsed or not."""
    return max((one for one in periods if one.valid_from <= day), key=lambda one: one.valid_until, default=None)
