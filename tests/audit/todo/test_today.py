"""What needs doing today: who lapses when, and who did not pass twice."""

from datetime import timedelta

import pytest

from tests.audit.builders import Right, make_attempt, make_practitioner
from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_certificate


def test_lapses_are_counted_by_window_and_lead_to_the_roster(director, stage, today):
    make_practitioner(stage.clinic, stage.policy, "lapsed", "Cleo Øst")
    make_practitioner(stage.clinic, stage.policy, "due_soon", "Ben Ito")  # in 30 days, which is within 31
    soon = make_person(clinic=stage.clinic, name="Ada Okafor")
    make_certificate(soon, stage.clinic, stage.policy, valid_until=today + timedelta(days=6))
    page = director.open(f"/clinics/{stage.clinic.slug}/today")
    rows = [words(row) for row in page.select("dl.rows > div")]
    assert [row.partition(".")[0] for row in rows] == [
        "Has lapsed 1 person",
        "Lapses within 7 days 1 person",
        "Lapses within 30 days 1 person",
        "Lapses within 60 days 2 people",
        "Lapses within 90 days 2 people",
    ]
    director.open(page.select("dl.rows a")[3]["href"])
    assert [words(link) for link in director.page.select("tbody th a")] == ["Ada Okafor", "Ben Ito"]


def test_who_did_not_pass_twice_until_they_pass(director, stage, today):
    ada, ben, cleo = (make_person(clinic=stage.clinic, name=name) for name in ("Ada", "Ben", "Cleo"))
    for person, results in ((ada, (3, 3)), (ben, (3, 3, 18)), (cleo, (3,))):
        for day, right in enumerate(results):
            make_attempt(
                person, stage.clinic, stage.module, Right(right), today - timedelta(days=9 - day), stage.adoption
            )
    make_attempt(cleo, stage.clinic, stage.module, Right(3), today, None)  # practice
    page = director.open(f"/clinics/{stage.clinic.slug}/today")
    assert [words(row) for row in page.select("tbody tr")] == ["Ada About a 2 times"]


def test_few_statements(director, stage, statements):
    with statements() as seen:
        director.open(f"/clinics/{stage.clinic.slug}/today")
    assert len(seen) <= 10, seen


@pytest.mark.parametrize("role", ["practitioner", "director"])
def test_nobody_else_sees_it(browser, stage, role):
    stranger = browser.sign_in(make_person(role, make_clinic()))
    stranger.open(f"/clinics/{stage.clinic.slug}/today", status=404)
