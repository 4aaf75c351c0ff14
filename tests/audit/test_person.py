"""One person as the clinic's director sees them: what they hold and why, and the trail behind it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from tests.audit.builders import TODAY, Right, make_attempt, make_practitioner
from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import accept, make_certificate, make_entry, make_pass, make_policy, noon
from tests.quizzes.builders import adopt
from tests.tamper import tamper
from trainer import trail
from trainer.credentials import actions
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
        "About a": f"Current Passed on 3 May 2026 ( attempt {attempt.id}, 17 of 20 ), counts until 3 May 2028.",
        "About b": "Missing Not passed yet.",
    }
    assert "It lasts as long as the oldest of what it rests on counts." in words(page)
    assert page.h1.text == "Ada Okafor"
    assert "Physical therapist. As of 1 June 2026, as known today." in words(page)


def test_a_certificate_that_came_without_its_quizzes_stands_for_them(director, stage, ada):
    version = make_policy(
        "a", slug="renewed", title="Renewed", valid={"anchor": "last day", "months": 24}, renewal=RENEWAL
    )
    make_certificate(ada, stage.clinic, version)
    page = open_person(director, stage, ada)
    [sheet] = [one for one in page.select(".sheet") if words(one.h2) == "Renewed"]
    assert {words(line.dd) for line in sheet.select(".rows > div")} == {
        "Current Nothing of its own on record: the certificate stands for it."
    }


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
    assert [words(line) for line in page.select(".timeline-why")] == [
        "Holds from 1 March 2026. Recorded by the system.",
        "Holds from 1 February 2026. Recorded by Dora Díaz.",
    ]
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
    assert words(page.select_one(".timeline-why")) == "Holds from 1 May 2026. Recorded by Ada Okafor."


def test_a_long_trail_is_paged(director, stage, ada):
    for n in range(60):
        trail.record("person.renamed", about=ada, by=ada, old=f"Name {n}", new=f"Name {n + 1}")
    db.session.commit()
    page = open_person(director, stage, ada)
    assert len(timeline(page)) == 50
    assert "from Name 59 to Name 60" in timeline(page)[0]
    director.follow("Next")
    assert "from Name 0 to Name 1" in timeline(director.page)[-1]


def test_the_window_to_renew_is_told_by_the_day(director, stage, ada):
    """Looked at on other days: before it opens, on the last day, in grace, after it."""
    version = make_policy("a", valid={"anchor": "last day", "months": 24}, renewal=RENEWAL)
    make_certificate(ada, stage.clinic, version, valid_from=date(2026, 1, 1), valid_until=date(2028, 2, 29))
    for day, words_of_it in {
        "2027-11-30": "The window to renew opens on 1 December 2027. What comes before renews nothing.",
        "2028-02-29": "The window to renew is open since 1 December 2027; 29 February 2028 is the last day in time.",
        "2028-03-30": "In grace until 30 March 2028: not cleared, and the refresher is still enough to renew.",
        "2028-03-31": "Grace ended on 30 March 2028. Everything is asked for again.",
    }.items():
        page = open_person(director, stage, ada, f"?as_of={day}")
        assert words_of_it in words(page.select_one(".sheet")), day
        assert ("Cleared until 29 February 2028." in words(page.select_one(".sheet"))) == (day <= "2028-02-29")


def test_whose_name_was_another_and_who_is_somebody_else(director, stage, ada):
    make_certificate(ada, stage.clinic, stage.policy, holder_name="Ada Bell")
    page = words(open_person(director, stage, ada))
    assert "under version 1 of the policy, to Ada Bell, as the name was then" in page
    gone = make_practitioner(stage.clinic, stage.policy, "missing", "Ada O.")
    gone.merged_into_id, gone.merged_at = ada.id, noon(date(2026, 5, 1))
    db.session.commit()
    assert "found on 1 May 2026, 12:00 to be of the same human being" in words(open_person(director, stage, gone))
    page = open_person(director, stage, gone, "?as_of=2026-04-30&as_known_on=2026-04-30")
    assert "same human being" not in words(page)


def test_what_came_with_another_account_was_not_known_before_the_merger(director, stage, ada):
    """Else the certificate, revoked long since, would be shown as hers and as current."""
    gone = make_practitioner(stage.clinic, stage.policy, "missing", "Ada O.")
    theirs = make_certificate(gone, stage.clinic, stage.policy)
    make_entry(
        gone, stage.clinic, "revocation", "needling", date(2026, 2, 1), certificate_id=theirs.id, reason="Complaint"
    )
    gone.merged_into_id, gone.merged_at = ada.id, noon(date(2026, 5, 1))
    db.session.commit()
    then, since = "?as_of=2026-04-30&as_known_on=2026-04-30", "?as_of=2026-05-02&as_known_on=2026-05-02"
    assert theirs.code not in str(open_person(director, stage, ada, then))
    assert theirs.code in str(open_person(director, stage, ada, since))
    ledger = f"/clinics/{stage.clinic.slug}/people/{ada.id}/ledger"
    assert "Complaint" not in words(director.open(f"{ledger}{then}"))
    assert "Complaint" in words(director.open(f"{ledger}{since}"))
    there = f"/clinics/{stage.clinic.slug}/people/{ada.id}/standing"
    known, later = words(director.open(f"{there}{then}").select_one("main")).split("Recorded later")
    assert "Complaint" not in known
    assert "Complaint" in later
    assert "Recorded later" not in words(director.open(f"{there}{since}"))


RENEWAL = {"opens_days_before": 90, "grace_days": 30, "requires": [{"module": "a", "within_months": 24}]}
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
    assert f"( attempt {there.id}, 18 of 20 )" in requirements(page)["About a"]
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
    assert len(many) == len(few) <= 13, many
