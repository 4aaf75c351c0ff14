"""When a credential is earned, until when, and how it stands on a day. Plain values in, a decision out."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol, TypeVar

State = Literal["current", "due_soon", "lapsed", "missing", "stopped"]


@dataclass(frozen=True)
class Needed:
    """What a credential takes: every module, each passed at most so many months ago."""

    modules: tuple[str, ...]
    within_months: int


@dataclass(frozen=True)
class Pass:
    """One module passed on one day; `id` is what a certificate keeps as its evidence."""

    module: str
    passed_on: date
    id: int = 0


@dataclass(frozen=True)
class Earned:
    valid_from: date
    valid_until: date
    passes: tuple[Pass, ...]


@dataclass(frozen=True)
class Missing:
    """What stands in the way: modules never passed, and modules passed too long ago."""

    never: tuple[str, ...]
    too_old: tuple[str, ...]


def decide(needed: Needed, passes: Iterable[Pass], today: date) -> Earned | Missing:
    """Earned once every module is freshly passed; it lasts as long as the oldest of the passes it rests on.

    Of each module the newest pass counts, so passing one module again cannot stretch the whole: the oldest of the
    others still ends it. The last day counts.
    """
    newest: dict[str, Pass] = {}
    for one in sorted(passes, key=lambda one: (one.passed_on, one.id)):
        if one.passed_on <= today:
            newest[one.module] = one
    never = tuple(module for module in needed.modules if module not in newest)
    fresh_until = {module: last_day(newest[module].passed_on, needed.within_months) for module in newest}
    too_old = tuple(module for module in needed.modules if module in newest and fresh_until[module] < today)
    if never or too_old:
        return Missing(never, too_old)
    return Earned(
        valid_from=max(newest[module].passed_on for module in needed.modules),
        valid_until=min(fresh_until[module] for module in needed.modules),
        passes=tuple(newest[module] for module in needed.modules),
    )


def last_day(passed_on: date, months: int) -> date:
    """The last day on which a pass counts: the same day so many months later, or the last of that month.

    29 February + 24 months is 28 February; 31 August + 6 months is the last of February.
    """
    year, month = divmod(passed_on.year * 12 + passed_on.month - 1 + months, 12)
    return date(year, month + 1, min(passed_on.day, calendar.monthrange(year, month + 1)[1]))


def state_on(day: date, valid_from: date | None, valid_until: date | None, due_soon_days: int) -> State:
    """How a period stands on a day. No period, or one that has not begun, is missing; the last day is still current."""
    if valid_from is None or valid_until is None or day < valid_from:
        return "missing"
    if day > valid_until:
        return "lapsed"
    return "due_soon" if day > due_soon_after(valid_until, due_soon_days) else "current"


class Period(Protocol):
    """Anything with a first and a last day: a certificate."""

    valid_from: date
    valid_until: date


SomePeriod = TypeVar("SomePeriod", bound=Period)


def in_force(periods: Iterable[SomePeriod], day: date) -> SomePeriod | None:
    """What stands for a person on a day: of the periods that have begun, the one that lasts longest, lapsed or not."""
    return max((one for one in periods if one.valid_from <= day), key=lambda one: one.valid_until, default=None)


def due_soon_after(valid_until: date, due_soon_days: int) -> date:
    """The last day on which a period that ends on `valid_until` is not yet due soon."""
    return valid_until - timedelta(days=due_soon_days)


# The most urgent first: what a director looks at before anything else.
URGENCY: Mapping[State, int] = {"stopped": 0, "lapsed": 1, "missing": 2, "due_soon": 3, "current": 4}


def tidy_code(typed: str) -> str:
    """A certificate's code as it is kept, however it was typed: small letters, dashes, spaces, or the whole address."""
    last_part = typed.strip().rstrip("/").rpartition("/")[2]
    return "".join(letter for letter in last_part if letter.isascii() and letter.isalnum()).upper()[:LONGEST_CODE]


LONGEST_CODE = 32  # longer than any code, short enough for an address
