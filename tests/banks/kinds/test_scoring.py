"""What every kind promises of its scores: the key earns all, what is unrelated nothing, the rest lies between."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.banks.kinds.made import (
    ANY,
    MADE,
    clozes,
    extended_matchings,
    hotspots,
    matchings,
    multiple_responses,
    numerics,
    orderings,
    short_texts,
)
from tests.banks.samples import sample
from trainer.banks.content import Item
from trainer.banks.kinds import KINDS, kind_of, ordering
from trainer.errors import Unreadable


def test_every_kind_is_put_to_the_test():
    assert MADE.keys() == KINDS.keys()


@given(ANY)
def test_made_items_are_sound(item):
    assert not list(kind_of(item).flaws(item))


@given(ANY)
def test_the_key_earns_the_whole_mark(item):
    kind = kind_of(item)
    assert kind.score(item, kind.key(item)) == 1.0


@given(ANY, st.randoms(use_true_random=False))
def test_a_slip_never_earns_the_whole_mark_and_always_lies_in_bounds(item, random):
    kind = kind_of(item)
    assert 0.0 <= kind.score(item, kind.slip(item, random)) < 1.0


@given(ANY, st.dictionaries(st.sampled_from(["", "1", "2", "3", "unit"]), st.lists(st.text(max_size=5), max_size=4)))
def test_whatever_is_sent_is_read_refused_or_blank_and_scored_in_bounds(item, sent):
    kind = kind_of(item)
    try:
        given = kind.read(item, sent)
    except Unreadable:
        return
    if given is not None:
        assert given
        assert 0.0 <= kind.score(item, given) <= 1.0
        kind.shown(item, given)


@given(ANY)
def test_nothing_sent_is_a_blank(item):
    assert kind_of(item).read(item, {}) is None


@given(ANY, st.randoms(use_true_random=False))
def test_an_order_holds_every_part_once(item, random):
    kind = kind_of(item)
    assert sorted(kind.order(item, random)) == sorted(kind.in_bank(item)) or item.kind == "cloze"


def sent_for(item: Item, given: str) -> dict[str, list[str]]:
    """What a browser sends for a given answer."""
    match item.kind:
        case "single best answer" | "true or false" | "short text":
            return {"": [given]}
        case "multiple response" | "hotspot":
            return {"": given.split()}
        case "numeric":
            text, unit = json.loads(given)
            return {"": [text], "unit": [unit]}
        case _:
            parts = json.loads(given)
            return {str(n): ["" if part is None else str(part)] for n, part in enumerate(parts, 1)}


@given(ANY, st.randoms(use_true_random=False))
def test_what_a_browser_sends_is_read_as_it_was_given(item, random):
    kind = kind_of(item)
    for answer in (kind.key(item), kind.slip(item, random)):
        assert kind.read(item, sent_for(item, answer)) == answer


# ---------------------------------------------------------------- nothing for what is unrelated


@given(multiple_responses())
def test_wrong_options_alone_earn_nothing(item):
    wrong = " ".join(str(n) for n, option in enumerate(item.options) if not option.key)
    everything = " ".join(str(n) for n in range(len(item.options)))
    kind = kind_of(item)
    assert kind.score(item, wrong) == 0.0
    assert kind.score(item, everything) < 1.0


@given(hotspots())
def test_wrong_regions_alone_earn_nothing(item):
    wrong = [region.id for region in item.regions if not region.key][: sum(region.key for region in item.regions)]
    assert kind_of(item).score(item, " ".join(wrong)) == 0.0


@given(st.one_of(matchings(), extended_matchings()), st.integers(1, 4))
def test_pairs_that_are_all_wrong_earn_nothing(item, step):
    """Every prompt gets the choice a step further on, where that is another one."""
    kind = kind_of(item)
    moved = [(number + step) % len(item.choices) for number in json.loads(kind.key(item))]
    keys = json.loads(kind.key(item))
    if all(one != other for one, other in zip(moved, keys, strict=True)):
        assert kind.score(item, json.dumps(moved)) == 0.0


@given(orderings())
def test_steps_backward_earn_nothing(item):
    backward = list(reversed(range(len(item.steps))))
    assert kind_of(item).score(item, ordering.given_for(item, backward)) == 0.0


@given(numerics(), st.floats(0.01, 1000))
def test_a_number_beyond_the_tolerance_earns_nothing_and_one_within_it_all(item, beyond):
    kind = kind_of(item)
    outside, inside = item.value + item.tolerance + beyond, item.value + item.tolerance * 0.999
    assert kind.score(item, json.dumps([f"{outside:.6f}", "seconds"])) == 0.0
    assert kind.score(item, json.dumps([f"{inside:.6f}", "seconds"])) == 1.0


@given(short_texts())
def test_another_word_earns_nothing(item):
    assert kind_of(item).score(item, "zzz") == 0.0


@given(clozes())
def test_gaps_filled_with_something_else_earn_nothing(item):
    other = [next((one for one in gap.choices if one != gap.key), "zzz") for gap in item.gaps]
    assert kind_of(item).score(item, json.dumps(other)) == 0.0


# ---------------------------------------------------------------- the order does not matter where none is asked for


@given(st.one_of(multiple_responses(), hotspots()), st.data())
def test_choices_count_alike_in_whatever_order_they_come(item, data):
    kind = kind_of(item)
    chosen = data.draw(st.permutations(kind.key(item).split()))
    assert kind.read(item, {"": chosen}) == kind.key(item)


@given(st.one_of(multiple_responses(), matchings(), extended_matchings(), clozes(), orderings()), st.data())
def test_one_more_right_part_never_takes_anything_away(item, data):
    """From nothing to the key, part by part, in any order."""
    kind = kind_of(item)
    if item.kind == "multiple response":
        parts = data.draw(st.permutations(kind.key(item).split()))
        steps = [" ".join(sorted(parts[:n], key=int)) for n in range(1, len(parts) + 1)]
    else:
        whole = json.loads(kind.key(item))
        blank = "" if item.kind == "cloze" else None
        order = data.draw(st.permutations(range(len(whole))))
        steps = [
            json.dumps([part if place in order[:n] else blank for place, part in enumerate(whole)])
            for n in range(1, len(whole) + 1)
        ]
    scores = [kind.score(item, step) for step in steps]
    assert scores == sorted(scores)
    assert scores[-1] == 1.0


# ---------------------------------------------------------------- shares of a mark, told as stories


@pytest.mark.parametrize(
    ("story", "kind", "changes", "given", "score"),
    [
        ("one of two right options", "multiple response", {}, "0", 0.5),
        ("two right, one wrong", "multiple response", {}, "0 1 2", 0.5),
        ("one right, one wrong", "multiple response", {}, "0 2", 0.0),
        ("one right, two wrong: not below nothing", "multiple response", {}, "0 2 3", 0.0),
        ("two right of two, all or nothing", "multiple response", {"scoring": "all or nothing"}, "0 1", 1.0),
        ("one of two, all or nothing", "multiple response", {"scoring": "all or nothing"}, "0", 0.0),
        ("one of three pairs", "matching", {}, "[0, 2, null]", 1 / 3),
        ("one of three pairs, all or nothing", "matching", {"scoring": "all or nothing"}, "[0, 2, null]", 0.0),
        ("every pair, all or nothing", "matching", {"scoring": "all or nothing"}, "[0, 1, 2]", 1.0),
        ("a choice that fits twice", "extended matching", {}, "[0, null, null, 0]", 0.5),
        ("two of three neighbors kept", "ordering", {}, "[0, 3, 2, 1]", 2 / 3),
        ("the last two steps swapped", "ordering", {}, "[2, 3, 1, 0]", 1 / 3),
        ("two steps swapped, all or nothing", "ordering", {"scoring": "all or nothing"}, "[2, 3, 1, 0]", 0.0),
        ("a place left open", "ordering", {}, "[3, null, 1, 0]", 1 / 3),
        ("at the lower edge", "numeric", {}, '["15", "seconds"]', 1.0),
        ("at the upper edge", "numeric", {}, '["25", "seconds"]', 1.0),
        ("just below", "numeric", {}, '["14.99", "seconds"]', 0.0),
        ("in the other unit", "numeric", {}, '["0.33", "minutes"]', 1.0),
        ("the right number in the wrong unit", "numeric", {}, '["20", "minutes"]', 0.0),
        ("a tenth, thrice", "numeric", {"value": 0.3, "tolerance": 0, "mistakes": []}, '["0.30", "seconds"]', 1.0),
        ("capitals and a period", "short text", {}, "Hand-Rub.", 1.0),
        ("the other name", "short text", {}, "alcohol  rub", 1.0),
        ("a foreseen mistake", "short text", {}, "hand wash", 0.0),
        ("one of two gaps", "cloze", {}, '["20", "soap"]', 0.5),
        ("one of two gaps, all or nothing", "cloze", {"scoring": "all or nothing"}, '["20", "soap"]', 0.0),
    ],
)
def test_shares(story, kind, changes, given, score):
    item = sample(kind, **changes)
    assert KINDS[kind].score(item, given) == pytest.approx(score)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20", 20), (" 20 ", 20), ("+20", 20), ("-3", -3), ("−3", -3), ("0.5", 0.5), ("0,5", 0.5), (".5", 0.5),
        ("1,200", 1200), ("1,200.5", 1200.5), ("0,125", 0.125), ("12,5", 12.5), ("1,200,000", 1_200_000),
        ("", None), ("x", None), ("1 000", None), ("1e5", None), ("--1", None), ("1.2.3", None), (".", None),
        ("٣", None),
    ],
)  # fmt: skip
def test_a_number_as_people_type_it(text, value):
    assert KINDS["numeric"].value_of(text) == value  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("story", "kind", "sent", "says"),
    [
        ("no option", "multiple response", {"": ["7"]}, "not one of the options"),
        ("neither", "true or false", {"": ["maybe"]}, "not one of the options"),
        ("a choice twice", "matching", {"1": ["0"], "2": ["0"]}, "“Soap” is chosen twice"),
        ("a place twice", "ordering", {"1": ["0"], "2": ["0"]}, "Two steps have place 1"),
        ("words for a number", "numeric", {"": ["twenty"]}, "“twenty” is not a number"),
        ("an unknown unit", "numeric", {"": ["20"], "unit": ["hours"]}, "not one of the units"),
        ("an essay", "short text", {"": ["x" * 201]}, "longer than 200"),
        ("a choice that is none", "cloze", {"1": ["30"]}, "not one of the options"),
        ("too many regions", "hotspot", {"": ["a", "b"]}, "Choose one region"),
        ("a region that is none", "hotspot", {"": ["z"]}, "not one of the options"),
    ],
)
def test_what_cannot_be_read_says_why(story, kind, sent, says):
    with pytest.raises(Unreadable, match=says):
        KINDS[kind].read(sample(kind), sent)


def test_a_unit_typed_behind_the_number_is_understood():
    item = sample("numeric")
    assert KINDS["numeric"].read(item, {"": ["20 seconds"], "unit": ["minutes"]}) == '["20","seconds"]'


def test_steps_are_never_shown_in_the_right_order():
    item = sample("ordering", steps=["a", "b", "c"])
    assert all(KINDS["ordering"].order(item, Random(seed)) != [0, 1, 2] for seed in range(60))


def test_letters_of_a_hotspot_run_as_one_reads():
    below, left, right = (
        {"id": name, "where": name, "rect": [*corner, 40, 40], "key": name == "left", "why": "So."}
        for name, corner in (("below", (0, 90)), ("left", (0, 10)), ("right", (90, 10)))
    )
    assert KINDS["hotspot"].in_bank(sample("hotspot", regions=[below, right, left])) == [2, 1, 0]


@pytest.mark.parametrize("kind", ["matching", "extended matching", "cloze"])
def test_what_was_published_before_it_could_be_all_or_nothing_is_still_the_same(kind):
    assert "scoring" not in sample(kind).as_document()
    assert sample(kind, scoring="all or nothing").as_document()["scoring"] == "all or nothing"
