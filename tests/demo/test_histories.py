"""Every story comes out as it is called: told with the real rules, on any day it may be told."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.credentials.rules.builders import held, known, passed, policy, windowed
from trainer.credentials.rules import Earned, Entry, Held, Missing, decide, standing
from trainer.demo.rules import STORIES, history

MODULES = ("lungs", "hands", "twitch", "points")
OUTCOME = {
    "current": {"current"},
    "retaken": {"current"},
    "renewed": {"current"},
    "due soon": {"due_soon"},
    "lapsed": {"lapsed"},
    "underway": {"missing"},
    "failing": {"missing"},
    "new": {"missing"},
}


def told(story, today, seed):
    return history(story, MODULES, today, Random(seed))


@pytest.mark.parametrize("wanted", [policy(*MODULES), windowed(*MODULES)], ids=["by evidence", "by window"])
@pytest.mark.parametrize("story", STORIES)
@given(today=st.dates(date(2024, 1, 1), date(2040, 12, 31)), seed=st.integers(0, 10**6))
def test_a_story_ends_in_the_state_it_is_named_for(story, today, seed, wanted):
    rows: list[Entry | Held] = []
    for sitting in told(story, today, seed):
        on = sitting.at.date()
        assert on <= today, "nobody sits in the future"
        if sitting.passed:
            rows.append(passed(sitting.module, on))
            decision = decide(wanted, known(*rows), on)
            if isinstance(decision, Earned):
                rows.append(held(decision.valid_from, decision.valid_until))
    assert standing(wanted, known(*rows), today).state in OUTCOME[story]


@pytest.mark.parametrize("story", STORIES)
def test_the_same_seed_tells_the_same_story(story):
    today = date(2030, 6, 1)
    assert told(story, today, 7) == told(story, today, 7)


def test_sittings_come_in_order_and_a_failure_before_its_retake():
    sittings = told("retaken", date(2030, 6, 1), 7)
    assert sittings == sorted(sittings, key=lambda sitting: sitting.at)
    failed = next(sitting for sitting in sittings if not sitting.passed)
    retaken = next(s for s in sittings if s.passed and s.module == failed.module)
    assert retaken.at - failed.at >= timedelta(days=1)


def test_the_shares_of_the_stories_are_percents():
    assert sum(STORIES.values()) == 100


def test_somebody_under_way_lacks_modules():
    passes = [passed(s.module, s.at.date()) for s in told("underway", date(2030, 6, 1), 1) if s.passed]
    assert isinstance(decide(policy(*MODULES), known(*passes), date(2030, 6, 1)), Missing)
