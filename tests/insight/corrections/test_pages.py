"""From a contested question to a new result, page by page; and what others must not see."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.browser import words
from tests.builders import make_person
from tests.insight.corrections.builders import (
    FAULTY,
    WRONG_TWICE,
    another_clinic,
    approve,
    key,
    make_ward,
    propose,
    sit,
)
from trainer.clock import now
from trainer.credentials import queries as credentials
from trainer.db import db
from trainer.insight.corrections import actions, tasks
from trainer.insight.corrections.models import Contest, Correction, CorrectionDecision
from trainer.insight.corrections.touching import touched
from trainer.mail import Letter

pytestmark = pytest.mark.sqlite  # what is written is told on both engines in test_effects


def test_from_a_contest_to_a_new_result(clock, browser, statements):
    ward = make_ward()
    ada, ben = ward.person("Ada Okafor"), ward.person("Ben Ito")
    failed = sit(ada, ward, WRONG_TWICE)
    sit(ben, ward, {"lungs-anatomy-1": "wrong"})
    number = next(n for n, one in enumerate(failed.form, 1) if one["item"] == ward.item.id)
    clock.shift(timedelta(days=2))

    holder = browser.sign_in(ada)
    holder.open(f"/attempts/{failed.id}/result")
    holder.follow(f"Contest this question {number}")
    holder.press("Contest this question", status=422)
    page = holder.press("Contest this question", words="The wrong one is right: see Somebody 2020.")
    assert "It waits for an educator’s answer" in words(page.select_one(f"#question-{number}"))
    contest = db.session.scalars(db.select(Contest)).one()
    assert (contest.item_version_id, contest.made_by_id, contest.number) == (ward.item.id, ada.id, number)
    browser.sign_in(ben).open(f"/attempts/{failed.id}/questions/{number}/contest", status=404)
    tasks.tell_educators()
    tasks.tell_educators()
    told = db.session.scalars(db.select(Letter.to).where(Letter.subject == "1 question contested")).all()
    assert told == [ward.educator.email], "once a day"

    educator = browser.sign_in(ward.educator)
    with statements() as seen:
        page = educator.open("/contests/")
    assert len(seen) < 8, seen
    row = words(page.select("tbody tr")[0])
    assert row.startswith("What about lungs-anatomy-0?")
    assert "Contested (1)" in words(page.select_one(".site-nav"))
    with statements() as seen:
        page = educator.follow("What about lungs-anatomy-0?")
    assert len(seen) < 8, seen
    assert "see Somebody 2020" in words(page.main)
    assert "Answered: lungs-anatomy-0 wrong" in words(page.main)
    assert {words(row.th): words(row.select("td")[-1]) for row in page.select("tbody tr")} == {
        "lungs-anatomy-0 right": "1",
        "lungs-anatomy-0 wrong": "1",
        "lungs-anatomy-0 false": "0",
    }
    educator.press("Answer", status=422)
    other = browser.sign_in(make_person("educator", ward.clinic, name="Olga Fuchs"))
    other.open(educator.address.replace(f"answers/{contest.id}", f"{ward.item.id}/"))
    educator.press("Answer", upheld="yes", words="So it is. It will be corrected.")
    page = words(other.press("Answer", status=422, upheld="no", words="It stands, says the second source.").main)
    assert "Edda Berg has answered this one since you opened the page, so yours was not sent" in page
    assert "You typed: “It stands, says the second source.”" in page
    assert "Not upheld" not in page
    assert "Upheld. So it is." in words(educator.page.main)

    educator.follow("See what a correction would do")
    educator.press("See what it would do", status=422, remedy="key", reason="The key is wrong.")
    assert "This is the key that it has" in words(educator.page.select_one(".error-summary"))
    options = {words(one): one.input["value"] for one in educator.page.select(".other-key .check-row")}
    answers = {"remedy": "key", "reason": "The key is wrong.", "k_key": options["lungs-anatomy-0 wrong"]}
    with statements() as seen:
        page = educator.press("See what it would do", **answers)
    assert len(seen) < 8, [len(seen), *[one[:70] for one in seen]]
    counts = {
        words(one.select_one(".count-word")): one.select_one(".count-number").text for one in page.select(".count")
    }
    assert (counts["would now pass"], counts["keeps a pass they would not get now"]) == ("1", "1")
    assert "Ada" not in words(page.main), "an educator learns how far it reaches, not whom it meets"
    educator.press("All of it as CSV")
    assert educator.response.text.count("\r\n") == 3
    assert "Ada" not in educator.response.text
    sit(ward.person("Cem Kaya"), ward, {})
    page = educator.press("Propose it to the directors", status=422)
    assert "it stands otherwise now" in words(page.select_one(".error-summary"))
    other.open(f"/corrections/new/{ward.item.id}/")
    other.press("See what it would do", remedy="drop", reason="Two options are defensible.")
    educator.press("Propose it to the directors")
    page = words(other.press("Propose it to the directors", status=422).main)
    assert "Edda Berg has proposed correction 1 of it since you opened this page. Read it first" in page
    assert other.page.select_one("[name=reason]").text.strip() == "Two options are defensible."
    correction = db.session.scalars(db.select(Correction)).one()
    assert (correction.radius["tally"]["attempts"], correction.policy["title"]) == (3, "In the examinee’s favor")
    with statements() as seen:
        educator.open("/corrections/")
    assert len(seen) < 8, seen

    director = browser.sign_in(ward.director)
    here = f"/clinics/{ward.clinic.slug}/corrections"
    director.open("/")
    director.follow("What needs doing today at " + ward.clinic.name)
    page = director.follow("1 correction of results waits for your decision")
    assert director.address == here
    assert "Waits for you" in words(page.main)
    link = f"Correction {correction.id}"
    with statements() as seen:
        page = director.follow(link)
    assert len(seen) < 8, [len(seen), *[one[:70] for one in seen]]
    assert "Ada Okafor" in words(page.main)
    director.press("Decline", status=422)
    second = browser.sign_in(make_person("director", ward.clinic, name="Dirk Olm"))
    second.open(director.address)
    director.press(f"Approve for {ward.clinic.name}", words="Seen.")
    assert "Approved by Dora Díaz" in words(director.page.main)
    page = words(second.press("Decline", status=422, words="Not without the source.").main)
    assert "What you typed is not on the record: “Not without the source.”" in page
    assert "Declined by" not in page
    assert "Ben Ito , until 2 June 2026" in words(director.page.main)
    assert db.session.scalars(db.select(CorrectionDecision).where(CorrectionDecision.clinic_id.is_not(None))).one()
    director.open(f"{here}/{correction.id}/effects.csv")
    assert "Ada Okafor" in director.response.text

    page = holder.open(f"/attempts/{failed.id}/result")
    assert words(page.select_one("#stands")) == "Passed, marked again"
    assert "The key is wrong." in words(page.main)
    before = page.select_one("main details .verdict-word")
    assert words(before) == "Not passed", "the old result stays readable as it was"
    assert "So it is. It will be corrected." in words(page.main)
    assert "Right is: lungs-anatomy-0 wrong" in words(page.select_one(f"#question-{number}"))
    assert len(credentials.certificates_of(ada)) == 1
    page = holder.open("/modules/lungs/quiz")
    assert "Passed, marked again; at first 2 of 4" in words(page.main)
    sitter = browser.sign_in(ben)
    assert "you are offered a retest until 2 June 2026" in words(sitter.open("/"))
    page = sitter.follow("What became of your result")
    assert sitter.address == f"/attempts/{failed.id + 1}/result"
    assert "the pass that was given stays yours" in words(page.main)
    assert "You are offered a retest" in words(page.main)
    clock.shift(timedelta(minutes=1))
    sit(ben, ward, {})
    page = sitter.open(f"/attempts/{failed.id + 1}/result")
    assert "You were offered a retest, and have begun it." in words(page.main)
    line = director.open(f"/clinics/{ward.clinic.slug}/people/{ada.id}")
    assert "marked again under correction" in words(line.main)
    assert "3 of 4, passed" in words(line.main)


def test_what_was_sat_under_an_account_that_was_merged_is_ones_own(clock, browser):
    ward = make_ward()
    old, ada, ben = ward.person("Ada Gone"), ward.person("Ada Okafor"), ward.person("Ben Ito")
    failed = sit(old, ward, WRONG_TWICE)
    clock.shift(timedelta(hours=2))
    old.merged_into_id, old.merged_at, old.deactivated_at = ada.id, now(), now()
    db.session.commit()

    holder = browser.sign_in(ada)
    page = holder.open("/modules/lungs/quiz")
    assert "Not passed with 2 of 4" in words(page.main)
    assert "Start the quiz" not in words(page.main), "whoever has two accounts has no second set of attempts"
    number = next(n for n, one in enumerate(failed.form, 1) if one["item"] == ward.item.id)
    holder.open(f"/attempts/{failed.id}/result")
    holder.follow(f"Contest this question {number}")
    holder.press("Contest this question", words="The wrong one is right.")
    contest = db.session.scalars(db.select(Contest)).one()
    assert contest.made_by == ada
    actions.answer(contest, True, "So it is.", ward.educator)
    correction = propose(ward, "key", key(ward.item, "wrong"))
    director = browser.sign_in(ward.director)
    for _ in range(2):  # before and after it is decided
        page = director.open(f"/clinics/{ward.clinic.slug}/corrections/{correction.id}")
        assert "Ada Okafor, sat as Ada Gone" in words(page.main)
        assert "1 certificate would be issued" in words(page.main)
        approve(ward, correction) if correction.decisions == [] else None
    line = director.open(f"/clinics/{ward.clinic.slug}/people/{ada.id}")
    assert "marked again under correction" in words(line.main), "on the file that the person goes by today"
    assert "The key is wrong.." not in words(line.main)
    holder = browser.sign_in(ada)
    told = db.session.scalars(db.select(Letter).where(Letter.to.in_([old.email, ada.email]))).all()
    assert {one.to for one in told if "attempts/" in one.text} == {ada.email}
    page = holder.open(f"/attempts/{failed.id}/result")
    assert words(page.select_one("#stands")) == "Passed, marked again"
    assert "So it is." in words(page.main)
    assert len(credentials.certificates_of(ada)) == 1
    browser.sign_in(ben).open(f"/attempts/{failed.id}/result", status=404)


def test_other_clinics_and_strangers(clock, browser):
    ward = make_ward()
    other = another_clinic(ward)
    sit(ward.person("Ada Okafor"), ward, WRONG_TWICE)
    educator = browser.sign_in(ward.educator)
    educator.open(f"/corrections/new/{ward.item.id}/")
    educator.press("See what it would do", remedy="credit", reason="Faulty.")
    educator.press("Propose it to the directors")
    correction = db.session.scalars(db.select(Correction)).one()
    elsewhere = browser.sign_in(other.director)
    elsewhere.open(f"/clinics/{ward.clinic.slug}/corrections/{correction.id}", status=404)
    page = elsewhere.open(f"/clinics/{other.clinic.slug}/corrections/{correction.id}")
    assert "Ada" not in words(page.main)
    assert "no result changes" in words(page.main)
    browser.sign_in(make_person()).open(f"/corrections/{correction.id}/", status=403)
    educator.open(f"/corrections/{correction.id}/")
    educator.press("Withdraw this correction", reason="Looked at again.")
    page = browser.sign_in(ward.director).open(f"/clinics/{ward.clinic.slug}/corrections/{correction.id}")
    assert f"withdrawn by {correction.withdrawal.by.name}" in words(page.main)


def test_a_manuscript_leads_to_what_its_key_would_do_until_that_is_done(clock, app):
    ward = make_ward()
    sit(ward.person("Ada Okafor"), ward, WRONG_TWICE)
    written: Any = SimpleNamespace(id=7, document=key(ward.item, "wrong"), part=SimpleNamespace(slug=FAULTY))

    def leads_to() -> str | None:
        with app.test_request_context():
            found = touched(ward.version.module_id, written)
        return found.url if found else None

    assert leads_to() == f"/corrections/preview/{ward.item.id}/7/"
    actions.decline(propose(ward, "key", key(ward.item, "wrong")), ward.clinic, ward.director, "Not so.")
    db.session.commit()
    assert leads_to() == f"/corrections/preview/{ward.item.id}/7/", "what was declined is not done"
    correction = propose(ward, "key", key(ward.item, "wrong"))
    assert leads_to() == f"/corrections/{correction.id}/"
    approve(ward, correction)
    db.session.expire_all()
    assert leads_to() is None
    written.document = key(ward.item, "false")
    assert leads_to() == f"/corrections/preview/{ward.item.id}/7/", "another key is another question"
