from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.credentials import rules
from trainer.credentials.rules import Earned, Missing, Needed, Pass, decide, in_force, last_day, state_on, tidy_code

MODULES = ("muscle", "twitch", "lung", "clean")
NEEDED = Needed(MODULES, within_months=24)

MUSCLE = Pass("muscle", date(2026, 3, 1), 1)
TWITCH = Pass("twitch", date(2026, 4, 1), 2)
LUNG = Pass("lung", date(2026, 5, 3), 3)
CLEAN = Pass("clean", date(2026, 6, 10), 4)
ALL = [MUSCLE, TWITCH, LUNG, CLEAN]
MUSCLE_AGAIN = Pass("muscle", date(2028, 2, 1), 5)
CLEAN_AGAIN = Pass("clean", date(2028, 2, 1), 6)
ALL_AGAIN = [Pass(module, date(2028, 2, day), 10 + day) for day, module in enumerate(MODULES, 1)]
LEAP = [Pass(module, date(2024, 2, 29), n) for n, module in enumerate(MODULES)]


@pytest.mark.parametrize(
    ("story", "passes", "today", "decision"),
    [
        ("nothing yet", [], date(2026, 1, 1), Missing(MODULES, ())),
        ("three of four", [MUSCLE, TWITCH, LUNG], date(2026, 5, 3), Missing(("clean",), ())),
        (
            "all four, on the day of the last",
            ALL,
            date(2026, 6, 10),
            Earned(date(2026, 6, 10), date(2028, 3, 1), (MUSCLE, TWITCH, LUNG, CLEAN)),
        ),
        (
            "in whatever order they come",
            [CLEAN, LUNG, TWITCH, MUSCLE],
            date(2026, 6, 10),
            Earned(date(2026, 6, 10), date(2028, 3, 1), (MUSCLE, TWITCH, LUNG, CLEAN)),
        ),
        (
            "on the last day",
            ALL,
            date(2028, 3, 1),
            Earned(date(2026, 6, 10), date(2028, 3, 1), (MUSCLE, TWITCH, LUNG, CLEAN)),
        ),
        ("a day too late", ALL, date(2028, 3, 2), Missing((), ("muscle",))),
        ("long after", ALL, date(2030, 1, 1), Missing((), MODULES)),
        (
            "the youngest passed again stretches nothing: the oldest still ends it",
            [*ALL, CLEAN_AGAIN],
            date(2028, 2, 1),
            Earned(date(2028, 2, 1), date(2028, 3, 1), (MUSCLE, TWITCH, LUNG, CLEAN_AGAIN)),
        ),
        (
            "the oldest passed again stretches it to the next oldest, no further",
            [*ALL, MUSCLE_AGAIN],
            date(2028, 2, 1),
            Earned(date(2028, 2, 1), date(2028, 4, 1), (MUSCLE_AGAIN, TWITCH, LUNG, CLEAN)),
        ),
        (
            "all of it renewed",
            [*ALL, *ALL_AGAIN],
            date(2028, 2, 4),
            Earned(date(2028, 2, 4), date(2030, 2, 1), tuple(ALL_AGAIN)),
        ),
        ("a pass in the future is not one yet", ALL, date(2026, 6, 9), Missing(("clean",), ())),
        (
            "one lapsed, one never passed",
            [MUSCLE, TWITCH, LUNG],
            date(2028, 3, 2),
            Missing(("clean",), ("muscle",)),
        ),
        (
            "passed on 29 February, on the last day",
            LEAP,
            date(2026, 2, 28),
            Earned(date(2024, 2, 29), date(2026, 2, 28), tuple(LEAP)),
        ),
        ("passed on 29 February, on 1 March", LEAP, date(2026, 3, 1), Missing((), MODULES)),
        ("modules it does not ask for", [Pass("cupping", date(2026, 1, 1))], date(2026, 1, 1), Missing(MODULES, ())),
    ],
)
def test_decide(story, passes, today, decision):
    assert decide(NEEDED, passes, today) == decision


def test_of_two_passes_on_one_day_the_later_is_the_evidence():
    first, second = Pass("lung", date(2026, 5, 3), 7), Pass("lung", date(2026, 5, 3), 8)
    decision = decide(Needed(("lung",), 24), [second, first], date(2026, 5, 3))
    assert isinstance(decision, Earned)
    assert decision.passes == (second,)


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


@pytest.mark.parametrize(
    "typed",
    [
        "N84A7JZR4B7MBD5X",
        "n84a-7jzr-4b7m-bd5x",
        "  N84A 7JZR 4B7M BD5X\n",
        "n84a–7jzr–4b7m–bd5x",
        "https://clinic.example/check/N84A7JZR4B7MBD5X",
        "https://clinic.example/check/N84A7JZR4B7MBD5X/",
    ],
)
def test_a_code_may_be_typed_in_many_ways(typed):
    assert tidy_code(typed) == "N84A7JZR4B7MBD5X"


@given(st.text())
def test_a_tidy_code_is_fit_for_an_address(typed):
    code = tidy_code(typed)
    assert len(code) <= rules.LONGEST_CODE
    assert not set(code) - set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert tidy_code(code) == code
