"""Which changes touch marking, what becomes of an attempt, stretches of days, and what answers say of an item."""

from datetime import date
from typing import Any

import pytest

from tests.banks.samples import SAMPLES, sample
from tests.builders import there
from trainer.banks.content import item_of
from trainer.banks.kinds import kind_of
from trainer.insight.corrections.keys import fields_for, rekeyed, spread
from trainer.insight.corrections.rules import (
    Answered,
    Effect,
    Mark,
    Stretch,
    digest,
    item_data,
    offers_retest,
    outcome,
    same_parts,
    stretches,
    touches_marking,
)
from trainer.insight.corrections.words import choices_in_words, key_in_words

OTHER_KEYS: dict[str, dict[str, Any]] = {
    "single best answer": {"key": ["0", "2"]},
    "multiple response": {"key": ["0"]},
    "hotspot": {"key": ["1"]},
    "true or false": {"key": "false"},
    "matching": {"part_0": "Wait", "part_1": "Rub", "part_2": "Change"},
    "extended matching": {"part_0": "Wait", "part_1": "Rub", "part_2": "Change", "part_3": "Soap"},
    "ordering": {"part_0": "2", "part_1": "1", "part_2": "3", "part_3": "4"},
    "numeric": {"value": 60, "tolerance": 0},
    "short text": {"accepted": "hand rub\nhand wash\n"},
    "cloze": {"part_0": "60", "part_1": "alcohol"},
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_kind_can_be_given_another_key(kind):
    """The right answer to it is marked right by it, what was right no longer is, and the words of it can be read."""
    old = sample(kind).as_document()
    new, problem = rekeyed(old, OTHER_KEYS[kind])
    assert problem == ""
    assert old == sample(kind).as_document(), "the version itself stays"
    assert touches_marking(old, new)
    assert same_parts(old, new)
    assert not touches_marking(old, old | {"stem": "In other words."})
    before, after = item_of(old), item_of(new)
    marker = kind_of(after)
    assert marker.score(after, marker.key(after)) == 1
    if kind not in ("single best answer", "short text"):  # where another answer is accepted besides
        assert marker.score(after, marker.key(before)) < 1
    assert key_in_words(new) != key_in_words(old)
    assert choices_in_words(before, marker.key(before))
    assert spread(new, old) == new
    assert set(fields_for(old)) == set(OTHER_KEYS[kind])


def test_a_key_that_cannot_be():
    assert rekeyed(sample("single best answer").as_document(), {"key": []})[1]
    assert rekeyed(sample("ordering").as_document(), {f"part_{n}": "1" for n in range(4)})[1]
    assert rekeyed(sample("short text").as_document(), {"accepted": " \n"})[1]
    assert rekeyed(sample("numeric").as_document(), {"value": None, "tolerance": 1})[1]
    assert rekeyed(sample("cloze").as_document(), {"part_0": "60", "part_1": ""})[1]


def options(*texts):
    made = [{"text": text.removesuffix("*"), "key": text.endswith("*")} for text in texts]
    return {"kind": "single best answer", "objective": "wash", "options": made}


@pytest.mark.parametrize(
    ("old", "new", "touches"),
    [
        (options("Soap*", "Sand"), options("Soap*", "Sand"), False),
        (options("Soap*", "Sand"), options("Sand", "Soap*"), False),  # only another order
        (options("Soap*", "Sand"), options("Soap", "Sand*"), True),
        (options("Soap*", "Sand"), options("Soap, lukewarm*", "Sand"), False),  # better words
        (options("Soap*", "Sand"), options("Sand*", "Soap"), True),  # words changed places
        (options("Soap*", "Sand"), options("Soap*", "Sand", "Oil"), True),
        (options("Soap*", "Sand"), options("Soap*", "Sand") | {"objective": "stop"}, True),
        (options("Soap*", "Sand") | {"scoring": "all or nothing"}, options("Soap*", "Sand"), True),
    ],
)
def test_what_touches_marking(old, new, touches):
    assert touches_marking(old, new) is touches


FAILED, PASSED, KEPT = Mark(2, 4, False), Mark(3, 4, True), Mark(2, 4, True, is_kept=True)


@pytest.mark.parametrize(
    ("before", "after", "is_retest", "becomes"),
    [
        (FAILED, PASSED, False, "gained"),
        (PASSED, FAILED, False, "kept"),
        (KEPT, FAILED, False, "same"),  # it was kept before: nothing new
        (KEPT, PASSED, False, "higher"),
        (PASSED, Mark(4, 4, True), False, "higher"),
        (PASSED, Mark(2, 3, True), False, "lower"),  # of a shorter form
        (PASSED, None, False, "open"),
        (FAILED, FAILED, True, "retest"),
        (PASSED, FAILED, True, "same"),
    ],
)
def test_what_becomes_of_an_attempt(before, after, is_retest, becomes):
    assert outcome(before, after, is_retest) == becomes


def effect(attempt=1, becomes="kept", before=PASSED, counts=True, **changes):
    return Effect(attempt, 7, 3, counts, "2026-03-02", becomes, before, FAILED, **changes)


def test_to_whom_a_retest_is_offered():
    held, lapsed = {"code": "A", "lapsed": False}, {"code": "B", "lapsed": True}
    assert offers_retest(effect())
    assert offers_retest(effect(certificates=(lapsed, held)))
    assert not offers_retest(effect(certificates=(lapsed,)))
    assert not offers_retest(effect(counts=False))
    assert offers_retest(effect(becomes="open", before=FAILED))
    assert not offers_retest(effect(becomes="open"))


def test_the_digest_tells_whether_it_is_the_same():
    one, other = effect(1), effect(2)
    assert digest([one, other]) == digest([other, one])
    assert digest([one]) != digest([one, other])
    assert digest([one]) != digest([effect(1, becomes="higher")])
    assert Effect.from_document(one.as_document()) == one


def test_stretches_of_days():
    days = [date(2026, 3, day) for day in (1, 5, 9, 20)]
    there = dict(zip(days, [{"A"}, {"A", "B"}, {"B"}, set()], strict=True))
    assert stretches(days, there) == [
        Stretch("A", date(2026, 3, 1), date(2026, 3, 8)),
        Stretch("B", date(2026, 3, 5), date(2026, 3, 19)),
    ]
    assert stretches(days, dict.fromkeys(days, frozenset({"A"}))) == [Stretch("A", date(2026, 3, 1), None)]


def test_what_answers_say_of_an_item():
    """With a wrong key those who know more are marked wrong: the discrimination is negative."""
    weak = [Answered(1.0, 0.2 + n / 100, ("Soap",)) for n in range(6)]
    strong = [Answered(0.0, 0.8 + n / 100, ("Sand",)) for n in range(6)]
    data = item_data([*weak, *strong, Answered(0.0, 0.5, ())], ["Soap", "Sand", "Oil"])
    assert (data.takers, round(there(data.facility), 2)) == (13, 0.46)
    assert data.discrimination < -0.8
    assert [(one.words, one.by_group) for one in data.choices] == [
        ("Soap", (5, 1, 0)),
        ("Sand", (0, 2, 4)),
        ("Oil", (0, 0, 0)),
        ("Left blank", (0, 1, 0)),
    ]
    few = item_data(weak)
    assert (few.discrimination, item_data([]).facility) == (None, None)
