"""Behind a cell: why somebody is cleared or not, by which events in both clocks, on what evidence."""

from datetime import date

import pytest

from tests.audit.builders import Right, make_attempt, make_practitioner
from tests.browser import words
from tests.builders import LONG_AGO, make_clinic, make_member, make_person
from tests.credentials.builders import make_certificate, make_entry, make_pass, make_policy, noon

LEARNED = date(2026, 4, 20)
THORAX = {
    "practical": "needling",
    "region": "thorax",
    "title": "Needling at the thorax",
    "within_months": 24,
    "checklist": ["Names the risk", "Shows the landmark"],
}


@pytest.fixture
def thorax(stage):
    return make_policy(
        slug="thorax",
        title="Thorax endorsement",
        clears=["thorax"],
        requires=[THORAX, {"license": "CO", "checked_within_days": 120}],
        valid={"anchor": "completion", "months": 24},
    )


@pytest.fixture
def ada(stage):
    return make_practitioner(stage.clinic, stage.policy, "missing", "Ada Okafor")


def why(director, stage, person, query="", status=200):
    return director.open(f"/clinics/{stage.clinic.slug}/people/{person.id}/standing{query}", status)


def reasons(page, place="#why") -> list[str]:
    return [words(one) for one in page.select_one(place).find_parent("section").select(".reason")]


def events(page) -> list[str]:
    return [words(one) for one in page.select(".timeline > li")]


def test_a_cell_leads_to_its_reasons(director, stage, ada, thorax):
    make_entry(ada, stage.clinic, "license", "CO", date(2026, 1, 21))
    director.open(f"/clinics/{stage.clinic.slug}/roster?credential=thorax&as_of=2026-06-02&as_known_on=2026-06-01")
    cell = director.page.select_one("tbody td a")
    page = director.open(cell["href"])
    assert "As of 2 June 2026, as known on 1 June 2026." in words(page.select_one(".lead"))
    assert words(page.select_one("#why")) == (
        "Not cleared for thorax: Needling at the thorax missing; License, CO last checked 132 days ago, limit 120."
    )
    assert reasons(page) == [
        "No certificate : missing",
        "Needling at the thorax missing : missing",
        "License, CO last checked 132 days ago, limit 120 : lapsed",
    ]


def test_events_have_both_clocks_and_who(director, stage, ada, thorax):
    learned = make_entry(
        ada,
        stage.clinic,
        "license",
        "CO",
        date(2026, 3, 1),
        recorded_at=noon(LEARNED),
        by_id=stage.director.id,
        details={"number": "PT 123", "source": "the state's register", "found": "Active"},
    )
    page = why(director, stage, ada, "?credential=thorax")
    [line] = events(page)
    assert line == (
        f"License check, line {learned.id} CO PT 123: in good standing. “Active”, looked up at the state's register "
        "Holds from 1 March 2026 . Recorded 20 April 2026, 12:00 by Dora Díaz, Riverbend."
    )
    assert "PT 123" in words(page.select_one("#evidence").find_next("dl"))


def test_what_was_recorded_later_stands_apart(director, stage, ada):
    certificate = make_certificate(ada, stage.clinic, stage.policy)
    make_entry(
        ada,
        stage.clinic,
        "correction",
        "needling",
        certificate.valid_from,
        recorded_at=noon(LEARNED),
        certificate_id=certificate.id,
        reason="Somebody else sat the quiz.",
    )
    then = why(director, stage, ada, "?as_of=2026-03-14&as_known_on=2026-03-14")
    assert words(then.select_one("#why")) == "Cleared until 1 January 2028."
    later = then.select_one("#later").find_next("ol")
    assert "Somebody else sat the quiz." in words(later)
    now = why(director, stage, ada, "?as_of=2026-03-14")
    assert words(now.select_one("#why")).startswith("Not cleared: About a missing")
    assert not now.select("#later")


def test_evidence_of_a_certificate(director, stage, ada, today):
    attempt = make_attempt(ada, stage.clinic, stage.module, Right(18), today, stage.adoption)
    make_pass(ada, stage.clinic, "a", today, evidence=f"attempt {attempt.id}")
    make_pass(ada, make_clinic(name="Lakeside"), "b", today, evidence="attempt 999")
    page = why(director, stage, ada)
    proofs = [words(one) for one in page.select("#evidence ~ dl dd")]
    assert "Sat for Lakeside." in " ".join(proofs)
    link = page.select_one("#evidence ~ dl a[href*='#attempt-']")
    assert link["href"].endswith(f"/people/{ada.id}#attempt-{attempt.id}")
    assert director.open(link["href"]).select_one(f"#attempt-{attempt.id}")


def test_a_checklist_says_what_was_met(director, stage, ada, thorax):
    make_entry(
        ada,
        stage.clinic,
        "practical",
        "needling/thorax",
        date(2026, 5, 3),
        details={"title": "Needling at the thorax", "checklist": THORAX["checklist"], "missed": []},
    )
    page = why(director, stage, ada, "?credential=thorax")
    assert [words(one) for one in page.select("#evidence ~ dl li")] == [
        "Names the risk: met",
        "Shows the landmark: met",
    ]


def test_a_suspension_gives_the_reason(director, stage):
    ben = make_practitioner(stage.clinic, stage.policy, "current", "Ben Ito")
    make_entry(ben, stage.clinic, "suspension", "needling", date(2026, 5, 1), reason="An incident.")
    page = why(director, stage, ben)
    assert words(page.select_one("#why")) == "Not cleared: suspended since 1 May 2026 (“An incident.”)."
    assert "Stopped" in words(page.select_one(".state"))


def test_of_days_elsewhere_nothing_is_shown(director, stage, today):
    """Former members: the days on which they practiced here are this clinic's business, the others are not."""
    cleo = make_person(None, name="Cleo Øst")
    last = date(2026, 5, 1)
    make_member(
        cleo,
        "practitioner",
        stage.clinic,
        joined_on=date(2026, 2, 1),
        recorded_at=LONG_AGO,
        left_on=last,
        ended_at=noon(last),
    )
    make_member(cleo, "practitioner", make_clinic())
    assert why(director, stage, cleo, "?as_of=2026-05-01").select_one("#why")
    assert why(director, stage, cleo, "?as_of=2026-05-02&as_known_on=2026-04-30").select_one("#why")
    for query in ("", "?as_of=2026-05-02", "?as_of=2026-01-31"):
        page = why(director, stage, cleo, query)
        assert "Not at the clinic on that day" in words(page)
        assert not page.select("#why, .timeline")


def test_a_credential_that_the_clinic_did_not_follow(director, stage, ada):
    page = why(director, stage, ada, "?credential=other")
    assert "Not followed on that day" in words(page)


def test_a_day_that_is_none_is_said_beside_the_field(director, stage, ada):
    page = why(director, stage, ada, "?as_of=soon&as_known_on=2026-05-01")
    assert words(page.select_one("#as_of-error")) == "Enter a date, like 2027-03-01"
    assert page.select_one("#as_known_on")["value"] == "2026-05-01"


def test_who_is_a_stranger_does_not_exist(director, browser, stage, ada):
    why(director, stage, make_person(clinic=make_clinic()), status=404)
    other = browser.sign_in(make_person("director", make_clinic()))
    why(other, stage, ada, status=404)


def test_the_statements_do_not_grow_with_the_record(director, stage, ada, statements):
    def count():
        with statements() as seen:
            why(director, stage, ada)
        return seen

    why(director, stage, ada)
    few = count()
    for n in range(20):
        make_pass(ada, stage.clinic, "a", date(2026, 5, 1 + n), by_id=stage.director.id)
    many = count()
    assert len(many) <= len(few) <= 10, few
