"""In a real browser: a wrong key is contested, previewed, corrected and approved; the holder sees what came of it."""

import re

import pytest
import time_machine
from playwright.sync_api import expect

from tests.insight.corrections.builders import FAULTY, FIRST, WRONG_TWICE, key, make_ward, sit
from trainer.banks.authoring import actions as authoring
from trainer.banks.authoring.models import Part, PartVersion
from trainer.db import db


@pytest.fixture
def ward(app):
    with time_machine.travel(FIRST):
        yield make_ward()


def in_a_manuscript(ward) -> PartVersion:
    """The item with another key, as an educator saves it in the workbench."""
    manuscript = authoring.open_manuscript(ward.educator, ward.version, "lungs", "About lungs")
    part = db.session.scalars(db.select(Part).where(Part.manuscript_id == manuscript.id, Part.slug == FAULTY)).one()
    saved = authoring.save(ward.educator, part, key(ward.item, "wrong"), 1)
    db.session.commit()
    assert isinstance(saved, PartVersion)
    return saved


def test_a_wrong_key_from_the_contest_to_the_certificate(ward, windows):
    ada, ben = ward.person("Ada Okafor"), ward.person("Ben Ito")
    attempt = sit(ada, ward, WRONG_TWICE)
    sit(ben, ward, {"lungs-anatomy-1": "wrong"})
    number = next(n for n, one in enumerate(attempt.form, 1) if one["item"] == ward.item.id)

    phone = windows(ada, width=390)
    page = phone.open(f"/attempts/{attempt.id}/result")
    page.locator(f"#question-{number}").get_by_role("link", name="Contest this question").click()
    phone.assert_good()
    page.get_by_label("What is wrong with it").fill("The other option is right: see the passage.")
    page.get_by_role("button", name="Contest this question").click()
    expect(page.locator(f"#question-{number}")).to_contain_text("It waits for an educator’s answer")
    phone.assert_good()

    desk = windows(ward.educator)
    page = desk.open("/contests/")
    desk.assert_good()
    page.get_by_role("link", name="What about lungs-anatomy-0?").click()
    expect(page.get_by_text("see the passage")).to_be_visible()
    page.get_by_label("Upheld: the question is wrong").check()
    page.get_by_label("Your answer").fill("You are right. It is corrected.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("It stands on the result page")).to_be_visible()
    desk.assert_good()
    page.get_by_role("link", name="See what a correction would do").click()
    desk.assert_good()
    expect(page.get_by_role("group", name="Right options")).to_be_hidden()
    page.get_by_label("Mark with another key").check()
    page.get_by_role("group", name="Right options").get_by_label("lungs-anatomy-0 right").uncheck()
    page.get_by_role("group", name="Right options").get_by_label("lungs-anatomy-0 wrong").check()
    page.get_by_label("Reason", exact=True).fill("The key was the wrong option.")
    page.get_by_role("button", name="See what it would do").press("Enter")
    expect(page.locator(".count").filter(has_text="would now pass")).to_contain_text("1")
    desk.assert_good()
    page.get_by_role("button", name="Propose it to the directors").click()
    expect(page.get_by_text("No clinic has decided yet.")).to_be_visible()
    desk.assert_good()
    desk.open("/corrections/")
    desk.assert_good()
    written = in_a_manuscript(ward)
    part = written.part
    page = desk.open(f"/manuscripts/{part.manuscript_id}/parts/{part.id}/")
    page.get_by_role("link", name="See what it would do to those who answered").click()
    expect(page.get_by_text("No clinic has decided yet.")).to_be_visible()
    page = desk.open(f"/corrections/preview/{ward.item.id}/{written.id}/")
    expect(page.get_by_text("version 2 in its manuscript")).to_be_visible()
    desk.assert_good()

    office = windows(ward.director, width=390)
    page = office.open(f"/clinics/{ward.clinic.slug}/corrections")
    office.assert_good()
    page.get_by_role("link", name=re.compile("Correction ")).first.click()
    expect(page.get_by_text("Ada Okafor")).to_be_visible()
    office.assert_good()
    page.get_by_role("button", name=f"Approve for {ward.clinic.name}").click()
    expect(page.get_by_text("Approved by Dora Díaz")).to_be_visible()
    office.assert_good()

    page = phone.open(f"/attempts/{attempt.id}/result")
    expect(page.get_by_role("heading", name="Passed, marked again")).to_be_visible()
    page.get_by_text("The result as it was given").click()
    expect(page.get_by_text("Not passed", exact=True)).to_be_visible()
    expect(page.get_by_text("You are right. It is corrected.")).to_be_visible()
    phone.assert_good()
    page.get_by_role("link", name="See what this earns").first.click()
    expect(page.get_by_text("Needling knowledge").first).to_be_visible()
