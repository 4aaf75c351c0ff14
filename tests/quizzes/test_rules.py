from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.quizzes.rules import (
    Chance,
    Cut,
    Earlier,
    Limits,
    Marked,
    Result,
    chance,
    mark,
    needed,
)


def sheet(**right_of):
    """sheet(respond=(3, 4)): three of four right."""
    return [
        Marked(objective, 1.0 if n < right else 0.0, blank=False)
        for objective, (right, out_of) in right_of.items()
        for n in range(out_of)
    ]


CUT = Cut(percent=80, safety_percent=75, safety_objectives=("respond",))


@pytest.mark.parametrize(
    ("story", "questions", "passed"),
    [
        ("everything right", sheet(other=(16, 16), respond=(4, 4)), True),
        ("exactly the cut", sheet(other=(13, 16), respond=(3, 4)), True),
        ("one below the cut", sheet(other=(12, 16), respond=(3, 4)), False),
        ("enough overall, too little where it is critical", sheet(other=(16, 16), respond=(2, 4)), False),
        ("all of the critical ones, too little overall", sheet(other=(11, 16), respond=(4, 4)), False),
        ("nothing right", sheet(other=(0, 16), respond=(0, 4)), False),
    ],
)
def test_mark(story, questions, passed):
    assert mark(questions, CUT).passed is passed, story


def test_a_blank_is_wrong_and_counted():
    result = mark([*sheet(other=(3, 3)), Marked("other", 0.0, blank=True)], CUT)
    assert (result.total.right, result.total.out_of, result.blanks, result.passed) == (3, 4, 1, False)


def test_an_empty_form_passes_nobody():
    with pytest.raises(ValueError, match="without items"):
        mark([], CUT)


@pytest.mark.parametrize(
    ("out_of", "percent", "fewest"),
    [(20, 80, 16), (5, 80, 4), (4, 80, 4), (4, 75, 3), (3, 75, 3), (10, 85, 9), (7, 100, 7)],
)
def test_needed(out_of, percent, fewest):
    assert needed(out_of, percent) == fewest


@given(st.lists(st.tuples(st.sampled_from(["respond", "other"]), st.booleans()), min_size=1))
def test_a_result_survives_being_kept(questions):
    result = mark([Marked(objective, float(right), blank=not right) for objective, right in questions], CUT)
    assert Result.from_document(result.as_document()) == result


@given(st.lists(st.tuples(st.sampled_from(["respond", "other"]), st.booleans()), min_size=1), st.randoms())
def test_one_more_right_answer_never_turns_a_pass_into_a_fail(questions, random):
    before = mark([Marked(objective, float(right), blank=False) for objective, right in questions], CUT)
    place = random.randrange(len(questions))
    questions[place] = (questions[place][0], True)
    after = mark([Marked(objective, float(right), blank=False) for objective, right in questions], CUT)
    assert after.passed or not before.passed


NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)
LIMITS = Limits(attempts=3, per_days=30, wait_hours=24)


def sat(days, *, passed=False):
    """An attempt begun so many days after NOON, handed in half an hour later."""
    return Earlier(NOON + timedelta(days=days), NOON + timedelta(days=days, minutes=30), passed)


@pytest.mark.parametrize(
    ("story", "earlier", "now", "expected"),
    [
        ("the first time", [], 0, Chance(left=3)),
        ("an hour after a fail", [sat(0)], 1 / 24, Chance(2, sat(1).submitted_at, "pause")),
        ("when the pause is over, to the second", [sat(0)], 1 + 0.5 / 24, Chance(left=2)),
        ("after three fails", [sat(0), sat(2), sat(4)], 6, Chance(0, sat(30).started_at, "limit")),
        ("when the first of them leaves the window", [sat(0), sat(2), sat(4)], 30, Chance(left=1)),
        ("after a pass the slate is clean", [sat(0), sat(2), sat(4, passed=True)], 5, Chance(left=3)),
        ("a fail after a pass", [sat(0, passed=True), sat(9)], 10, Chance(2, sat(10).submitted_at, "pause")),
        ("the order of rows does not matter", [sat(4), sat(0), sat(2)], 6, Chance(0, sat(30).started_at, "limit")),
    ],
)
def test_chance(story, earlier, now, expected):
    assert chance(earlier, LIMITS, NOON + timedelta(days=now)) == expected, story
