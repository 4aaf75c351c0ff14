"""License checks, verdicts and the names of rows, as plain values."""

from datetime import date, timedelta

import pytest

from trainer.audit.todo.rules import About, Check, Row, Wanted, counts_until, finding, rows_in, wanted, why_not
from trainer.credentials.rules import ByProfession, Leaf, every

DAY = date(2026, 6, 1)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


CHECKS = [  # good, bad, license's last day, what is found with 120 days and 30 ahead
    ("nobody ever looked", None, None, None, "never"),
    ("looked up on the day itself", 0, None, None, None),
    ("91 days ago: falls due in 29", 91, None, None, "due"),
    ("90 days ago: falls due in 30, which is soon enough later", 90, None, None, None),
    ("120 days ago: the last day on which it counts", 120, None, None, "due"),
    ("121 days ago", 121, None, None, "overdue"),
    ("bad news after good", 20, 10, None, "bad"),
    ("bad news on the same day", 10, 10, None, "bad"),
    ("good news after bad", 10, 20, None, None),
    ("only bad news", None, 300, None, "bad"),
    ("the license runs out on the day: it still holds", 10, None, 0, "due"),
    ("it ran out yesterday, though it was looked up since", 0, None, 1, "expired"),
    ("run out, and not looked up for long: it has run out", 200, None, 1, "expired"),
]


def days_before(number: int | None) -> date | None:
    return None if number is None else ago(number)


@pytest.mark.parametrize(("story", "good", "bad", "ends", "found"), CHECKS)
def test_what_a_check_amounts_to(story, good, bad, ends, found):
    check = Check(days_before(good), days_before(bad), days_before(ends))
    assert finding(check, 120, DAY, 30) == found, story


def test_a_license_to_be_looked_up_only_once_is_never_overdue():
    assert finding(Check(ago(5000)), None, DAY, 30) is None
    assert counts_until(Check(ago(5000)), None) is None
    assert counts_until(Check(ago(10), expires_on=ago(-5)), 120) == ago(-5)


def test_of_one_license_asked_for_twice_the_shorter_time_counts():
    colorado, any_state = Leaf("license", "CO", days=120), Leaf("license", None, days=365)
    assert wanted([every(colorado, Leaf("module", "a")), Leaf("license", "CO", days=90), any_state]) == [
        Wanted(None, 365),
        Wanted("CO", 90),
    ]


def test_a_license_is_asked_only_of_the_professions_that_the_policy_names():
    tree = ByProfession({"physical therapist": Leaf("license", "CO", days=90)}, Leaf("license", "UT", days=30))
    assert wanted([tree]) == [
        Wanted("CO", 90, only=frozenset({"physical therapist"})),
        Wanted("UT", 30, but=frozenset({"physical therapist"})),
    ]


VERDICTS = [
    ("assign", About(), None),
    ("assign", About(is_me=True), "This is you"),
    ("assign", About(is_here=False), "Does not practice here"),
    ("assign", About(is_on_leave=True), "On leave"),
    ("assign", About(assigned_until=DAY), "Asked already, by 1 June 2026"),
    ("assign", About(counts=False), "not adopted it"),
    ("assign", About(is_suspended=True, is_reached=False, was_reminded=True, cleared_until=DAY), None),
    ("remind", About(assigned_until=DAY, is_suspended=True), None),
    ("remind", About(is_on_leave=True), "On leave nobody is reminded"),
    ("remind", About(has_address=False), "no address"),
    ("remind", About(is_reached=False), "come back"),
    ("remind", About(was_reminded=True), "today already"),
    ("remind", About(is_me=True), "Nobody acts on themselves"),
    ("grant", About(), None),
    ("grant", About(is_me=True), "This is you"),
    ("grant", About(is_suspended=True), "Reinstate first"),
    ("grant", About(is_asked_for=True), "second person"),
    ("grant", About(cleared_until=DAY), "Cleared already, until 1 June 2026"),
    ("grant", About(is_on_leave=True), "On leave"),
    ("restrict", About(is_on_leave=True, cleared_until=DAY, is_reached=False), None),
    ("restrict", About(is_suspended=True), "Suspended already"),
    ("restrict", About(is_here=False), "Does not practice here"),
    ("restrict", About(is_me=True), "This is you"),
]


@pytest.mark.parametrize(("action", "about", "words"), VERDICTS)
def test_what_stands_against_it(action, about, words):
    found = why_not(action, about)
    assert found is None if words is None else words in found


def test_rows_are_read_from_a_form_once_each():
    keys = ["12:module:a", "3:license:", "12:module:a", "x:module:a", "4:secret:a", "", "9999999999:module:a"]
    assert rows_in(keys) == [
        Row(12, "module", "a"),
        Row(3, "license", ""),
    ]
    assert Row(12, "credential", "needling").key == "12:credential:needling"
