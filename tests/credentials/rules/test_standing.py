"""How somebody stands on a day, as known on a day: the edges, one story each."""

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.credentials.rules.builders import entry, held, known, modules, noon, passed, policy, windowed
from trainer import clock
from trainer.credentials.rules import AtLeast, ByProfession, Entry, Held, Leaf, as_known, every, standing

FIRST, LAST = date(2026, 3, 1), date(2028, 2, 29)
HELD = held(FIRST, LAST)
DAY = timedelta(days=1)


def state(day, *rows, wanted=None):
    return standing(wanted or policy(), known(*rows), day).state


@pytest.mark.parametrize(
    ("story", "day", "expected"),
    [
        ("the day before the first", FIRST - DAY, "missing"),
        ("the first day", FIRST, "current"),
        ("60 days before the last day", LAST - 60 * DAY, "current"),
        ("59 days before the last day", LAST - 59 * DAY, "due_soon"),
        ("the last day counts", LAST, "due_soon"),
        ("the day after", LAST + DAY, "lapsed"),
    ],
)
def test_the_days_of_a_certificate(story, day, expected):
    assert state(day, HELD) == expected


def test_of_several_the_one_that_lasts_longest_stands():
    later = held(LAST - 30 * DAY, LAST + 600 * DAY)
    assert state(LAST - 10 * DAY, HELD, later) == "current"
    assert standing(policy(), known(later, HELD), LAST + DAY).certificate == later


def test_suspended_until_reinstated_and_not_a_day_longer():
    suspension = entry("suspension", "needling", FIRST + 10 * DAY)
    back = entry("reinstatement", "needling", FIRST + 20 * DAY, refers_to=suspension.id)
    assert state(FIRST + 9 * DAY, HELD, suspension, back) == "current"
    assert state(FIRST + 10 * DAY, HELD, suspension, back) == "stopped"
    assert state(FIRST + 19 * DAY, HELD, suspension, back) == "stopped"
    assert state(FIRST + 20 * DAY, HELD, suspension, back) == "current"


def test_a_suspension_with_a_last_day_ends_by_itself():
    suspension = entry("suspension", "needling", FIRST, until_on=FIRST + 5 * DAY)
    assert state(FIRST + 5 * DAY, HELD, suspension) == "stopped"
    assert state(FIRST + 6 * DAY, HELD, suspension) == "current"


def test_lifting_one_suspension_leaves_the_other():
    one, other = entry("suspension", "needling", FIRST), entry("suspension", "needling", FIRST)
    back = entry("reinstatement", "needling", FIRST, refers_to=one.id)
    assert state(FIRST, HELD, one, other, back) == "stopped"


def test_a_suspension_from_another_credential_stops_nothing_here():
    assert state(FIRST, HELD, entry("suspension", "cupping", FIRST)) == "current"


def test_a_revocation_ends_what_began_before_it_and_brings_nothing_older_back():
    older, newer = held(FIRST - 400 * DAY, LAST + 400 * DAY), held(FIRST + 60 * DAY, LAST + 60 * DAY)
    revoked = entry("revocation", "needling", FIRST + 30 * DAY)
    assert state(FIRST + 29 * DAY, HELD, older, revoked) == "current"
    assert state(FIRST + 30 * DAY, HELD, older, revoked) == "stopped"
    assert state(FIRST + 60 * DAY, HELD, older, revoked, newer) == "current", "earned anew"


def test_a_temporary_clearance_clears_without_a_certificate_until_its_last_day():
    given = entry("temporary", "needling", FIRST, until_on=FIRST + 20 * DAY)
    found = standing(policy(), known(given), FIRST)
    assert (found.state, found.is_temporary, found.until) == ("due_soon", True, FIRST + 20 * DAY)
    assert state(FIRST + 20 * DAY, given) == "due_soon"
    assert state(FIRST + 21 * DAY, given) == "missing"


def test_a_request_alone_clears_nobody():
    assert state(FIRST, entry("temporary_request", "needling", FIRST, until_on=FIRST + 20 * DAY)) == "missing"


def test_no_temporary_clearance_outweighs_a_suspension_or_outlives_a_revocation():
    given = entry("temporary", "needling", FIRST, until_on=FIRST + 20 * DAY)
    assert state(FIRST, given, entry("suspension", "needling", FIRST)) == "stopped"
    assert state(FIRST + DAY, given, entry("revocation", "needling", FIRST + DAY)) == "stopped"
    later = entry("temporary", "needling", FIRST + 2 * DAY, until_on=FIRST + 20 * DAY)
    assert state(FIRST + 2 * DAY, later, entry("revocation", "needling", FIRST + DAY)) == "due_soon"


def test_leave_of_absence_stops_clearance_and_moves_no_last_day():
    leave = entry("leave", "", FIRST + 10 * DAY)
    back = entry("return", "", FIRST + 40 * DAY, refers_to=leave.id)
    assert state(FIRST + 10 * DAY, HELD, leave, back) == "stopped"
    assert state(FIRST + 40 * DAY, HELD, leave, back) == "current"
    assert standing(policy(), known(HELD, leave, back), LAST + DAY).state == "lapsed"


LICENSE = Leaf("license", None, days=120, ongoing=True)
CHECKED = policy(requires=every(modules("lung"), LICENSE))


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


# -- the two clocks ------------------------------------------------------------------------------------------------


def learned(row: Entry | Held, on: date) -> Entry | Held:
    return type(row)(**vars(row) | {"recorded_at": noon(on)})


def on(day: date, known_on: date, *rows) -> str:
    """The state on a day by what was recorded by the evening of another."""
    entries = [one for one in rows if isinstance(one, Entry)]
    certificates = [one for one in rows if isinstance(one, Held)]
    evening = clock.end_of(known_on, "UTC")
    return standing(policy(), as_known(entries, certificates, evening), day).state


def test_a_backdated_suspension_moves_as_of_and_never_as_known_on():
    incident, told = FIRST + 13 * DAY, FIRST + 50 * DAY
    suspension = learned(entry("suspension", "needling", incident), told)
    assert on(incident, incident, HELD, suspension) == "current", "what one could know that day"
    assert on(incident, told, HELD, suspension) == "stopped", "what was so, as is known now"
    assert on(told - DAY, told - DAY, HELD, suspension) == "current"


def test_a_corrected_entry_still_counts_in_what_was_known_before():
    suspension = entry("suspension", "needling", FIRST + 5 * DAY)
    mistake = learned(entry("correction", "", FIRST + 5 * DAY, refers_to=suspension.id), FIRST + 30 * DAY)
    day = FIRST + 10 * DAY
    assert on(day, day, HELD, suspension, mistake) == "stopped"
    assert on(day, FIRST + 30 * DAY, HELD, suspension, mistake) == "current"


def test_a_certificate_issued_in_error_is_gone_as_of_and_was_there_as_known_on():
    void = learned(entry("correction", "needling", FIRST, certificate=HELD.id), FIRST + 30 * DAY)
    assert on(FIRST + 10 * DAY, FIRST + 10 * DAY, HELD, void) == "current"
    assert on(FIRST + 10 * DAY, FIRST + 30 * DAY, HELD, void) == "missing"


ZONES = ["America/Denver", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "America/Sao_Paulo"]


@pytest.mark.parametrize("zone", ZONES)
def test_the_last_day_counts_in_the_clinics_time_zone(zone):
    last_second = datetime(2028, 2, 29, 23, 59, 59, tzinfo=ZoneInfo(zone))
    assert state(clock.on_day(last_second, zone), HELD) == "due_soon"
    assert state(clock.on_day(last_second + timedelta(seconds=1), zone), HELD) == "lapsed"


@pytest.mark.parametrize("zone", [*ZONES, "Africa/Cairo", "America/Havana", "Atlantic/Azores"])
@pytest.mark.parametrize("year", [2017, 2024, 2026])
def test_daylight_saving_makes_no_day_longer_or_shorter_than_itself(zone, year):
    """Also where the clocks change at midnight: every day begins right after the one before has ended."""
    for number in range(366):
        day = date(year, 1, 1) + timedelta(days=number)
        assert clock.on_day(clock.start_of(day, zone), zone) == day
        assert clock.on_day(clock.end_of(day, zone), zone) == day
        assert clock.end_of(day, zone) + timedelta(microseconds=1) == clock.start_of(day + DAY, zone)


# -- the order of recording ----------------------------------------------------------------------------------------

KINDS = ["module", "license", "suspension", "revocation", "temporary", "leave", "correction", "reinstatement", "return"]
some_days = st.integers(-60, 60).map(lambda days: FIRST + days * DAY)
some_lines = st.lists(
    st.tuples(
        st.sampled_from(KINDS), some_days, st.one_of(st.none(), st.integers(0, 90)), st.booleans(), st.integers(0, 7)
    ),
    min_size=1,
    max_size=10,
)


def ledger(lines) -> list[Entry]:
    """Numbered lines; what refers to another names it by its number, which no order of recording changes."""
    subjects = {"module": "lung", "license": "CO", "leave": "", "return": ""}
    return [
        Entry(
            number,
            kind,
            subjects.get(kind, "needling"),
            first,
            noon(first),
            until_on=None if days is None else first + days * DAY,
            good=good,
            refers_to=target if kind in {"correction", "reinstatement", "return"} else None,
        )
        for number, (kind, first, days, good, target) in enumerate(lines)
    ]


@given(some_lines, st.lists(st.tuples(some_days, st.integers(0, 90)), max_size=3), some_days, st.integers(0, 10**6))
def test_replaying_events_in_any_order_of_recording_gives_the_same_answer(lines, periods, day, seed):
    rows: list = [*ledger(lines), *(held(first, first + days * DAY) for first, days in periods)]
    moments = [row.recorded_at for row in rows]
    Random(seed).shuffle(moments)
    replayed = [type(row)(**vars(row) | {"recorded_at": at}) for row, at in zip(rows, moments, strict=True)]
    Random(seed + 1).shuffle(replayed)
    answers = [
        standing(
            CHECKED,
            as_known([r for r in order if isinstance(r, Entry)], [r for r in order if isinstance(r, Held)], None),
            day,
        )
        for order in (rows, replayed)
    ]
    assert len({(answer.state, answer.until, answer.cleared) for answer in answers}) == 1


@given(some_lines, some_days, st.integers(0, 400))
def test_it_stays_cleared_until_the_day_it_says_and_no_longer(lines, day, more):
    """If nothing new is recorded; stops that begin later are known already, so they are left out here."""
    rows = [one for one in ledger(lines) if one.kind in {"module", "license", "temporary"} and one.from_on <= day]
    found = standing(CHECKED, known(HELD, *rows), day)
    if found.cleared and found.until is not None and not found.temporary:
        assert standing(CHECKED, known(HELD, *rows), min(day + more * DAY, found.until)).cleared
        assert not standing(CHECKED, known(HELD, *rows), found.until + DAY).cleared


def test_renewals_by_window_show_as_one_line_of_certificates():
    wanted = windowed("lung")
    rows = known(HELD, passed("lung", LAST - 20 * DAY), held(LAST - 20 * DAY, date(2030, 2, 28)))
    assert standing(wanted, rows, LAST).until == date(2030, 2, 28)
