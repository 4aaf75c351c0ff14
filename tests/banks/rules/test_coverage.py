"""What a bank covers, and where it is short or thin."""

import pytest

from trainer.banks import rules
from trainer.banks.rules import Candidate, Cover, Shortfall


@pytest.mark.parametrize(
    ("story", "cover", "short", "thin"),
    [
        ("enough for two forms", Cover(2, 4, 4), False, False),
        ("enough for one", Cover(2, 3, 3), False, True),
        ("many variants of one model", Cover(2, 30, 1), True, False),
        ("too few", Cover(3, 2, 2), True, True),
        ("none wanted, none there", Cover(0, 0, 0), False, False),
    ],
)
def test_a_cell_is_short_or_thin(story, cover, short, thin):
    assert (cover.is_short, cover.is_thin) == (short, thin)


def test_coverage_has_a_cell_for_every_objective_and_level():
    bank = [
        Candidate(1, "one", "a", "recall"),
        Candidate(2, "v-1", "a", "recall", family="v"),
        Candidate(3, "v-2", "a", "recall", family="v"),
        Candidate(4, "c-1", "b", "judgment", case="c"),
        Candidate(5, "c-2", "b", "judgment", case="c"),
    ]
    assert rules.coverage(["a", "b"], ["recall", "judgment"], {"a": {"recall": 2}}, bank) == {
        "a": {"recall": Cover(2, 3, 2), "judgment": Cover(0, 0, 0)},
        "b": {"recall": Cover(0, 0, 0), "judgment": Cover(0, 2, 2)},
    }


def test_gaps_name_every_cell_that_is_short():
    bank = [Candidate(1, "one", "a", "recall")]
    assert rules.gaps({"a": {"recall": 2, "judgment": 1}, "b": {"recall": 0}}, bank) == [
        Shortfall("a", "judgment", 1, 0),
        Shortfall("a", "recall", 2, 1),
    ]
