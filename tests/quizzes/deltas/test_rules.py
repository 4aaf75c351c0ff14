"""What changed, which form is drawn of it, and how it stands with somebody: plain values, no database."""

from datetime import date, timedelta

import pytest

from trainer.quizzes.deltas.rules import Candidate, changed, draw, is_reminded, largest, smallest, state_of

BEFORE = {"where": {"Text": "Here.", "Fact F-1": "One."}, "what": {"Text": "Stop."}, "gone": {"Text": "Old."}}
LAST = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, []),
        (
            BEFORE | {"where": {"Text": "There.", "Fact F-1": "One."}},
            [("where", "changed", (("Text", "Here.", "There."),))],
        ),
        (  # the text stands, but what it teaches does not
            BEFORE | {"where": {"Text": "Here.", "Fact F-1": "Two."}},
            [("where", "changed", (("Fact F-1", "One.", "Two."),))],
        ),
        (  # a source that is cited now, and a fact that is taught no more
            BEFORE | {"where": {"Text": "Here.", "Source A": "A 2020."}},
            [("where", "changed", (("Source A", "", "A 2020."), ("Fact F-1", "One.", "")))],
        ),
        (  # in the order of the article as it is now, what is gone at the end
            {"new": {"Text": "New."}, "what": {"Text": "Stop."}, "where": BEFORE["where"]},
            [("new", "new", (("Text", "", "New."),)), ("gone", "gone", (("Text", "Old.", ""),))],
        ),
    ],
)
def test_what_changed(after, expected):
    assert [(one.passage, one.how, one.parts) for one in changed(BEFORE, after)] == expected


def candidates(*said: str) -> list[Candidate]:
    """ "a1" is the first item on passage a; "a1:m" is a variant of the model m."""
    return [Candidate(number, one, one[0], one.partition(":")[2] or None) for number, one in enumerate(said, 1)]


@pytest.mark.parametrize("seed", range(12))
def test_a_form_covers_every_passage_and_has_one_variant_of_a_model(seed):
    said = candidates("a1", "a2", "a3", "b1", "c1:m", "c2:m", "c3:m")
    drawn = [said[number - 1] for number in draw(said, 4, seed)]
    assert len(drawn) == len(set(drawn)) == 4
    assert {one.passage for one in drawn} == {"a", "b", "c"}
    assert sum(one.family == "m" for one in drawn) == 1
    assert largest(said) == len(draw(said, 99, seed)) == 5, "no more is promised than every form has"
    assert draw(list(reversed(said)), 4, seed) == draw(said, 4, seed), "the order of rows is nothing to it"


def test_a_form_is_never_shorter_than_its_passages_nor_longer_than_its_items():
    said = candidates("a1", "b1", "c1", "c2")
    assert smallest(said) == 3
    assert {said[number - 1].passage for number in draw(said, 1, 5)} == {"a", "b", "c"}
    assert sorted(draw(said, 99, 5)) == [1, 2, 3, 4]
    assert draw([], 5, 1) == []
    assert {draw(said, 3, seed)[0] for seed in range(30)} == {1, 2, 3, 4}, "chance decides"
    both = candidates("a1:m", "b1:m")
    assert largest(both) == 2
    assert sorted(draw(both, 2, 1)) == [1, 2], "a passage that has nothing else is covered all the same"


@pytest.mark.parametrize(
    ("days", "noted", "withdrawn", "failed", "expected"),
    [
        (0, None, False, 0, "open"),  # the last day counts
        (1, None, False, 0, "overdue"),
        (0, None, False, 2, "open"),
        (1, None, False, 3, "failed"),  # rather than overdue: what to do next is another thing
        (1, None, True, 3, "withdrawn"),
        (9, LAST, True, 1, "noted"),  # done is done
    ],
)
def test_how_it_stands(days, noted, withdrawn, failed, expected):
    today = LAST + timedelta(days=days)
    state = state_of(LAST, noted_on=noted, is_withdrawn=withdrawn, failed=failed, attempts=3, today=today)
    assert state == expected


@pytest.mark.parametrize(
    ("offered", "today", "expected"),
    [(-30, -8, False), (-30, -7, True), (-30, 0, True), (-30, 1, False), (-8, -7, True), (-7, -6, False)],
)
def test_when_the_letter_of_the_last_week_is_due(offered, today, expected):
    assert is_reminded(LAST + timedelta(days=offered), LAST, LAST + timedelta(days=today)) is expected
