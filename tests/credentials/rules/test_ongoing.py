"""What a policy asks for on every day, of whom, and in which version."""

from datetime import date

import pytest

from tests.credentials.rules.builders import CHECKED, DAY, FIRST, HELD, LAST, entry, held, known, modules, policy, state
from trainer.credentials.rules import AtLeast, ByProfession, Leaf, standing


@pytest.mark.parametrize(
    ("story", "checks", "expected"),
    [
        ("never checked", [], "missing"),
        ("checked 120 days ago: the limit counts", [(120, True, None)], "due_soon"),
        ("checked 121 days ago", [(121, True, None)], "lapsed"),
        ("checked today", [(0, True, None)], "current"),
        ("checked today, and the license itself ends tomorrow", [(0, True, 1)], "due_soon"),
        ("checked 10 days ago, and the license ended yesterday", [(10, True, -1)], "lapsed"),
        ("found not in good standing", [(30, True, None), (3, False, None)], "stopped"),
        ("in good standing again", [(30, False, None), (3, True, None)], "current"),
        ("both on one day: bad beats good", [(3, True, None), (3, False, None)], "stopped"),
    ],
)
def test_an_ongoing_requirement_holds_every_day_or_clears_nobody(story, checks, expected):
    today = FIRST + 200 * DAY
    rows = [
        entry("license", "CO", today - days * DAY, good=good, until_on=None if ends is None else today + ends * DAY)
        for days, good, ends in checks
    ]
    assert state(today, HELD, *rows, wanted=CHECKED) == expected


def test_what_was_needed_only_once_is_not_asked_for_every_day():
    assert state(FIRST, HELD, wanted=policy(requires=modules("lung"))) == "current"


HOURS = Leaf("training", "needling", minutes=600, in_person_minutes=300, months=24, ongoing=True)


@pytest.mark.parametrize(
    ("story", "hours", "expected"),
    [
        ("enough in two parts", [(6, 3), (4, 2)], "current"),
        ("too little in person", [(6, 0), (6, 4)], "lapsed"),
        ("too little in all", [(6, 5)], "lapsed"),
        ("none", [], "missing"),
    ],
)
def test_hours_add_up(story, hours, expected):
    rows = [
        entry("training", "needling", FIRST, minutes=60 * total, in_person_minutes=60 * in_person)
        for total, in_person in hours
    ]
    assert state(FIRST, HELD, *rows, wanted=policy(requires=HOURS)) == expected


def test_hours_fall_out_when_they_are_too_old():
    rows = [
        entry("training", "needling", FIRST, minutes=400, in_person_minutes=200),
        entry("training", "needling", FIRST + 30 * DAY, minutes=400, in_person_minutes=200),
    ]
    found = standing(policy(requires=HOURS), known(HELD, *rows), FIRST + 30 * DAY)
    assert found.ongoing.until == date(2028, 3, 1), "the last day of the older part"
    assert state(date(2028, 3, 2), held(FIRST, LAST + 900 * DAY), *rows, wanted=policy(requires=HOURS)) == "lapsed"


CPR, NURSE, DPT = (Leaf("document", name, ongoing=True) for name in ("cpr", "nurse", "dpt"))


@pytest.mark.parametrize(
    ("story", "shown", "expected"),
    [
        ("none of three", [], "missing"),
        ("one of three", ["cpr"], "missing"),
        ("two of three", ["cpr", "dpt"], "current"),
        ("all", ["cpr", "dpt", "nurse"], "current"),
    ],
)
def test_so_many_of(story, shown, expected):
    wanted = policy(requires=AtLeast(2, (CPR, NURSE, DPT)))
    assert state(FIRST, HELD, *(entry("document", name, FIRST) for name in shown), wanted=wanted) == expected


@pytest.mark.parametrize(
    ("profession", "shown", "expected"),
    [
        ("chiropractor", "cpr", "current"),
        ("chiropractor", "dpt", "missing"),
        ("physical therapist", "dpt", "current"),
        ("athletic trainer", "dpt", "missing"),
    ],
)
def test_by_profession_and_nobody_else(profession, shown, expected):
    wanted = policy(requires=ByProfession({"chiropractor": CPR, "physical therapist": DPT}))
    rows = [entry("profession", profession, FIRST - DAY), entry("document", shown, FIRST)]
    assert state(FIRST, HELD, *rows, wanted=wanted) == expected


def test_a_change_of_profession_counts_from_its_day():
    wanted = policy(requires=ByProfession({"chiropractor": CPR}, otherwise=DPT))
    rows = [
        entry("profession", "physical therapist", FIRST - DAY),
        entry("profession", "chiropractor", FIRST + 10 * DAY),
        entry("document", "dpt", FIRST),
    ]
    assert state(FIRST + 9 * DAY, HELD, *rows, wanted=wanted) == "current"
    assert state(FIRST + 10 * DAY, HELD, *rows, wanted=wanted) == "missing"


def test_a_policy_that_changed_mid_cycle_leaves_a_certificate_its_own():
    """Version 2 wants a license checked; whoever earned version 1 is judged by version 1 until the renewal."""
    old, new = policy(), CHECKED
    versions = {1: old, 2: new}
    assert standing(new, known(HELD), FIRST, versions).state == "current"
    assert standing(new, known(held(FIRST, LAST, policy=2)), FIRST, versions).state == "missing"


def test_two_clinics_with_different_policies_see_the_same_person_each_by_its_own():
    licensed = entry("license", "CO", FIRST - 200 * DAY)
    rows = known(held(FIRST, LAST, policy=7), licensed)
    assert standing(policy(), rows, FIRST).state == "current"
    assert standing(CHECKED, rows, FIRST).state == "lapsed"
