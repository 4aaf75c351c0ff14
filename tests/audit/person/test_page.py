"""One person as the clinic's director sees them: what they hold and why, and the trail behind it."""

from datetime import UTC, date, datetime, timedelta

import time_machine

from tests.audit.builders import TODAY, Right, make_attempt, make_practitioner
from tests.audit.person.builders import RENEWAL, open_person, record, requirements, timeline
from tests.browser import words
from tests.builders import make_person
from tests.credentials.builders import accept, make_certificate, make_entry, make_pass, make_policy, noon
from tests.tamper import tamper
from trainer import trail
from trainer.db import db
from trainer.people import actions as people


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


def test_nothing_yet(director, stage, ada):
    page = words(open_person(director, stage, ada))
    assert "None so far. The first is issued on the day" in page
    assert "Nothing has been recorded at your clinics yet." in page


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
