"""In a real browser: from a pasted text to a published item that a practitioner is asked, reviewed by keyboard."""

import re

from playwright.sync_api import Page, expect

from tests.banks.builders import adopt, live_version
from tests.banks.reviewing.builders import make_manuscript, submit, write
from tests.builders import make_clinic, make_person
from tests.journeys.test_drafts import TEXT, draft_is
from tests.journeys.walks import fill_in, follow, heading_is, press, take_quiz
from trainer.db import db


def accept_drafts(page: Page) -> int:
    """Paste the text and accept every draft by key; how many there were."""
    follow(page, "Draft from a text")
    fill_in(page, Paste_a_text=TEXT)
    press(page, "Read it and draft questions")
    heading_is(page, "Drafts: Needle safety at the desk")
    link = page.get_by_role("link", name=re.compile(r"Review \d+ open drafts"))
    total = int(re.findall(r"\d+", link.inner_text())[0])
    link.click()
    for position in range(1, total + 1):
        draft_is(page, position, total)
        page.keyboard.press("a")
        if page.locator(".draft-panel[open]").count():  # the lint found something: it is let stand, with a reason
            for field in page.locator("#accept input[type=text]").all():
                field.fill("The text says it in these words")
            page.keyboard.press("Enter")
    heading_is(page, "Drafts: Needle safety at the desk")
    return total


def test_from_a_pasted_text_to_a_published_item(windows):
    clinic = make_clinic()
    ada, bo = (make_person("educator", clinic, name=name) for name in ("Ada Lang", "Bo Berg"))
    page = windows(ada).open("/drafts/")
    total = accept_drafts(page)
    page.goto("/manuscripts/")
    follow(page, "New module")
    fill_in(page, Title="Needles at our desk", Short_name="needles")
    press(page, "Begin")
    heading_is(page, "Needles at our desk")
    follow(page, "Take drafts from a text")
    press(page, f"Take {total} drafts of Needle safety at the desk")
    expect(page.get_by_text(f"{total} drafts are here as items now.")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"Hand in \d+ drafts")).click()
    expect(page.get_by_text(re.compile(r"\d+ parts wait for a reviewer now"))).to_be_visible()

    other = windows(bo).open("/reviews/")
    link = other.get_by_role("link", name=re.compile(r"Review \d+ parts"))
    many = int(re.findall(r"\d+", link.inner_text())[0])
    assert many > total
    link.click()
    for number in range(1, many + 1):
        expect(other.locator(".lead")).to_have_text(f"1 of {many - number + 1} that you can review")
        other.wait_for_load_state()
        other.keyboard.press("a")
    expect(other.get_by_text("Nothing is left that you could review.")).to_be_visible()

    page.goto("/manuscripts/")
    follow(page, "Needles at our desk")
    follow(page, "Publish")
    press(page, "Publish this module")
    heading_is(page, "Bank: Needles at our desk")
    adopt(clinic, "needles")
    page = windows(make_person("practitioner", clinic)).open("/modules/")
    follow(page, "Needles at our desk")
    follow(page, "Take the quiz")
    take_quiz(page)
    expect(page.locator(".verdict.is-passed")).to_be_visible()


def test_every_verdict_has_its_key(windows, tmp_path):
    clinic = make_clinic()
    ada, bo = (make_person("educator", clinic, name=name) for name in ("Ada Lang", "Bo Berg"))
    manuscript = make_manuscript(ada, tmp_path)
    submit(ada, *(write(ada, manuscript, slug, stem=f"What about number {slug}?") for slug in ("one", "two", "three")))
    page = windows(bo).open("/reviews/1/")
    page.goto("/reviews/")
    follow(page, "Review 3 parts")

    def is_at(slug: str) -> None:
        heading_is(page, f"Review item {slug}")
        page.wait_for_load_state()

    is_at("one")
    page.keyboard.press("j")
    is_at("two")
    page.keyboard.press("k")
    is_at("one")
    page.keyboard.press("?")
    expect(page.locator(".draft-keys")).to_have_attribute("open", "")
    page.keyboard.press("c")
    expect(page.get_by_label("Remark", exact=True)).to_be_focused()
    page.keyboard.type("a, j and s are letters while one types")
    page.get_by_label("About").select_option("stem")
    press(page, "Keep this remark")
    expect(page.locator(".review-remark")).to_contain_text("a, j and s are letters while one types")
    page.wait_for_load_state()
    page.keyboard.press("s")
    expect(page.get_by_label("What has to change?")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("What has to change?")).to_be_hidden()
    page.keyboard.press("s")
    expect(page.get_by_label("What has to change?")).to_be_focused()
    page.keyboard.type("Ask for one thing.")
    press(page, "Send it back")
    is_at("two")
    page.keyboard.press("a")
    is_at("three")
    page.keyboard.press("u")
    is_at("two")
    expect(page.get_by_text("Your approval is taken back.")).to_be_visible()
    page.keyboard.press("a")
    is_at("three")
    db.session.rollback()
    assert live_version().number == 1
