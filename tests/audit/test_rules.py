from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.audit.rules import Due, Filter, Step, lapse_window, next_step, urgency
from trainer.credentials.rules import state_on

DAY = date(2026, 6, 1)
LUNG, CLEAN = Due("lung", counts=True), Due("clean", counts=True, until=date(2026, 7, 1))
UNADOPTED = Due("twitch", counts=False)


FAILED = Due("twitch", counts=True, opens_at=datetime(2026, 6, 2, 9, tzinfo=UTC), attempt=7)
LATER = Due("points", counts=True, opens_at=datetime(2026, 6, 20, 9, tzinfo=UTC), attempt=8)


@pytest.mark.parametrize(
    ("story", "open_attempt", "due", "step"),
    [
        ("an attempt under way comes before everything", True, [LUNG], Step("go on")),
        ("the most urgent", False, [LUNG, CLEAN], Step("take", LUNG)),
        ("what counts comes before what is only practice", False, [UNADOPTED, CLEAN], Step("take", CLEAN)),
        ("what is open comes before what must wait", False, [FAILED, CLEAN], Step("take", CLEAN)),
        ("the pause runs", False, [LATER, FAILED, UNADOPTED], Step("wait", FAILED)),
        ("nothing is adopted", False, [UNADOPTED], Step("practice", UNADOPTED)),
        ("all is done", False, [], Step("rest")),
    ],
)
def test_next_step(story, open_attempt, due, step):
    assert next_step(open_attempt, due) == step


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 365), st.integers(-400, 400))
def test_lapsing_within_so_many_days_begins_with_the_letter_and_is_due_soon_a_day_later(day, days, offset):
    until = day + timedelta(days=offset)
    first, last = lapse_window(day, days)
    assert (first <= until <= last) == (until - timedelta(days=days) <= day <= until)
    due_soon = state_on(day, date(1990, 1, 1), until, days) == "due_soon"
    assert due_soon == (first <= until < last)


def test_what_can_still_be_kept_is_the_most_urgent():
    kept = [
        urgency("due_soon", can_renew=True, last_day=date(2026, 7, 1)),
        urgency("lapsed", can_renew=True, last_day=date(2026, 7, 3)),  # in grace
        urgency("due_soon", can_renew=False, last_day=date(2026, 7, 9)),
    ]
    gone = [urgency("lapsed", can_renew=False, last_day=date(2025, 1, 1)), urgency("missing", False, None)]
    assert sorted([*reversed(gone), *reversed(kept)]) == [*kept, *gone]


def test_an_address_says_only_what_was_asked():
    assert Filter().in_address == {}
    assert Filter(sort="urgency", state="lapsed", within=30).in_address == {"state": "lapsed", "within": "30"}
    assert Filter(sort="name").in_address == {"sort": "name"}


def test_a_filter_in_words():
    assert Filter(sort="name").in_words == "everyone"
    everything = Filter(profession="chiropractor", state="due_soon", within=30, name="ada")
    assert everything.in_words == "chiropractor, state due soon, lapses within 30 days, name “ada”"


def test_the_order_and_the_credential_leave_nobody_out():
    assert not Filter(sort="name", credential="needling").narrows
    assert Filter(within=1).narrows
