"""Which reminder is due, when somebody may be written to, and what a clinic's own words may hold."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from trainer.credentials.reminders.rules import (
    FIELDS,
    USUAL,
    Matter,
    Rhythm,
    Term,
    Text,
    compose,
    compose_for_director,
    due,
    for_director,
    is_open,
    is_quiet,
    problems,
)

LAST = date(2026, 12, 31)
DENVER = "America/Denver"


def before(days: int) -> date:
    return LAST - timedelta(days=days)


@pytest.mark.parametrize(
    ("days_left", "kinds"),
    [
        (91, []),
        (90, ["before_90"]),
        (61, ["before_90"]),
        (60, ["before_60"]),
        (31, ["before_60"]),
        (30, ["before_30"]),
        (8, ["before_30"]),
        (7, ["before_7"]),
        (0, ["before_7"]),
        (-1, ["lapsed"]),
        (-30, ["lapsed"]),
        (-31, []),
    ],
)
def test_of_the_steps_only_the_nearest_that_has_come_is_due(days_left, kinds):
    assert due(Term(date(2025, 1, 1), LAST), before(days_left)) == kinds


def test_a_step_that_would_have_come_before_the_certificate_began_never_comes():
    assert due(Term(before(45), LAST), before(45)) == []
    assert due(Term(before(45), LAST), before(30)) == ["before_30"]


def test_the_window_is_told_of_from_its_first_day_until_the_last_day():
    term = Term(date(2025, 1, 1), LAST, opens_on=before(75))
    assert "window_opens" not in due(term, before(76))
    assert due(term, before(75)) == ["before_90", "window_opens"]
    assert due(term, before(0)) == ["before_7", "window_opens"]
    assert due(term, before(-1)) == ["lapsed"]


def test_a_lapse_during_a_leave_is_news_when_the_leave_is_over():
    assert due(Term(date(2025, 1, 1), LAST, back_on=before(-60)), before(-61)) == ["lapsed"]
    assert due(Term(date(2025, 1, 1), LAST, back_on=before(-60)), before(-95)) == []


@pytest.mark.parametrize(
    ("begins", "ends", "at", "quiet"),
    [
        (time(20), time(7), time(19, 59), False),
        (time(20), time(7), time(20), True),
        (time(20), time(7), time(0), True),
        (time(20), time(7), time(6, 59), True),
        (time(20), time(7), time(7), False),
        (time(12), time(14), time(13), True),
        (time(12), time(14), time(14), False),
        (time(12), time(12), time(12), False),
        (None, None, time(3), False),
    ],
)
def test_quiet_hours_also_over_midnight(begins, ends, at, quiet):
    assert is_quiet(Rhythm(quiet_from=begins, quiet_until=ends), at) is quiet


def test_quiet_hours_go_by_the_clock_on_the_wall_when_it_changes():
    rhythm = Rhythm(quiet_from=time(20), quiet_until=time(7))
    for day, last_quiet in ((datetime(2026, 3, 8), 12), (datetime(2026, 11, 1), 13)):  # noqa: DTZ001  # made aware below
        moment = day.replace(hour=last_quiet, minute=59, tzinfo=UTC)
        assert not is_open(rhythm, moment, DENVER, None)
        assert is_open(rhythm, moment + timedelta(minutes=1), DENVER, None)


def test_an_hour_that_a_change_of_clocks_leaves_out_ends_the_quiet_all_the_same():
    rhythm = Rhythm(quiet_from=time(20), quiet_until=time(2, 30))
    assert not is_open(rhythm, datetime(2026, 3, 8, 8, 59, tzinfo=UTC), DENVER, None)  # 1:59
    assert is_open(rhythm, datetime(2026, 3, 8, 9, 0, tzinfo=UTC), DENVER, None)  # 3:00


def at(day: int, hour: int) -> datetime:
    return (
        datetime(2026, 6, day, hour + 6, tzinfo=UTC) if hour < 18 else datetime(2026, 6, day + 1, hour - 18, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("digest", "last", "now", "is_due"),
    [
        ("daily", None, at(1, 7), False),
        ("daily", None, at(1, 8), True),
        ("daily", at(1, 8), at(1, 20), False),
        ("daily", at(1, 8), at(2, 7), False),
        ("daily", at(1, 8), at(2, 8), True),
        ("daily", at(1, 8), at(4, 3), True),  # the server was away for two days
        ("daily", at(4, 3), at(4, 9), False),  # and makes up for it by one letter
        ("weekly", at(1, 8), at(7, 23), False),  # 1 June 2026 is a Monday
        ("weekly", at(1, 8), at(8, 8), True),
        ("weekly", at(3, 12), at(8, 7), False),
        ("weekly", at(1, 8), at(10, 15), True),
    ],
)
def test_a_digest_comes_at_its_hour_or_as_soon_as_it_can(digest, last, now, is_due):
    assert is_open(Rhythm(digest), now, DENVER, last) is is_due


def test_a_director_who_wants_everything_at_once_still_gets_one_letter_a_day():
    assert for_director(Rhythm("at once")).digest == "daily"
    assert for_director(Rhythm("weekly")).digest == "weekly"


def test_a_field_that_is_none_is_refused_with_its_place():
    assert list(problems("Hello {name},\nuntil {lastday} or {", "before")) == [
        "Line 2, character 7: there is no field {lastday} here. Use "
        "{name}, {clinic}, {credential}, {last_day}, {days}, {link}.",
        "Line 2, character 20: a brace that belongs to no field. Write a field like {name}.",
    ]


@pytest.mark.parametrize("kind", USUAL)
def test_the_usual_words_are_sound(kind):
    assert not [*problems(USUAL[kind].subject, kind), *problems(USUAL[kind].body, kind)]
    assert USUAL.keys() == FIELDS.keys()


FRAME = {"name": "Ada", "clinic": "Riverbend", "link": "https://here"}
SOON = Matter("before_7", "Ada", "Needling {link}", date(2026, 12, 25), LAST, 6)
OPEN = Matter("window_opens", "Ada", "Thorax", date(2026, 12, 25), LAST, 6)


def test_one_matter_gives_the_letter_its_subject_and_several_do_not():
    one, two = compose(USUAL, [SOON], FRAME), compose(USUAL, [SOON, OPEN], FRAME)
    assert one.subject == "Needling {link}: 6 days left"
    assert two.subject == "Your certificates at Riverbend"
    assert "until 31 December 2026" in two.body
    assert "renew “Thorax” from now on" in two.body


def test_what_stands_in_a_value_is_not_read_as_a_field():
    assert "Needling {link}" in compose(USUAL, [SOON], FRAME).body


def test_a_directors_line_reads_as_the_clinic_says_it():
    words = USUAL | {"line_before": Text("", "{name} ({clinic}):\n{credential} until {last_day}")}
    frame = {"name": "Dora", "clinic": "Riverbend", "link": "https://example.org"}
    matter = Matter("before_30", "Ada", "Needling", LAST, LAST, 30)
    assert "Hello Dora," in compose_for_director(words, [matter], frame).body
    assert "- Ada (Riverbend): Needling until 31 December 2026\n" in compose_for_director(words, [matter], frame).body


def test_a_subject_stays_on_one_line():
    words = USUAL | {"before": Text("{credential}\n{days}", "x")}
    assert compose(words, [SOON], FRAME).subject == "Needling {link} 6 days"


def test_a_directors_letter_names_two_hundred_and_counts_the_rest():
    body = compose_for_director(USUAL, [SOON] * 203, FRAME).body
    assert body.count("- Ada: Needling") == 200
    assert "and 3 more" in body
