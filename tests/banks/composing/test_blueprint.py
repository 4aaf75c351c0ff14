import pytest

from trainer.banks.composing import proposed_blueprint
from trainer.banks.rules import Candidate, forms_apart, gaps


def bank(counts: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    return [cell for cell, count in counts.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("story", "counts", "expected"),
    [
        ("half, so that a second form shares nothing", {("wash", "recall"): 6}, {"wash": {"recall": 3}}),
        ("an odd one is to spare", {("wash", "recall"): 7}, {"wash": {"recall": 3}}),
        ("the only item of an objective is asked", {("wash", "recall"): 1}, {"wash": {"recall": 1}}),
        (
            "a single item beside others is not",
            {("wash", "recall"): 4, ("wash", "application"): 1},
            {"wash": {"recall": 2}},
        ),
        (
            "no more than twenty",
            {("wash", "recall"): 90, ("stop", "recall"): 4},
            {"wash": {"recall": 18}, "stop": {"recall": 2}},
        ),
        ("what has no item is not drawn", {("wash", "recall"): 2}, {"wash": {"recall": 1}}),
        ("nothing at all", {}, {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_how_many_are_drawn(story, counts, expected):
    assert proposed_blueprint(bank(counts), ["wash", "stop"]) == expected


def test_a_form_can_be_drawn_twice_without_an_item_in_common():
    cells = bank({("wash", "recall"): 9, ("wash", "application"): 4, ("stop", "judgment"): 60})
    candidates = [Candidate(n, f"item-{n}", *cell) for n, cell in enumerate(cells)]
    blueprint = proposed_blueprint(cells, ["wash", "stop"])
    assert gaps(blueprint, candidates) == []
    assert forms_apart(candidates, blueprint) >= 2


def test_many_objectives_with_one_item_each_stay_within_twenty():
    names = [f"part-{n}" for n in range(25)]
    blueprint = proposed_blueprint([(name, "recall") for name in names], names)
    assert sum(sum(row.values()) for row in blueprint.values()) == 20
