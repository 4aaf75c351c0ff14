"""Days, month ends and 29 February: how long something lasts, and what still counts."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.credentials.rules.days import in_force, last_day, next_fixed_day, oldest_that_counts, state_on


@pytest.mark.parametrize(
    ("passed_on", "months", "until"),
    [
        (date(2026, 5, 3), 24, date(2028, 5, 3)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 13, date(2027, 12, 30)),
    ],
)
def test_last_day(passed_on, months, until):
    assert last_day(passed_on, months) == until


FROM, UNTIL = date(2026, 5, 3), date(2028, 5, 3)


@pytest.mark.parametrize(
    ("story", "day", "state"),
    [
        ("the day before", date(2026, 5, 2), "missing"),
        ("the first day", FROM, "current"),
        ("61 days before the end", UNTIL - timedelta(days=61), "current"),
        ("60 days before the end", UNTIL - timedelta(days=60), "current"),
        ("59 days before the end", UNTIL - timedelta(days=59), "due_soon"),
        ("the last day", UNTIL, "due_soon"),
        ("the day after", date(2028, 5, 4), "lapsed"),
    ],
)
def test_state_on(story, day, state):
    assert state_on(day, FROM, UNTIL, 60) == state


def test_what_nobody_holds_is_missing():
    assert state_on(FROM, None, None, 60) == "missing"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 365), st.integers(-400, 400))
def test_due_soon_lasts_as_many_days_as_the_policy_says(until, due_soon_days, offset):
    day = until + timedelta(days=offset)
    expected = "lapsed" if offset > 0 else "due_soon" if -offset < due_soon_days else "current"
    assert state_on(day, date(1990, 1, 1), until, due_soon_days) == expected


@dataclass
class Held:
    valid_from: date
    valid_until: date


def test_of_what_has_begun_the_longest_stands():
    old, new = Held(date(2024, 1, 1), date(2026, 1, 1)), Held(date(2025, 12, 1), date(2027, 12, 1))
    assert in_force([old, new], date(2025, 11, 30)) is old
    assert in_force([old, new], date(2025, 12, 1)) is new
    assert in_force([old, new], date(2030, 1, 1)) is new
    assert in_force([old, new], date(2023, 1, 1)) is None


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_the_oldest_that_counts_is_the_first_day_whose_months_reach(day, months):
    oldest = oldest_that_counts(day, months)
    assert last_day(oldest, months) >= day
    assert last_day(oldest - timedelta(days=1), months) < day


@pytest.mark.parametrize(
    ("story", "on_or_after", "month", "day", "found"),
    [
        ("the day itself", date(2026, 6, 30), 6, 30, date(2026, 6, 30)),
        ("the day after it", date(2026, 7, 1), 6, 30, date(2027, 6, 30)),
        ("29 February in a common year", date(2026, 1, 1), 2, 29, date(2026, 2, 28)),
        ("29 February in a leap year", date(2028, 2, 28), 2, 29, date(2028, 2, 29)),
    ],
)
def test_next_fixed_day(story, on_or_after, month, day, found):
    assert next_fixed_day(on_or_after, month, day) == found
