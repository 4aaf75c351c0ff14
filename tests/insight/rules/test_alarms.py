"""What is said of an item, from how many takers on, and how seldom it is said without cause."""

import numpy as np

from tests.insight.rules.columns import answers_of, each
from trainer.insight.rules import alarms
from trainer.insight.rules.answers import thirds
from trainer.insight.rules.choices import choices
from trainer.insight.rules.items import item_numbers
from trainer.insight.rules.unchosen import Unchosen, in_words, unchosen

rng = np.random.default_rng(7)


def sat(takers: int, key_is_wrong: bool = False):
    """Ten sound questions of four options; of the first the key may be wrong: the able know that it is option 2."""
    able = rng.normal(1, 1, takers)
    knows = rng.random((takers, 10)) < 1 / (1 + np.exp(-able[:, None]))
    given = np.where(knows, 0, rng.integers(1, 4, (takers, 10)))
    if key_is_wrong:
        given[:, 0] = np.where(knows[:, 0], 2, rng.integers(0, 4, takers))
    return answers_of(given == 0, given=given)


def test_thirds_keep_those_together_who_did_equally_well():
    rest = np.array([1, 1, 1, 2, 3, 4, 5, 6, 7, 5])
    group = np.array([0] * 9 + [1])
    assert thirds(group, rest).tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2, 1]


def test_a_wrong_key_is_told_with_its_numbers():
    answers = sat(120, key_is_wrong=True)
    [key] = alarms.wrong_keys(choices(answers), lambda item, given: f"option {given + 1}")
    assert (key.item, key.takers) == (0, 120)
    assert key.says.startswith("The key may be wrong: of the upper third ")
    assert "gave option 3 and" in key.says
    assert "(120 takers, " in key.says


def test_an_answer_that_is_right_at_one_clinic_only_counts_as_either():
    """A correction was approved at one clinic and declined at another: which was sat first must not matter."""
    marks, given = [[1, 1], [0, 1], [0, 0], [1, 0]], [[1, 0], [1, 0], [0, 1], [0, 1]]
    for order in ([0, 1, 2, 3], [3, 2, 1, 0]):
        found = choices(answers_of(np.array(marks)[order], given=np.array(given)[order]))
        rows = zip(found.item.tolist(), found.given.tolist(), found.score.tolist(), found.takers.tolist(), strict=True)
        assert list(rows) == [(0, 0, 0, 1), (0, 0, 1, 1), (0, 1, 0, 1), (0, 1, 1, 1), (1, 0, 1, 2), (1, 1, 0, 2)]
        assert found.of_item(1).tolist() == [4, 5]


def test_nothing_is_said_of_few():
    answers = sat(29, key_is_wrong=True)
    found = item_numbers(answers, *each(answers))
    assert alarms.negative(found.discrimination, found.takers) == []
    assert alarms.wrong_keys(choices(answers), lambda *_: "") == []
    assert alarms.dead([(0, "option 2", 0, 29)]) == []
    assert alarms.too_fast(np.array([29]), np.array([29]), np.array([5])) == []
    assert alarms.drift([(0, 1)], np.array([29, 3]), np.array([29, 500]), np.array([1, 2])) == []


def test_what_nobody_chose_yet_is_told_beside_the_alerts_with_how_easily_that_happens():
    assert in_words(0, 29) == "", "too few"
    assert in_words(3, 60) == "", "as many as one in twenty"
    assert in_words(0, 40) == (
        "Nobody has chosen it yet: 0 of 40 takers. If one taker in twenty would choose it, it would look so in "
        "about 13 of 100 such groups, so that says little yet."
    )
    assert in_words(0, 60).startswith("Nobody has chosen it yet: 0 of 60 takers.")
    assert "in about 5 of 100 such groups, so it is worth a look. It is no alert" in in_words(0, 60)
    assert in_words(1, 100).startswith("Seldom chosen: 1 of 100 takers.")
    assert "fewer than 1 of 100 such groups" in in_words(0, 100)
    assert unchosen([(0, 29), (0, 60), (2, 60), (0, 40)]) == Unchosen(3, 2, 2 * 0.95**60 + 0.95**40)
    assert alarms.dead([(0, "option 2", 0, 60), *[(0, "option 3", 5, 60)] * 4]) == [], "no alert yet"


def test_each_kind_in_words():
    [one] = alarms.negative(np.array([0.3, -0.45, -0.1]), np.array([90, 80, 90]))
    assert one.says == (
        "Negative discrimination: those who did better on the rest of their form did worse here (-0.45, 80 takers)."
    )
    [one] = alarms.dead([(4, "option 2", 0, 90), (4, "option 3", 12, 90)])
    assert one.says == "Dead distractor: option 2 was chosen by 0 of 90 takers."
    [one] = alarms.too_fast(np.array([0, 14]), np.array([60, 60]), np.array([3, 5]))
    assert one.says == ("Too fast: 14 of 60 answers came in less than 5 seconds, in which the question cannot be read.")
    [one] = alarms.drift([(0, 1), (1, 2)], np.array([80, 45, 44]), np.array([100, 100, 100]), np.array([1, 2, 3]))
    assert (one.item, one.takers) == (1, 200)
    assert one.says == (
        "Drift between versions: version 1 was answered rightly by 80% of 100 takers, version 2 by 45% of 100."
    )
    assert [alarms.reading_time(length) for length in (199, 200, 1000, 1001)] == [3, 5, 5, 10]


def test_false_alarms_stay_within_what_is_promised():
    """Sound questions, over and over; tests/benchmarks/alarms.py does so at length."""
    shown = {alarms.NEGATIVE: 0, alarms.KEY: 0}
    for _ in range(150):
        answers = sat(60)
        found = item_numbers(answers, *each(answers))
        shown[alarms.NEGATIVE] += bool(alarms.negative(found.discrimination, found.takers))
        shown[alarms.KEY] += bool(alarms.wrong_keys(choices(answers), lambda *_: ""))
    assert max(shown.values()) <= 0.05 * 150
    at_the_bound = rng.binomial(200, alarms.RARE, (200, 240))
    dead = sum(bool(alarms.dead([(0, "", int(one), 200) for one in module])) for module in at_the_bound)
    assert dead <= 0.05 * 200, "every distractor is chosen by just 5 in 100"


def test_an_item_that_is_unlike_all_others_is_told_from_fewer_takers_than_one_among_others_like_it():
    takers = np.full(30, 60)
    alike = np.r_[-0.25, rng.normal(0.3, 0.1, 29)]
    assert [one.item for one in alarms.negative(alike, takers)] == [0]
    apart = np.r_[-0.25, rng.normal(0, 0.13, 29)]
    assert alarms.negative(apart, takers) == [], "in a module where no item tells people apart it is nothing special"
    assert alarms.negative(np.r_[0.05, alike[1:] + 0.4], takers) == [], "above 0 it is not negative"
