"""The page as of a day, as known on another."""

from datetime import date

import pytest
import time_machine

from tests.audit.builders import Right, make_attempt, make_practitioner
from tests.audit.person.builders import open_person
from tests.browser import words
from tests.builders import make_member, make_person
from tests.credentials.builders import accept, make_pass, noon
from trainer.credentials import actions
from trainer.db import db

THEN = "?as_of=2026-03-14&as_known_on=2026-03-14"


@pytest.fixture
def learned_late(stage, ada):
    """What Ada passed in early March was entered in April; in May it turned out to have been somebody else."""
    with time_machine.travel(noon(date(2026, 4, 20)), tick=False):
        accept(ada, stage.clinic, "a", date(2026, 3, 1))
        [certificate] = accept(ada, stage.clinic, "b", date(2026, 3, 1))
    with time_machine.travel(noon(date(2026, 5, 4)), tick=False):
        occasion = actions.Occasion(ada, stage.clinic, stage.director, date(2026, 5, 4), "Somebody else sat it.")
        actions.correct_certificate(occasion, certificate, None)
        db.session.commit()
    return certificate


def standing(page) -> str:
    return words(page.select_one(".sheet .standing-said"))


def test_one_day_as_known_on_three_others(director, stage, ada, learned_late):
    page = open_person(director, stage, ada, THEN)
    assert "As of 14 March 2026, as known on 14 March 2026." in words(page.select_one(".lead"))
    assert standing(page) == "Not cleared: About a missing; About b missing."
    assert "None by then." in words(page)
    assert learned_late.code not in words(page.select_one("#content").find("h2", id="learned").find_previous("p"))
    since = [words(one) for one in page.select("#learned ~ ol .timeline-what")]
    assert [line.split(",")[0] for line in since] == [
        "Ada Okafor earned Needling knowledge",
    ]
    page = open_person(director, stage, ada, "?as_of=2026-03-14&as_known_on=2026-04-30")
    assert standing(page) == "Cleared until 1 March 2028."
    assert words(page.select_one("h2:-soup-contains('Certificates') + dl .state")) == "Current until 1 March 2028"
    page = open_person(director, stage, ada, "?as_of=2026-03-14")
    assert words(page.select_one("h2:-soup-contains('Certificates') + dl .state")) == "Stopped"
    assert not page.select("#learned"), "by what is known now nothing is left to learn"


def test_what_was_sat_and_who_was_here_by_then(director, stage, ada, today):
    make_attempt(ada, stage.clinic, stage.module, Right(12), date(2026, 3, 10), stage.adoption)
    make_attempt(ada, stage.clinic, stage.module, Right(17), today, stage.adoption)
    page = open_person(director, stage, ada, THEN)
    assert [words(line) for line in page.select("tbody tr td:nth-child(3)")] == ["12 of 20, not passed"]
    former = make_person(None, name="Gone")
    make_member(former, "practitioner", stage.clinic, left_on=date(2025, 1, 31))
    page = open_person(director, stage, former, THEN)
    assert "Gone held no role at Riverbend on 14 March 2026" in words(page)
    assert not page.select(".sheet, tbody")
    assert open_person(director, stage, former, "?as_of=2025-01-31").select(".sheet")


def test_the_clocks_stay_on_the_way_from_a_cell_to_the_evidence_and_back(director, stage):
    ada = make_practitioner(stage.clinic, stage.policy, "missing", "Ada Okafor")
    attempt = make_attempt(ada, stage.clinic, stage.module, Right(17), date(2026, 3, 3), stage.adoption)
    with time_machine.travel(noon(date(2026, 3, 3)), tick=False):
        make_pass(ada, stage.clinic, "a", date(2026, 3, 3), evidence=f"attempt {attempt.id}")
    director.open(f"/clinics/{stage.clinic.slug}/roster{THEN}")
    director.follow("Ada Okafor")
    assert director.page.select_one("#as_of")["value"] == "2026-03-14"
    assert director.page.select_one("#as_known_on")["value"] == "2026-03-14"
    director.follow("Why, by which events, on what evidence : Needling knowledge")
    assert "as known on 14 March 2026" in words(director.page.select_one(".lead"))
    proof = director.page.select_one("#evidence ~ dl a[href*='attempt-']")
    page = director.open(proof["href"])
    assert "as known on 14 March 2026" in words(page.select_one(".lead"))
    assert page.select_one(f"#attempt-{attempt.id}")
    director.follow("Roster of Riverbend")
    assert "as known on 14 March 2026" in words(director.page.select_one(".lead"))


def test_paper_says_which_days_and_who_printed_it(director, stage, ada):
    assert words(open_person(director, stage, ada, THEN).select_one(".print-only")) == (
        "Record of Ada Okafor at Riverbend. As of 14 March 2026, as known on 14 March 2026. "
        "Printed 1 June 2026, 12:00 by Dora Díaz."
    )


def test_a_day_that_is_none_is_said_beside_the_field(director, stage, ada):
    page = open_person(director, stage, ada, "?as_of=soon&as_known_on=2027-01-01")
    assert words(page.select_one("#as_of-error")) == "Enter a date, like 2027-03-01"
    assert "Enter a day that has come" in words(page.select_one("#as_known_on-error"))
