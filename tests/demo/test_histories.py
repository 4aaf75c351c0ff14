"""Every story comes out as it is called: told with the real rules, on any day it may be told."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.credentials.rules import Earned, Missing, Needed, Pass, decide, state_on
from trainer.demo.rules import STORIES, history

MODULES = ("lungs", "hands", "twitch", "points")
NEEDED = Needed(MODULES, within_months=24)
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


@pytest.mark.parametrize("story", STORIES)
@given(today=st.dates(date(2024, 1, 1), date(2040, 12, 31)), seed=st.integers(0, 10**6))
def test_a_story_ends_in_the_state_it_is_named_for(story, today, seed):
    held: Earned | None = None
    passes: list[Pass] = []
    for sitting in told(story, today, seed):
        assert sitting.started_at.date() <= today, "nobody sits in the future"
        if sitting.passed:
            passes.append(Pass(sitting.module, sitting.started_at.date(), len(passes)))
            decision = decide(NEEDED, passes, sitting.started_at.date())
            if isinstance(decision, Earned) and (held is None or decision.valid_until > held.valid_until):
                held = decision
    state = state_on(today, held.valid_from if held else None, held.valid_until if held else None, 60)
    assert state in OUTCOME[story]


@pytest.mark.parametrize("story", STORIES)
def test_the_same_seed_tells_the_same_story(story):
    today = date(2030, 6, 1)
    assert told(story, today, 7) == told(story, today, 7)


def test_sittings_come_in_order_and_a_failure_before_its_retake():
    sittings = told("retaken", date(2030, 6, 1), 7)
    assert sittings == sorted(sittings, key=lambda sitting: sitting.started_at)
    failed = next(sitting for sitting in sittings if not sitting.passed)
    retaken = next(s for s in sittings if s.passed and s.module == failed.module)
    assert retaken.started_at - failed.started_at >= timedelta(days=1)


def test_the_shares_of_the_stories_are_percents():
    assert sum(STORIES.values()) == 100


def test_somebody_under_way_lacks_modules():
    passes = [Pass(s.module, s.started_at.date()) for s in told("underway", date(2030, 6, 1), 1) if s.passed]
    assert isinstance(decide(NEEDED, passes, date(2030, 6, 1)), Missing)
