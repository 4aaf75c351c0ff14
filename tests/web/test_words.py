"""How dates, shares and counts read on a page."""

from datetime import UTC, date, datetime

import pytest

from tests.builders import make_clinic, make_person
from trainer.web import pages


@pytest.mark.parametrize(
    ("value", "reads"),
    [(date(2027, 3, 4), "4 March 2027"), (date(2028, 2, 29), "29 February 2028"), (None, "–")],
)
def test_day(value, reads):
    assert pages.day(value) == reads


@pytest.mark.parametrize(
    ("part", "whole", "reads"),
    [(0.75, 1, "75%"), (15, 20, "75%"), (0, 20, "0%"), (0, 0, "–"), (2, 3, "66%"), (79.9, 100, "79%")],
)
def test_percent(part, whole, reads):
    assert pages.percent(part, whole) == reads


@pytest.mark.parametrize(
    ("number", "words", "reads"),
    [
        (0, ("item",), "0 items"),
        (1, ("item",), "1 item"),
        (2, ("item",), "2 items"),
        (1234, ("item",), "1,234 items"),
        (2, ("person", "people"), "2 people"),
    ],
)
def test_count(number, words, reads):
    assert pages.count(number, *words) == reads


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("zone", "reads"),
    [
        ("America/Denver", "14 March 2027, 18:30"),  # the first day of daylight saving: six hours behind
        ("Asia/Tokyo", "15 March 2027, 09:30"),
        (None, "15 March 2027, 00:30 UTC"),
    ],
)
def test_a_moment_reads_as_the_clock_in_the_clinic(app, zone, reads):
    person = make_person(clinic=make_clinic(time_zone=zone)) if zone else None
    with app.test_request_context():
        if person:
            app.login_manager._update_request_context_with_user(person)
        assert pages.moment(datetime(2027, 3, 15, 0, 30, tzinfo=UTC)) == reads
