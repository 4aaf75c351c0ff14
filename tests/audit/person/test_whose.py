"""Whose evidence a director sees: of other clinics what counts, of who left what was, of strangers nothing."""

from datetime import date

import pytest

from tests.audit.builders import Right, make_attempt
from tests.audit.person.builders import open_person, record, requirements, timeline
from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import make_certificate, make_pass
from tests.quizzes.builders import adopt
from trainer.credentials.queries import live_policies


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


def test_who_never_was_here_does_not_exist(director, stage):
    open_person(director, stage, make_person(), status=404)
    director.open(f"/clinics/{stage.clinic.slug}/people/99999", status=404)


@pytest.mark.parametrize("role", ["practitioner", "director", "administrator"])
def test_it_is_for_the_clinics_own_director(browser, stage, ada, role):
    open_person(browser.sign_in(make_person(role)), stage, ada, status=404)


def test_nobody_sees_their_own_page_this_way(browser, stage, ada):
    open_person(browser.sign_in(ada), stage, ada, status=404)
