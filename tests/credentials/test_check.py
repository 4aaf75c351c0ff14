"""The public check page: with the code one sees whose certificate it is and how it stands; without it, nothing."""

from datetime import date

import pytest
import time_machine

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.conftest import make_app
from tests.credentials.builders import accept, make_certificate, make_entry, make_policy, noon
from tests.quizzes.builders import make_content, publish
from trainer.credentials.models import CertificateEntry
from trainer.db import db
from trainer.web.security import limiter

DAY = date(2026, 6, 1)


@pytest.fixture
def clinic(app):
    return make_clinic(name="Riverbend")


@pytest.fixture
def certificate(clinic):
    publish(make_content("a"))
    publish(make_content("b"))
    ada = make_person(clinic=clinic, name="Ada Okafor", email="ada@example.org")
    return make_certificate(ada, clinic, make_policy("a", "b"))


@time_machine.travel(noon(DAY), tick=False)
def test_programs_are_told_the_same_and_never_a_score(browser, certificate):
    browser.open(f"/check/{certificate.code}.json")
    said = browser.response.json
    assert (said["holder"], said["credential"], said["state"]) == ("Ada Okafor", "Needling knowledge", "current")
    assert (said["first_day"], said["last_day"], said["as_of"]) == ("2026-01-01", "2028-01-01", "2026-06-01")
    assert said["stopped_by"] is said["renewed_until"] is said["provenance"] is None
    assert not {word for word in said if "score" in word or "percent" in word}
    browser.open("/check/XXXXXXXXXXXXXXXX.json", status=404)
    assert browser.response.json == {"error": "No certificate has this code."}


@time_machine.travel(noon(DAY), tick=False)
def test_what_is_suspended_says_so_and_names_no_last_day_beside_it(browser, clinic, certificate):
    make_entry(certificate.person, clinic, "suspension", "needling", date(2026, 5, 20))
    page = browser.open(f"/check/{certificate.code}")
    assert words(page.select_one(".state")) == "Stopped"
    assert "This certificate is suspended since 20 May 2026." in words(page)
    browser.open(f"/check/{certificate.code}.json")
    assert (browser.response.json["state"], browser.response.json["stopped_by"]) == ("stopped", "suspension")


@time_machine.travel(noon(DAY), tick=False)
def test_what_the_page_says(browser, certificate):
    page = browser.open(f"/check/{certificate.code}")
    rows = {words(row.dt): words(row.dd) for row in page.select(".rows > div")}
    assert rows["Name"] == "Ada Okafor"
    assert rows["Certificate"] == "Needling knowledge"
    assert rows["What it says"] == "The holder passed a written quiz on each module."
    assert rows["Modules"] == "About a; About b"
    assert (rows["First day"], rows["Last day"]) == ("1 January 2026", "1 January 2028")
    assert rows["Clinic"] == "Riverbend"
    assert words(page.select_one("main .state")) == "Current until 1 January 2028"
    assert page.select_one("main .state .icon")
    assert "valid today, 1 June 2026" in words(page)
    assert "It is not a license and not clearance by itself." in words(page.select_one("main"))
    assert "it says that a written quiz was passed. It is" in words(page)


@time_machine.travel(noon(DAY), tick=False)
def test_the_page_says_what_was_seen_beside_the_quiz(browser, clinic, certificate):
    seen = [
        make_entry(certificate.person, clinic, kind, subject, date(2026, 5, 1))
        for kind, subject in (("license", "CO"), ("practical", "needling/thorax"), ("module", "a"))
    ]
    db.session.add_all(CertificateEntry(certificate_id=certificate.id, entry_id=one.id) for one in seen)
    db.session.commit()
    page = browser.open(f"/check/{certificate.code}")
    assert "a written quiz was passed, a practical was observed and a license was looked up. It is" in words(page)


@time_machine.travel(noon(DAY), tick=False)
@time_machine.travel(noon(DAY), tick=False)
def test_of_an_account_that_was_merged_it_says_what_is_known_of_the_one_that_stays(browser, clinic, certificate):
    """Whoever holds the old code is not told that a revoked certificate is valid."""
    stays = make_person(clinic=clinic, name="Ada Bell")
    newer = make_certificate(stays, clinic, certificate.credential_version, valid_until=date(2028, 3, 1))
    gone = certificate.person
    gone.merged_into_id, gone.merged_at = stays.id, noon(date(2026, 5, 1))
    db.session.commit()
    browser.open(f"/check/{certificate.code}.json")
    assert (browser.response.json["state"], browser.response.json["renewed_until"]) == ("current", "2028-03-01")
    make_entry(stays, clinic, "revocation", "needling", DAY, certificate_id=newer.id, reason="Complaint")
    browser.open(f"/check/{certificate.code}.json")
    assert (browser.response.json["state"], browser.response.json["stopped_by"]) == ("stopped", "revocation")
    assert "valid today" not in words(browser.open(f"/check/{certificate.code}"))


def test_what_has_to_hold_every_day_is_for_the_clinic_to_say(browser, clinic):
    """A card that has run out stops the clearance, not the certificate."""
    every_day = [{"license": "CO", "checked_within_days": 120}, {"document": "cpr", "title": "CPR card"}]
    policy = make_policy(requires=[{"module": "a", "within_months": 24}, *every_day, {"jurisdiction": "adopted"}])
    certificate = make_certificate(make_person(clinic=clinic), clinic, policy)
    with time_machine.travel(noon(DAY), tick=False):
        said = words(browser.open(f"/check/{certificate.code}"))
        browser.open(f"/check/{certificate.code}.json")
    assert "also takes, on every day: License, CO, CPR card, Rules of the state. Whether that is in order" in said
    assert browser.response.json["not_said_here"] == ["License, CO", "CPR card", "Rules of the state"]


def test_what_it_does_not_say(browser, certificate):
    said = words(browser.open(f"/check/{certificate.code}"))
    for private in ("ada@example.org", "right", " of 20", "score", "physical therapist"):
        assert private not in said


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2025, 12, 31), "This certificate is not valid yet. Its first day is 1 January 2026."),
        (date(2026, 1, 1), "This certificate is valid today, 1 January 2026."),
        (date(2028, 1, 1), "This certificate is valid today, 1 January 2028."),
        (date(2028, 1, 2), "This certificate is no longer valid. Its last day was 1 January 2028."),
    ],
)
def test_the_state_is_that_of_today(browser, certificate, day, sentence):
    with time_machine.travel(noon(day), tick=False):
        assert sentence in words(browser.open(f"/check/{certificate.code}"))


def test_today_is_the_day_where_the_clinic_is(browser, certificate):
    with time_machine.travel("2028-01-02T06:59:00+00:00", tick=False):  # a minute before midnight in Denver
        assert "valid today, 1 January 2028" in words(browser.open(f"/check/{certificate.code}"))
    with time_machine.travel("2028-01-02T07:00:00+00:00", tick=False):
        assert "no longer valid" in words(browser.open(f"/check/{certificate.code}"))


def test_the_old_code_tells_until_when_the_newer_one_lasts(browser, clinic):
    ada = make_person(clinic=clinic, name="Ada Okafor")
    make_policy("a", "b")
    accept(ada, clinic, "a", date(2024, 1, 1))
    [old] = accept(ada, clinic, "b", date(2024, 1, 1))
    accept(ada, clinic, "a", date(2025, 12, 1))
    [new] = accept(ada, clinic, "b", date(2025, 12, 2))
    with time_machine.travel(noon(DAY), tick=False):
        page = browser.open(f"/check/{old.code}")
    assert "no longer valid" in words(page)
    assert "Ada Okafor has renewed it. The newer certificate lasts until 1 December 2027." in words(page)
    assert new.code not in str(page)


def test_the_form_takes_the_code_however_it_is_typed(browser, certificate):
    code = certificate.code
    browser.open("/check")
    browser.press("Check", code=f" {code[:4]}-{code[4:8]} {code[8:].lower()} ")
    assert browser.address == f"/check/{code}"
    browser.open(f"/check/{code[:8].lower()}-{code[8:]}")
    assert "Ada Okafor" in words(browser.page)


@pytest.mark.parametrize("typed", ["", "   ", "---"])
def test_without_a_code_the_form_asks_for_one(browser, typed):
    browser.open("/check")
    page = browser.press("Check", code=typed)
    assert "Enter the code that stands on the certificate" in words(page.select_one(".form-error"))


def test_every_wrong_code_gets_the_same_page(browser, certificate):
    """Also one letter off, one letter short, or what tries to be something else."""
    right = certificate.code
    wrong = [
        right[:-1],
        right[:-1] + "Q",
        right + "A",
        "x",
        "%20",
        "'; DROP TABLE certificate; --",
        "A" * 500,
        "ßé",
    ]
    pages = {without_what_was_typed(browser.open(f"/check/{code}", status=404)) for code in wrong}
    assert len(pages) == 1
    assert "No certificate with this code" in pages.pop()
    browser.open("/check/")
    page = browser.press("Check", code="zxtf-wrong", status=404)
    assert page.title.text.startswith("No certificate with this code")
    assert page.select_one("#code")["value"] == "ZXTFWRONG", "to be compared with the paper, letter by letter"


def without_what_was_typed(page) -> str:
    del page.select_one("#code")["value"]
    return str(page.select_one("main"))


@pytest.fixture
def in_earnest(app, tmp_path):
    """The same app as it runs in a clinic: tries are counted."""
    counting = make_app(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"], TESTING=False)
    yield counting.test_client()
    limiter.enabled = False
    limiter.reset()
    with counting.app_context():
        db.engine.dispose()


@pytest.mark.sqlite
def test_guessing_is_slowed_down(in_earnest):
    answers = [in_earnest.get(f"/check/{n}").status_code for n in range(31)]
    assert answers == [404] * 30 + [429]
    programs = [in_earnest.get(f"/check/{n}.json") for n in range(31)]
    assert programs[-1].json["error"].startswith("Wait a minute")
    assert programs[-1].headers["Retry-After"] == "60"
