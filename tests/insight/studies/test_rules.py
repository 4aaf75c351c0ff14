"""What comes of ratings, worked out by hand or taken from the papers that the formulas come from."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from math import comb, prod, sqrt

import pytest

from tests.builders import there
from trainer.banks.rules.passing import SHARES, Standard, chance_of_passing, passing_table, within_attempts
from trainer.insight.studies.rules import (
    Opinion,
    Progress,
    Rated,
    Unit,
    agreement,
    beuk,
    chosen,
    covered_share,
    cut_score,
    cuts_by_panelist,
    fewest_items,
    hofstee,
    same_proportions,
    severities,
    spread_of,
    units_of,
)
from trainer.insight.studies.rules.stages import Invited
from trainer.insight.studies.words import taking_part
from trainer.quizzes.rules import Cut, Marked, mark, needed

FORM = {"where": {"recall": 2, "application": 1}, "stop": {"application": 3}}
STANDARD = Standard(percent=60, safety_percent=66, safety_objectives=("stop",), attempts=3)
ONE_CELL = [Rated(number, ("where", "recall"), drawn=4, there=4) for number in (1, 2, 3, 4)]


def by_trying_all(knows: dict[str, float]) -> float:
    """Every pattern of right and wrong answers, marked by the rule that marks attempts."""
    objectives = [name for name, levels in FORM.items() for _ in range(sum(levels.values()))]
    cut = Cut(STANDARD.percent, STANDARD.safety_percent, STANDARD.safety_objectives)
    total = 0.0
    for pattern in product((0, 1), repeat=len(objectives)):
        form = [Marked(name, float(right), False) for name, right in zip(objectives, pattern, strict=True)]
        if mark(form, cut).passed:
            chances = (
                knows[name] if right else 1 - knows[name] for name, right in zip(objectives, pattern, strict=True)
            )
            total += prod(chances)
    return total


@pytest.mark.parametrize("knows", [0.0, 0.5, 0.7, 0.95, 1.0])
def test_the_chance_to_pass_is_that_of_all_patterns_together(knows):
    assert chance_of_passing(FORM, STANDARD, knows) == pytest.approx(by_trying_all({"where": knows, "stop": knows}))


def test_the_chance_is_the_joint_one_of_the_total_and_each_safety_critical_objective():
    knows = {"where": 0.9, "stop": 0.4}
    assert chance_of_passing(FORM, STANDARD, knows) == pytest.approx(by_trying_all(knows))
    without = Standard(60, 66, (), 3)
    assert chance_of_passing(FORM, without, knows) > chance_of_passing(FORM, STANDARD, knows)
    plain = sum(comb(20, right) * 0.7**right * 0.3 ** (20 - right) for right in range(16, 21))
    assert chance_of_passing({"all": {"recall": 20}}, Standard(80, 0, (), 1), 0.7) == pytest.approx(plain)
    assert plain == pytest.approx(0.2375, abs=1e-4), "who knows 70 % passes a cut of 80 % one time in four"


def test_attempts_add_up_and_a_form_without_items_is_refused():
    assert within_attempts(0.2375, 3) == pytest.approx(0.5567, abs=1e-4)
    rows = passing_table(FORM, STANDARD)
    assert [one.knows for one in rows] == list(SHARES) == [50, 55, 60, 65, 70, 75, 80, 85, 90, 95]
    assert all(before.once < after.once <= after.within for before, after in pairwise(rows))
    assert [needed(n, p) for n in range(1, 40) for p in (66, 75, 80)] == [
        -(-n * p // 100) for n in range(1, 40) for p in (66, 75, 80)
    ]
    with pytest.raises(ValueError, match="without items"):
        chance_of_passing({}, STANDARD, 0.7)


def test_items_weigh_as_much_as_a_form_asks_of_their_cell():
    """Three of four questions of a form are about one cell, of which the panel rated one item; of the other it rated
    two."""
    rated = [Rated(1, ("a", "recall"), 3, 9), Rated(2, ("b", "recall"), 1, 2), Rated(3, ("b", "recall"), 1, 2)]
    cuts = cuts_by_panelist(rated, {"1": {1: 80, 2: 40, 3: 60}, "2": {1: 60, 2: 0, 3: 0}})
    assert cuts == {"1": pytest.approx(0.75 * 80 + 0.25 * 50), "2": pytest.approx(45)}


def test_the_error_of_the_cut_over_panelists_and_items():
    ratings = {"1": {1: 60, 2: 70, 3: 80, 4: 70}, "2": {1: 70, 2: 80, 3: 90, 4: 80}, "3": {1: 80, 2: 90, 3: 100, 4: 90}}
    found = cut_score(ONE_CELL, ratings)
    assert found.percent == pytest.approx(80)
    assert found.spread == pytest.approx(10)
    assert found.error_panelists == pytest.approx(10 / sqrt(3))
    assert found.error_items == 0, "all that the cell has were rated"
    assert found.components == {
        "panelists": pytest.approx(100),
        "items": pytest.approx(200 / 3),
        "left": pytest.approx(0),
    }
    sampled = [Rated(one.item, one.cell, one.drawn, there=16) for one in ONE_CELL]
    again = cut_score(sampled, ratings)  # item means 70, 80, 90, 80: variance 200/3; a quarter was rated
    assert again.error_items == pytest.approx(sqrt(0.75 * 200 / 3 / 4))
    assert again.error == pytest.approx(sqrt(100 / 3 + 0.75 * 200 / 3 / 4))
    apart = cut_score([sampled[0], sampled[1]], {"1": {1: 60, 2: 80}, "2": {1: 70, 2: 70}})
    assert apart.error_items == 0, (
        "the items differ no more than two people see one item otherwise, and that is counted"
    )
    alone = cut_score(ONE_CELL, {"1": ratings["1"]})
    assert (alone.spread, alone.error, alone.components) == (None, None, None)
    thin = [Rated(1, ("a", "recall"), 2, 5), Rated(2, ("b", "recall"), 2, 5)]
    assert cut_score(thin, {"1": {1: 50, 2: 60}, "2": {1: 60, 2: 60}}).error_items is None


def test_agreement_is_that_of_shrout_and_fleiss():
    """Their table 2, six targets and four judges: ICC(2,1) is .29, ICC(2,4) is .62."""
    table = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
    rated = [Rated(number, ("a", "recall"), 6, 6) for number in range(6)]
    ratings = {str(judge): {number: row[judge] for number, row in enumerate(table)} for judge in range(4)}
    found = agreement(rated, ratings)
    assert (round(there(found.single), 2), round(there(found.panel), 2)) == (0.29, 0.62)
    same = agreement(ONE_CELL, {"1": dict.fromkeys((1, 2, 3, 4), 70), "2": dict.fromkeys((1, 2, 3, 4), 70)})
    assert (same.single, same.panel, same.deviation) == (None, None, 0)


def test_severity_is_the_distance_from_the_others_and_changes_are_counted():
    flat = {who: dict.fromkeys((1, 2, 3, 4), rating) for who, rating in (("1", 70), ("2", 72), ("3", 90))}
    second = {**flat, "3": {1: 90, 2: 90, 3: 86, 4: 82}}
    one, two, three = severities(ONE_CELL, flat, second)
    assert (three.by, three.without, three.stands_out) == (pytest.approx(87 - 71), pytest.approx(71), True)
    assert (three.changed, three.moved) == (2, pytest.approx(-3))
    assert (one.stands_out, two.stands_out, one.changed) == (False, False, 0)
    assert spread_of(1, [40, 80]).is_wide
    assert not spread_of(1, [70, 80, 75]).is_wide


SCORES = [50, 60, 60, 70, 70, 75, 80, 85, 90, 95]


def opinion(cut=75, passing=60, bounds=(60, 80), failing=(10, 50)) -> Opinion:
    return Opinion(cut, passing, *bounds, *failing)


def test_beuk_meets_the_real_pass_rate_halfway():
    """The panel expects that 70 % pass a cut of 80, and 40 % do. Its line, of slope 1, stands 10 below each cut: at 70
    it says 60 where 70 really pass, just above 70 it says 60.1 where 50 do."""
    found = beuk([opinion(75, 65), opinion(85, 75)], SCORES)
    assert (found.cut, found.failing) == (70.1, 50)
    assert beuk([opinion(80, 60), opinion(80, 90)], SCORES).cut == 80, "all agree on the cut, so it stands"
    assert "Too few have taken" in beuk([opinion()], []).why
    assert "at least two" in beuk([opinion()], SCORES).why


def test_hofstee_finds_what_is_acceptable_or_says_that_nothing_is():
    """From 50 % failing at 60 the line falls by 2 for each point: at 70 it says 30, and 30 % really fail there."""
    found = hofstee([opinion(bounds=(60, 80), failing=(10, 50))], SCORES)
    assert (found.cut, found.failing) == (70, 30)
    assert "More would fail" in hofstee([opinion(bounds=(80, 90), failing=(0, 10))], SCORES).why
    assert "Fewer would fail" in hofstee([opinion(bounds=(20, 40), failing=(30, 60))], SCORES).why
    assert "No panelist" in hofstee([], SCORES).why


UNITS = [Unit(f"w{n}", "where", "recall", (n,)) for n in range(10)] + [
    Unit("model", "stop", "application", (20, 21, 22)),
    *(Unit(f"s{n}", "stop", "application", (n,)) for n in range(30, 35)),
]
BLUEPRINT = {"where": {"recall": 2, "application": 0}, "stop": {"application": 4}}


def test_a_sample_follows_the_blueprint_and_its_seed():
    picked = chosen(UNITS, BLUEPRINT, 9, seed=7)
    assert [unit.objective for unit, _ in picked].count("where") == 3
    assert [unit.objective for unit, _ in picked].count("stop") == 6
    assert picked == chosen(list(reversed(UNITS)), BLUEPRINT, 9, seed=7)
    assert picked != chosen(UNITS, BLUEPRINT, 9, seed=8)
    assert all(item in unit.items for unit, item in picked)
    assert len(chosen(UNITS, BLUEPRINT, None, seed=7)) == 16, "all of them, the model as one"
    assert len(chosen(UNITS, BLUEPRINT, 1, seed=7)) == fewest_items(UNITS, BLUEPRINT) == 6


def test_a_model_counts_as_one_and_what_no_form_draws_does_not_count():
    rows = [
        (1, "a", "where", "recall", None),
        (2, "m-1", "stop", "application", "m"),
        (3, "m-2", "stop", "application", "m"),
    ]
    found = units_of([*rows, (4, "b", "where", "application", None)], BLUEPRINT)
    assert [(one.name, one.items) for one in found] == [("a", (1,)), ("m", (2, 3))]


@pytest.mark.parametrize(
    ("known", "share"),
    [
        ([one for unit in UNITS for one in unit.items], 100),
        ([21, *range(30, 35), *range(10)], 100),  # one variant of the model is enough
        (list(range(30, 35)), 55),  # five of six in a cell that is four of six questions
        ([], 0),
    ],
)
def test_a_study_covers_what_a_form_draws_of_its_items(known, share):
    assert covered_share(known, UNITS, BLUEPRINT) == share
    assert same_proportions(BLUEPRINT, {"where": {"recall": 1}, "stop": {"application": 2}})
    assert not same_proportions(BLUEPRINT, {"where": {"recall": 2}, "stop": {"application": 2}})


@pytest.mark.parametrize(
    ("stage", "done", "step"),
    [
        ("first round", {}, "join"),
        ("first round", {"joined": True, "practiced": 2}, "training"),
        ("first round", {"joined": True, "trained": True, "first": 7}, "first round"),
        ("first round", {"joined": True, "trained": True, "first": 8}, "wait"),
        ("second round", {"joined": True, "trained": True, "first": 7}, "done"),
        ("second round", {"joined": True, "trained": True, "first": 8, "second": 3}, "second round"),
        ("second round", {"joined": True, "trained": True, "first": 8, "second": 8}, "questions"),
        ("second round", {"joined": True, "trained": True, "first": 8, "second": 3, "answered": True}, "done"),
        ("closed", {"joined": True, "trained": True, "first": 8}, "done"),
    ],
)
def test_what_a_panelist_does_next(stage, done, step):
    nothing = {
        "joined": False,
        "practiced": 3,
        "trained": False,
        "first": 0,
        "second": 0,
        "answered": False,
        "items": 8,
    }
    assert Progress(**nothing | done).next_step(stage) == step


def test_a_link_ends():
    noon = datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert Invited(noon, None).state(noon - timedelta(seconds=1)) == "open"
    assert Invited(noon, None).state(noon) == "expired"
    assert Invited(noon, noon).state(noon - timedelta(days=1)) == "withdrawn"


def test_the_report_says_who_did_not_look_again():
    panel = [{"panelist": "1"}, {"panelist": "2"}, {"panelist": "3"}]
    everybody = {"panel": panel, "opinions": {"1": {}, "2": {}, "3": {}}}
    assert taking_part(everybody) == "All 3 panelists went through the second round to its end."
    assert "2 of 3 panelists went through the second round to its end, not panelist 2: of them" in taking_part(
        everybody | {"opinions": {"1": {}, "3": {}}}
    )
    assert "not panelists 1, 2: of them" in taking_part(everybody | {"opinions": {"3": {}}})
