"""One person as the clinic's director sees them: what they hold and why, and the trail behind it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from tests.audit.builders import TODAY, Right, make_attempt, make_practitioner
from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import accept, make_certificate, make_pass, noon
from tests.quizzes.builders import adopt
from tests.tamper import tamper
from trainer import trail
from trainer.credentials.queries import live_policies
from trainer.db import db
from trainer.people import actions as people


@pytest.fixture
def ada(stage):
    return make_person(clinic=stage.clinic, name="Ada Okafor")


def open_person(director, stage, person, query="", **expected):
    return director.open(f"/clinics/{stage.clinic.slug}/people/{person.id}{query}", **expected)


def requirements(page) -> dict[str, str]:
    return {words(line.dt): words(line.dd) for line in page.select(".sheet .rows > div")}


def timeline(page) -> list[str]:
    return [words(line) for line in page.select(".timeline-what")]


def record(name, **details):
    trail.record(name, **details)
    db.session.commit()


def test_why_somebody_holds_a_credential(director, stage, ada):
    attempt = make_attempt(ada, stage.clinic, stage.module, Right(17), date(2026, 5, 3), stage.adoption)
    make_pass(ada, stage.clinic, "a", date(2026, 5, 3), evidence=f"attempt {attempt.id}")
    page = open_person(director, stage, ada)
    assert requirements(page) == {
        "About a": f"Current Passed on 3 May 2026 (attempt {attempt.id}, 17 of 20), counts until 3 May 2028.",
        "About b": "Missing Not passed yet.",
    }
    assert "It lasts as long as the oldest of what it rests on counts." in words(page)
    assert page.h1.text == "Ada Okafor"
    assert "Physical therapist. As of 1 June 2026." in words(page)


def test_a_pass_that_is_too_old_counted_until(director, stage, ada):
    make_pass(ada, stage.clinic, "a", date(2024, 5, 3), evidence="observation 7")
    said = requirements(open_person(director, stage, ada))["About a"]
    assert said == "Lapsed Passed on 3 May 2024 (observation 7), counted until 3 May 2026."


def test_every_certificate_with_its_days_and_the_way_to_check_it(director, stage, ada):
    accept(ada, stage.clinic, "a", date(2024, 3, 1))
    accept(ada, stage.clinic, "b", date(2024, 4, 1))
    [newer] = accept(ada, stage.clinic, "a", date(2025, 12, 1))
    page = open_person(director, stage, ada)
    section = words(page.select_one("h2:-soup-contains('Certificates') + dl"))
    assert "Lapsed ended 1 April 2026 1 December 2025 to 1 April 2026, issued for Riverbend" in section
    assert "Renewed, now until 1 April 2026 1 April 2024 to 1 March 2026, issued for Riverbend" in section
    assert page.select_one(f'a[href="/check/{newer.code}"]')
    assert words(page.select_one(".sheet .state")) == "Lapsed ended 1 April 2026"


def test_attempts_with_results_and_nothing_else(director, stage, ada, today):
    make_attempt(ada, stage.clinic, stage.module, Right(12), today - timedelta(days=2), stage.adoption)
    make_attempt(ada, stage.clinic, stage.module, Right(17), today, stage.adoption)
    make_attempt(ada, stage.clinic, stage.module, Right(20), today, None)
    page = open_person(director, stage, ada)
    rows = [words(line) for line in page.select("tbody tr")]
    assert "1 June 2026, 12:20 20 of 20, passed; earns nothing" in rows[0]
    assert "practice" in rows[0]
    assert "1 June 2026, 12:20 17 of 20, passed" in rows[1]
    assert "30 May 2026, 12:20 12 of 20, not passed" in rows[2]
    assert not page.select("a[href*='/attempts/']"), "answers are not the director's business"


def test_an_attempt_under_way(director, stage, ada, today):
    make_attempt(ada, stage.clinic, stage.module, Right(12), today, stage.adoption)
    tamper("UPDATE attempt SET submitted_at = NULL, result = NULL, passed = NULL")
    assert "Not yet Under way" in words(open_person(director, stage, ada).select_one("tbody tr"))


def test_the_trail_in_sentences_newest_first(director, stage, ada):
    with time_machine.travel(noon(date(2026, 2, 1)), tick=False):
        record("person.joined", about=ada, by=stage.director, clinic=stage.clinic, role="practitioner")
    with time_machine.travel(noon(date(2026, 3, 1)), tick=False):
        accept(ada, stage.clinic, "a", date(2026, 3, 1))
        [certificate] = accept(ada, stage.clinic, "b", date(2026, 3, 1))
    page = open_person(director, stage, ada)
    assert timeline(page) == [
        "Ada Okafor earned Needling knowledge, version 1, "
        f"certificate {certificate.code}, 1 March 2026 to 1 March 2028.",
        "Ada Okafor joined Riverbend as practitioner.",
    ]
    assert [words(line) for line in page.select(".timeline-why")] == ["Recorded by the system.", "Done by Dora Díaz."]
    assert words(page.select_one(".timeline-when")) == "1 March 2026, 12:00"
    assert page.select_one(".timeline-when")["datetime"] == "2026-03-01T19:00:00+00:00"


def test_what_a_director_did_is_said_of_the_director(director, stage, ada):
    [membership] = ada.memberships
    people.end(membership, by=stage.director)
    db.session.commit()
    page = open_person(director, stage, ada)
    assert timeline(page) == ["Dora Díaz ended the role practitioner at Riverbend."]
    assert "Practitioner at Riverbend, 1 January 2020 to 1 June 2026" in words(page)


def test_when_it_holds_is_said_where_it_was_recorded_later(director, stage, ada):
    since = datetime(2026, 5, 1, 19, tzinfo=UTC)
    record("person.renamed", about=ada, by=ada, effective_at=since, old="Ada O", new="Ada Okafor")
    page = open_person(director, stage, ada)
    assert words(page.select_one(".timeline-why")) == "Holds from 1 May 2026."


def test_a_long_trail_is_paged(director, stage, ada):
    for n in range(60):
        trail.record("person.renamed", about=ada, by=ada, old=f"Name {n}", new=f"Name {n + 1}")
    db.session.commit()
    page = open_person(director, stage, ada)
    assert len(timeline(page)) == 50
    assert "from Name 59 to Name 60" in timeline(page)[0]
    director.follow("Next")
    assert "from Name 0 to Name 1" in timeline(director.page)[-1]


@pytest.fixture
def elsewhere(ada):
    """Another clinic where Ada works too, and sat and passed something."""
    clinic = make_clinic(name="Lakeside")
    make_member(ada, "practitioner", clinic)
    return clinic


@pytest.fixture
def there(stage, ada, elsewhere, today):
    attempt = make_attempt(ada, elsewhere, stage.module, Right(18), today, adopt(stage.module, elsewhere))
    make_pass(ada, elsewhere, "a", today, evidence=f"attempt {attempt.id}")
    record("person.joined", about=ada, by=ada, clinic=elsewhere, role="practitioner")
    make_certificate(ada, elsewhere, stage.policy)
    return attempt


def test_of_another_clinic_one_sees_what_counts_and_not_how_it_came_about(director, stage, ada, there):
    page = open_person(director, stage, ada)
    said = requirements(page)["About a"]
    assert said == "Current Passed on 1 June 2026 (for another clinic), counts until 1 June 2028."
    assert timeline(page) == []
    assert "None for your clinics so far." in words(page)
    assert "issued for Lakeside" in words(page), "the certificate itself says where it is from"
    assert "18 of 20" not in words(page)
    assert "Practitioner at Lakeside" not in words(page)


def test_whoever_directs_both_clinics_sees_both(browser, stage, ada, elsewhere, there):
    make_member(stage.director, "director", elsewhere)
    page = open_person(browser.sign_in(stage.director), stage, ada)
    assert f"(attempt {there.id}, 18 of 20)" in requirements(page)["About a"]
    assert timeline(page) == ["Ada Okafor joined Lakeside as practitioner."]
    assert "Practitioner at Lakeside" in words(page)


def test_what_belongs_to_the_person_alone_is_not_shown(director, stage, ada):
    record("person.signed_in", about=ada, by=ada)
    record("person.password_changed", about=ada, by=ada)
    record("attempt.started", about=ada, by=ada, attempt=9, module="About a", version=1)
    record("person.profession_changed", about=ada, by=ada, old="none", new="chiropractor")
    assert timeline(open_person(director, stage, ada)) == [
        "Ada Okafor changed the profession from none to chiropractor."
    ]


def test_somebody_who_left_can_still_be_looked_up(director, stage):
    former = make_person(None, name="Gone")
    make_member(former, "practitioner", stage.clinic, left_on=date(2025, 1, 31))
    assert "1 January 2020 to 31 January 2025" in words(open_person(director, stage, former))


def test_what_somebody_earned_elsewhere_after_leaving_is_not_shown(director, stage):
    former = make_person(clinic=make_clinic(), name="Gone")
    make_member(former, "practitioner", stage.clinic, left_on=date(2025, 1, 31))
    version = live_policies()[0]
    here = make_certificate(former, stage.clinic, version, valid_until=date(2027, 1, 1))
    there = make_certificate(former, former.clinics[0], version)
    page = str(open_person(director, stage, former))
    assert here.code in page
    assert there.code not in page
    assert "1 January 2028" not in page


def test_nothing_yet(director, stage, ada):
    page = words(open_person(director, stage, ada))
    assert "None so far. The first is issued on the day" in page
    assert "Nothing has been recorded at your clinics yet." in page


def test_who_never_was_here_does_not_exist(director, stage):
    open_person(director, stage, make_person(), status=404)
    director.open(f"/clinics/{stage.clinic.slug}/people/99999", status=404)


@pytest.mark.parametrize("role", ["practitioner", "director", "administrator"])
def test_it_is_for_the_clinics_own_director(browser, stage, ada, role):
    open_person(browser.sign_in(make_person(role)), stage, ada, status=404)


def test_nobody_sees_their_own_page_this_way(browser, stage, ada):
    open_person(browser.sign_in(ada), stage, ada, status=404)


def test_the_roster_leads_here_and_back(director, stage, ada):
    director.open(f"/clinics/{stage.clinic.slug}/roster")
    director.follow("Ada Okafor")
    assert director.page.h1.text == "Ada Okafor"
    director.follow("Roster of Riverbend")
    assert director.page.h1.text == "Roster"


def test_the_statements_do_not_grow_with_the_history(director, stage, statements, today):
    ada = make_practitioner(stage.clinic, stage.policy, "current", "Ada")
    record("person.renamed", about=ada, by=ada, old="A", new="Ada")
    make_attempt(ada, stage.clinic, stage.module, Right(12), TODAY, stage.adoption)
    address = f"/clinics/{stage.clinic.slug}/people/{ada.id}"
    director.open(address)
    with statements() as few:
        director.open(address)
    for n in range(1, 40):
        by = make_person()
        record("person.joined", about=ada, by=by, clinic=stage.clinic, role="practitioner")
        make_attempt(ada, stage.clinic, stage.module, Right(12), TODAY - timedelta(days=n), stage.adoption)
        make_certificate(ada, stage.clinic, stage.policy, valid_until=TODAY - timedelta(days=n))
    with statements() as many:
        director.open(address)
    assert len(many) == len(few) <= 12, many
