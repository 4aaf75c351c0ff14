"""When a credential is earned and renewed, and until when it then lasts."""

from datetime import date, timedelta

import pytest

from tests.credentials.rules.builders import MODULES, entry, held, known, modules, passed, policy, windowed
from trainer.credentials.rules import (
    Earned,
    Leaf,
    Missing,
    NoLonger,
    NotYet,
    Renewal,
    Validity,
    decide,
    every,
)

MUSCLE = passed("muscle", date(2026, 3, 1))
TWITCH = passed("twitch", date(2026, 4, 1))
LUNG = passed("lung", date(2026, 5, 3))
CLEAN = passed("clean", date(2026, 6, 10))
ALL = [MUSCLE, TWITCH, LUNG, CLEAN]
MUSCLE_AGAIN = passed("muscle", date(2028, 2, 1))
CLEAN_AGAIN = passed("clean", date(2028, 2, 1))
ALL_AGAIN = [passed(module, date(2028, 2, day)) for day, module in enumerate(MODULES, 1)]
LEAP = [passed(module, date(2024, 2, 29)) for module in MODULES]


def outcome(decision):
    """The days of what is earned, or the modules that stand in the way: never there, or too old."""
    if isinstance(decision, Earned):
        return decision.valid_from, decision.valid_until, {one.id for one in decision.rests_on}
    assert isinstance(decision, Missing)
    left = [(leaf.requirement.subject, leaf.state) for leaf in decision.finding.leaves if not leaf.holds]
    never = tuple(subject for subject, state in left if state == "missing")
    return never, tuple(subject for subject, state in left if state == "lapsed")


def earned(first, last, passes):
    return first, last, {one.id for one in passes}


@pytest.mark.parametrize(
    ("story", "passes", "today", "expected"),
    [
        ("nothing yet", [], date(2026, 1, 1), (MODULES, ())),
        ("three of four", [MUSCLE, TWITCH, LUNG], date(2026, 5, 3), (("clean",), ())),
        ("all four, on the day of the last", ALL, date(2026, 6, 10), earned(date(2026, 6, 10), date(2028, 3, 1), ALL)),
        ("in any order", ALL[::-1], date(2026, 6, 10), earned(date(2026, 6, 10), date(2028, 3, 1), ALL)),
        ("on the last day", ALL, date(2028, 3, 1), earned(date(2026, 6, 10), date(2028, 3, 1), ALL)),
        ("a day too late", ALL, date(2028, 3, 2), ((), ("muscle",))),
        ("long after", ALL, date(2030, 1, 1), ((), MODULES)),
        (
            "the youngest passed again stretches nothing: the oldest still ends it",
            [*ALL, CLEAN_AGAIN],
            date(2028, 2, 1),
            earned(date(2028, 2, 1), date(2028, 3, 1), [MUSCLE, TWITCH, LUNG, CLEAN_AGAIN]),
        ),
        (
            "the oldest passed again stretches it to the next oldest, no further",
            [*ALL, MUSCLE_AGAIN],
            date(2028, 2, 1),
            earned(date(2028, 2, 1), date(2028, 4, 1), [MUSCLE_AGAIN, TWITCH, LUNG, CLEAN]),
        ),
        (
            "all of it renewed",
            [*ALL, *ALL_AGAIN],
            date(2028, 2, 4),
            earned(date(2028, 2, 4), date(2030, 2, 1), ALL_AGAIN),
        ),
        ("a pass in the future is not one yet", ALL, date(2026, 6, 9), (("clean",), ())),
        ("one lapsed, one never passed", [MUSCLE, TWITCH, LUNG], date(2028, 3, 2), (("clean",), ("muscle",))),
        ("29 February, on the last day", LEAP, date(2026, 2, 28), earned(date(2024, 2, 29), date(2026, 2, 28), LEAP)),
        ("29 February, on 1 March", LEAP, date(2026, 3, 1), ((), MODULES)),
        ("modules it does not ask for", [passed("cupping", date(2026, 1, 1))], date(2026, 1, 1), (MODULES, ())),
    ],
)
def test_by_evidence(story, passes, today, expected):
    assert outcome(decide(policy(), known(*passes), today)) == expected


def test_of_two_passes_on_one_day_the_later_is_the_evidence():
    first, second = passed("lung", date(2026, 5, 3)), passed("lung", date(2026, 5, 3))
    decision = decide(policy("lung"), known(second, first), date(2026, 5, 3))
    assert isinstance(decision, Earned)
    assert decision.rests_on == (second,)


FIRST, LAST = date(2026, 6, 10), date(2028, 6, 10)
OPENS, GRACE = LAST - timedelta(days=90), LAST + timedelta(days=30)
HELD = held(FIRST, LAST)


def renewed_on(day: date, *more):
    """Both modules passed anew on the day, and looked at then."""
    return decide(windowed("lung", "clean"), known(HELD, passed("lung", day), passed("clean", day), *more), day)


def test_before_the_window_nothing_renews():
    assert renewed_on(OPENS - timedelta(days=1)) == NotYet(OPENS)


@pytest.mark.parametrize(
    ("story", "day"),
    [
        ("on the day the window opens", OPENS),
        ("on the last day", LAST),
        ("on the first day of grace", LAST + timedelta(days=1)),
        ("on the last day of grace", GRACE),
    ],
)
def test_a_renewal_in_time_counts_from_the_last_day_before(story, day):
    decision = renewed_on(day)
    assert isinstance(decision, Earned)
    assert (decision.valid_from, decision.valid_until, decision.renews) == (day, date(2030, 6, 10), HELD)


def test_after_grace_the_full_path_counts_anew():
    day = GRACE + timedelta(days=1)
    decision = renewed_on(day)
    assert isinstance(decision, Earned)
    assert (decision.valid_from, decision.valid_until) == (day, date(2030, 7, 11))


def test_after_a_lapse_what_was_shown_before_the_window_does_not_count_again():
    old, day = passed("lung", OPENS - timedelta(days=1)), GRACE + timedelta(days=1)
    decision = decide(windowed("lung", "clean"), known(HELD, old, passed("clean", day)), day)
    assert isinstance(decision, Missing)


def test_passing_one_module_again_does_not_stretch_the_whole():
    """Before the window, in it, and in grace: one of two renews nothing."""
    for day in (FIRST + timedelta(days=300), OPENS, LAST, GRACE):
        decision = decide(windowed("lung", "clean"), known(HELD, passed("lung", day)), day)
        assert not isinstance(decision, Earned)


def test_the_refresher_may_be_shorter_than_the_full_path():
    short = windowed("lung", "clean", renewal=Renewal(90, 30, modules("lung")))
    decision = decide(short, known(HELD, passed("lung", OPENS)), OPENS)
    assert isinstance(decision, Earned)
    day = GRACE + timedelta(days=1)
    assert isinstance(decide(short, known(HELD, passed("lung", day)), day), Missing)


def test_what_is_ongoing_need_not_date_from_the_window():
    license = Leaf("license", None, days=365, ongoing=True)
    wanted = windowed("lung", renewal=Renewal(90, 30, every(modules("lung"), license)))
    checked = entry("license", "CO", OPENS - timedelta(days=100))
    decision = decide(wanted, known(HELD, checked, passed("lung", OPENS)), OPENS)
    assert isinstance(decision, Earned)
    assert decision.valid_until == date(2030, 6, 10), "a license check ends no certificate"


@pytest.mark.parametrize(
    ("story", "leave", "closes_on"),
    [
        ("no leave", [], GRACE),
        ("back before the last day", [(FIRST, LAST - timedelta(days=1))], GRACE),
        ("away on the last day, back 50 days later", [(LAST, LAST + timedelta(days=50))], GRACE + timedelta(days=50)),
        ("away after it", [(LAST + timedelta(days=1), LAST + timedelta(days=50))], GRACE),
    ],
)
def test_leave_of_absence_moves_grace_to_the_return_and_no_last_day(story, leave, closes_on):
    away = [entry("leave", "", first, until_on=last) for first, last in leave]
    assert isinstance(renewed_on(closes_on, *away), Earned)
    late = renewed_on(closes_on + timedelta(days=1), *away)
    assert isinstance(late, Earned)


@pytest.mark.parametrize(
    ("story", "completed", "least", "until"),
    [
        ("within the months", date(2026, 2, 1), 0, date(2026, 12, 31)),
        ("on the fixed day itself", date(2026, 12, 31), 0, date(2027, 12, 31)),
        ("too little time left", date(2026, 11, 1), 90, date(2027, 12, 31)),
        ("just enough time left", date(2026, 10, 2), 90, date(2026, 12, 31)),
    ],
)
def test_a_fixed_day_of_the_year(story, completed, least, until):
    wanted = policy("lung", validity=Validity("fixed", 12, 12, 31, least), requires=modules("lung", months=60))
    decision = decide(wanted, known(passed("lung", completed)), completed)
    assert isinstance(decision, Earned)
    assert decision.valid_until == until


def test_by_completion_it_lasts_so_many_months_but_never_longer_than_its_evidence():
    wanted = policy("lung", "clean", validity=Validity("completion", 12))
    fresh = [passed("lung", FIRST), passed("clean", FIRST)]
    stale = [passed("lung", FIRST - timedelta(days=700)), passed("clean", FIRST)]
    assert decide(wanted, known(*fresh), FIRST).valid_until == date(2027, 6, 10)
    assert decide(wanted, known(*stale), FIRST).valid_until == date(2026, 7, 10)


def test_what_was_revoked_is_not_earned_again_by_what_it_rested_on():
    revoked = entry("revocation", "needling", date(2026, 7, 1))
    evidence = [passed("lung", FIRST), passed("clean", FIRST)]
    wanted = windowed("lung", "clean")
    assert isinstance(decide(wanted, known(HELD, revoked, *evidence), date(2026, 7, 1)), Missing)
    anew = [passed("lung", date(2026, 7, 2)), passed("clean", date(2026, 7, 3))]
    decision = decide(wanted, known(HELD, revoked, *evidence, *anew), date(2026, 7, 3))
    assert isinstance(decision, Earned)
    assert (decision.valid_from, decision.renews) == (date(2026, 7, 3), None)


def test_nothing_is_issued_that_would_not_last_longer():
    again = [passed("lung", FIRST), passed("clean", FIRST)]
    assert decide(policy("lung", "clean"), known(HELD, *again), FIRST) == NoLonger()
