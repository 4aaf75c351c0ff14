"""How somebody stands on a day, as known on a day: the edges, one story each."""

from datetime import date

import pytest

from tests.credentials.rules.builders import DAY, FIRST, HELD, LAST, entry, held, known, passed, policy, state, windowed
from trainer.credentials.rules import standing


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


def test_renewals_by_window_show_as_one_line_of_certificates():
    wanted = windowed("lung")
    rows = known(HELD, passed("lung", LAST - 20 * DAY), held(LAST - 20 * DAY, date(2030, 2, 28)))
    assert standing(wanted, rows, LAST).until == date(2030, 2, 28)
