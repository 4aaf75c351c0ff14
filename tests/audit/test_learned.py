"""What was learned since: whose state on a day is another by what is known now, and what came in."""

from datetime import date

import pytest

from tests.audit.builders import make_practitioner
from tests.browser import words
from tests.builders import LONG_AGO, make_clinic, make_member, make_person
from tests.credentials.builders import make_certificate, make_entry, make_policy, noon
from trainer.db import db

INCIDENT, LEARNED = date(2026, 3, 14), date(2026, 4, 20)
THEN = "?as_of=2026-03-14&as_known_on=2026-03-14"


@pytest.fixture
def ada(stage):
    """Cleared on the day by all that was known; in April her certificate was found wrong."""
    ada = make_practitioner(stage.clinic, stage.policy, "missing", "Ada Okafor")
    make_entry(ada, stage.clinic, "leave", "", date(2026, 1, 5), until_on=date(2026, 1, 9))  # was known then
    certificate = make_certificate(ada, stage.clinic, stage.policy)
    make_entry(
        ada,
        stage.clinic,
        "correction",
        "needling",
        certificate.valid_from,
        recorded_at=noon(LEARNED),
        by_id=stage.director.id,
        certificate_id=certificate.id,
        reason="Somebody else sat the quiz.",
    )
    return ada


def learned(director, stage, query=THEN, status=200):
    return director.open(f"/clinics/{stage.clinic.slug}/roster/learned{query}", status)


def test_old_to_new_with_what_came_in_between(director, stage, ada):
    make_practitioner(stage.clinic, stage.policy, "current", "Ben Ito")  # nothing was learned about him
    director.open(f"/clinics/{stage.clinic.slug}/roster{THEN}")
    page = director.follow("What was learned since: 1 person stands differently by what is known now")
    [section] = page.select("section.sheet")
    assert words(section) == (
        "Ada Okafor Current as known then, Missing as known now. Why : Ada Okafor "
        "Recorded 20 April 2026, 12:00 Correction, holds from 1 January 2026 By Dora Díaz: Somebody else sat the quiz."
    )
    assert "As of 14 March 2026, as known on 14 March 2026 and as known today, 1 June 2026." in words(page)


def test_a_day_in_the_past_is_compared_with_what_was_known_on_it(director, stage, ada):
    page = director.open(f"/clinics/{stage.clinic.slug}/roster?as_of=2026-03-14")
    assert "1 person stands differently" in words(page)
    assert "1 person stands differently" in words(learned(director, stage, "?as_of=2026-03-14"))


def test_what_changes_no_state_is_not_listed(director, stage, ada):
    page = director.open(f"/clinics/{stage.clinic.slug}/roster?as_of=2026-03-14&as_known_on=2026-05-01")
    assert "Nothing that was recorded since changes how anybody stood" in words(page)
    page = learned(director, stage, "?as_of=2026-03-14&as_known_on=2026-05-01")
    assert "Nothing that matters was learned" in words(page)


def test_a_late_certificate_and_a_late_arrival(director, stage):
    """Issued in April for a time from January on, to somebody who was entered in April."""
    ben = make_person(None, name="Ben Ito")
    make_member(ben, "practitioner", stage.clinic, recorded_at=noon(LEARNED))
    make_certificate(ben, stage.clinic, stage.policy, issued_at=noon(LEARNED))
    [section] = learned(director, stage).select("section.sheet")
    assert "not on the roster as known then, Current as known now" in words(section)
    assert "Recorded 20 April 2026, 12:00 Certificate, holds from 1 January 2026 By the system" in words(section)


def test_a_leaving_that_was_entered_late(director, stage):
    cleo = make_person(None, name="Cleo Øst")
    make_member(
        cleo,
        "practitioner",
        stage.clinic,
        recorded_at=LONG_AGO,
        left_on=date(2026, 3, 1),
        ended_at=noon(LEARNED),
    )
    [section] = learned(director, stage).select("section.sheet")
    assert "Missing as known then, not on the roster as known now" in words(section)
    assert "what changed is when Cleo Øst practiced here" in words(section)


def test_a_merger_says_so_on_both_accounts(director, stage):
    ada, gone = (make_practitioner(stage.clinic, stage.policy, "missing", name) for name in ("Ada Okafor", "Ada O."))
    make_certificate(gone, stage.clinic, stage.policy)
    gone.merged_into_id, gone.merged_at = ada.id, noon(LEARNED)
    db.session.commit()
    page = learned(director, stage)
    assert len(page.select("section.sheet")) == 2
    for section in page.select("section.sheet"):
        assert "Recorded 20 April 2026, 12:00 Merger with another account of the same human being" in words(section)
        assert "By an administrator" in words(section)


def test_another_clinic_and_another_credential_have_their_own(director, stage, ada):
    make_policy("b", slug="second", title="Second")
    assert not learned(director, stage, f"{THEN}&credential=second").select("section.sheet")
    make_practitioner(make_clinic(), stage.policy, "missing", "Eve")
    assert len(learned(director, stage).select("section.sheet")) == 1


@pytest.mark.parametrize("query", ["", "?as_of=2026-07-01"])
def test_where_both_clocks_say_now_there_is_nothing_to_compare(director, stage, ada, query):
    learned(director, stage, query, status=404)


def test_few_statements_however_many_people(director, stage, ada, statements):
    def fill(number):
        for n in range(number):
            person = make_practitioner(stage.clinic, stage.policy, "missing", f"P{n}")
            make_certificate(person, stage.clinic, stage.policy, issued_at=noon(LEARNED))

    learned(director, stage)
    with statements() as few:
        learned(director, stage)
    fill(30)
    with statements() as many:
        assert len(learned(director, stage).select("section.sheet")) == 31
    assert len(many) == len(few) <= 10, many
