"""How a form is drawn: what the blueprint says, no two variants of one model, a case as a whole."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.banks.rules import Candidate, Shortfall, draw, forms_apart, gaps

BANK = [
    Candidate(100 * o + 10 * level + n, f"{objective}-{name}-{n}", objective, name)
    for o, objective in enumerate(["anatomy", "respond"], 1)
    for level, name in enumerate(["recall", "application"])
    for n in range(4)
]
BLUEPRINT = {"anatomy": {"recall": 1, "application": 2}, "respond": {"application": 2}}
BY_ID = {one.item: one for one in BANK}


def cells(form):
    return sorted((BY_ID[item].objective, BY_ID[item].level) for item in form)


def test_a_form_has_what_the_blueprint_says():
    form = draw(BANK, BLUEPRINT, seen={}, seed=1)
    assert cells(form) == [
        ("anatomy", "application"),
        ("anatomy", "application"),
        ("anatomy", "recall"),
        ("respond", "application"),
        ("respond", "application"),
    ]
    assert len(set(form)) == 5


@given(seed=st.integers(0, 2**31), order=st.permutations(BANK))
def test_the_same_seed_draws_the_same_form_however_the_rows_come(seed, order):
    assert draw(order, BLUEPRINT, {}, seed) == draw(BANK, BLUEPRINT, {}, seed)


def test_a_known_seed_draws_this_form_on_every_platform():
    assert draw(BANK, BLUEPRINT, {}, seed=20261123) == KNOWN_FORM


KNOWN_FORM = [212, 213, 103, 110, 113]


@given(st.integers(0, 2**31))
def test_unseen_items_come_first_on_a_retake(seed):
    first = draw(BANK, BLUEPRINT, {}, seed)
    seen = {BY_ID[item].slug: 1 for item in first}
    assert not set(draw(BANK, BLUEPRINT, seen, seed + 1)) & set(first)


def test_a_bank_that_cannot_meet_the_blueprint_names_the_gap():
    with pytest.raises(Shortfall) as gap:
        draw(BANK, {"respond": {"recall": 5}}, {}, seed=1)
    assert (gap.value.objective, gap.value.level, gap.value.wanted, gap.value.there) == ("respond", "recall", 5, 4)


def variant(model: str, n: int, objective="respond", level="application") -> Candidate:
    return Candidate(1000 + 50 * len(model) + n, f"{model}-{n}", objective, level, family=model)


def of_case(case: str, n: int, objective: str, level: str) -> Candidate:
    return Candidate(5000 + 50 * len(case) + n, f"{case}-{n}", objective, level, case=case, place=n)


@given(st.integers(0, 2**31))
def test_at_most_one_variant_of_a_model_is_on_a_form(seed):
    bank = [*BANK, *(variant("triage", n) for n in range(30))]
    families = {one.item: one.family for one in bank}
    form = draw(bank, BLUEPRINT, {}, seed)
    assert Counter(families[item] for item in form)["triage"] <= 1


def test_a_retake_meets_another_variant_before_an_item_again():
    bank = [variant("triage", n) for n in range(3)]
    seen: Counter[str] = Counter()
    for seed in range(3):
        (item,) = draw(bank, {"respond": {"application": 1}}, seen, seed)
        seen[next(one.slug for one in bank if one.item == item)] += 1
    assert set(seen.values()) == {1}


def test_many_variants_of_one_model_do_not_fill_a_cell():
    bank = [variant("triage", n) for n in range(30)]
    with pytest.raises(Shortfall) as gap:
        draw(bank, {"respond": {"application": 2}}, {}, seed=1)
    assert (gap.value.wanted, gap.value.there) == (2, 1)
    assert gaps({"respond": {"application": 2}}, bank) == [gap.value]


FALL = [of_case("fall", 0, "anatomy", "application"), of_case("fall", 1, "respond", "application")]


@given(st.integers(0, 2**31))
def test_a_case_comes_whole_and_in_its_order(seed):
    form = draw([*BANK, *FALL], BLUEPRINT, {}, seed)
    places = [form.index(one.item) for one in FALL if one.item in form]
    assert places in ([], [places[0], places[0] + 1] if places else [])
    assert len(form) == 5


def test_a_case_is_met_about_as_often_as_an_item():
    met = sum(FALL[0].item in draw([*BANK, *FALL], BLUEPRINT, {}, seed) for seed in range(400))
    assert 80 < met < 320


def test_a_case_is_taken_where_nothing_else_fills_the_cell():
    """One single item and a case of two: taken as they come, the single item would leave no room for the case."""
    bank = [Candidate(1, "a-single", "respond", "recall"), *(of_case("b", n, "respond", "recall") for n in range(2))]
    for seed in range(20):
        assert draw(bank, {"respond": {"recall": 2}}, {}, seed) == [bank[1].item, bank[2].item]


def test_a_case_that_asks_more_than_the_blueprint_is_not_drawn():
    bank = [Candidate(1, "single", "respond", "recall"), *(of_case("b", n, "respond", "recall") for n in range(2))]
    assert all(draw(bank, {"respond": {"recall": 1}}, {}, seed) == [1] for seed in range(20))


@pytest.mark.parametrize(
    ("story", "bank", "number"),
    [
        ("four items, one each", BANK[:4], 4),
        ("three items, one each", BANK[:3], 3),
        ("none", [], 0),
    ],
)
def test_how_many_forms_share_no_item(story, bank, number):
    assert forms_apart(bank, {"anatomy": {"recall": 1}}) == number


@given(st.lists(st.integers(1, 6), max_size=4), st.integers(0, 6), st.integers(1, 4))
def test_the_number_of_forms_apart_is_the_largest_there_is(models, singles, wanted):
    """As many forms as models and items, each once a form, can fill: sum of min(forms, variants) >= forms * wanted."""
    bank = [Candidate(n, f"single-{n}", "a", "recall") for n in range(singles)]
    bank += [
        Candidate(100 * (m + 1) + n, f"m{m}-{n}", "a", "recall", family=f"m{m}")
        for m, variants in enumerate(models)
        for n in range(variants)
    ]
    possible = [
        forms
        for forms in range(60)
        if sum(min(forms, variants) for variants in [*models, *[1] * singles]) >= forms * wanted
    ]
    assert forms_apart(bank, {"a": {"recall": wanted}}) == max(possible)
