"""An educator's walk in a real browser: from a pasted text, through the drafts by key, to a quiz that is taken."""

import re

from playwright.sync_api import Page, expect

from tests.banks.builders import adopt
from tests.banks.drafts.builders import accept_all, approve, decisions, make_text
from tests.builders import make_clinic, make_person
from tests.journeys.flaws import flaws_here
from tests.journeys.walks import fill_in, follow, heading_is, press, tab_to, take_quiz
from trainer.banks.drafts import queries, rules
from trainer.banks.drafts.models import DraftText
from trainer.db import db

TEXT = """\
# Needle safety at the desk

## Parts of a needle

- **Shaft:** the part of the needle that enters the tissue.
- **Handle:** the part of the needle that is held between the fingers.
- **Guide tube:** a short tube that holds the needle while it is tapped in.
- **Tip:** the end of the needle that parts the tissue.

## What can go wrong

Common side effects include:

- Bruising
- Soreness after treatment
- Light-headedness
- Slight bleeding

Soreness after treatment lasts for 24 to 48 hours. Bruising fades within 14 days. Bending a needle causes a weak
point in its shaft. Recapping a used needle causes needlestick injuries.

## Rare risks

Rare risks include:

- Pneumothorax
- Infection
- Nerve injury
- Fainting

Pneumothorax is air between the lung and the chest wall. Infection is caused by bacteria that enter through the skin.
"""


def draft_is(page: Page, number: int, total: int = 7) -> None:
    """The draft is there, and its keys are."""
    heading_is(page, f"Draft {number} of {total}")
    page.wait_for_load_state()


def states() -> str:
    """One letter a draft, in order: o, a or r."""
    db.session.rollback()
    found = "".join(place.state[0] for place in queries.places(db.session.get_one(DraftText, 1)))
    db.session.rollback()
    return found


def test_from_a_pasted_text_to_a_quiz_that_is_taken(windows):
    clinic = make_clinic()
    page = windows(make_person("educator", clinic)).open("/banks/")
    follow(page, re.compile("Drafts: questions from a text of your own"))
    follow(page, "Draft from a text")
    fill_in(page, Paste_a_text=TEXT)
    press(page, "Read it and draft questions")
    heading_is(page, "Drafts: Needle safety at the desk")
    total = len(states())
    assert total >= 3
    follow(page, f"Review {total} open drafts")
    for position in range(1, total):
        draft_is(page, position, total)
        page.keyboard.press("a")
        if page.locator(".draft-panel[open]").count():  # the lint found something: it is let stand, with a reason
            for field in page.locator("#accept input[type=text]").all():
                field.fill("The text says it in these words")
            page.keyboard.press("Enter")
    draft_is(page, total, total)
    page.keyboard.press("r")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    heading_is(page, "Drafts: Needle safety at the desk")
    assert states() == "a" * (total - 1) + "r"
    follow(page, "Make the module")
    fill_in(page, Title="Needles at our desk")
    press(page, f"Hand in {total - 1} items for review")
    heading_is(page, "Needles at our desk")
    approve(make_person("educator", clinic))
    page.reload()
    follow(page, "Publish")
    press(page, "Publish this module")
    heading_is(page, "Bank: Needles at our desk")
    adopt(clinic, "needle-safety-at-the-desk")
    page = windows(make_person("practitioner", clinic)).open("/modules/")
    follow(page, "Needles at our desk")
    expect(page.get_by_text("Pneumothorax is air between the lung and the chest wall.")).to_be_visible()
    follow(page, "Take the quiz")
    take_quiz(page)
    heading_is(page, "Result: Needles at our desk")
    expect(page.locator(".verdict.is-passed")).to_be_visible()


def test_every_decision_has_its_key(windows):
    educator = make_person("educator", make_clinic())
    make_text(educator)
    page = windows(educator).open("/drafts/1/2/")
    page.keyboard.press("j")
    draft_is(page, 3)
    page.keyboard.press("ArrowLeft")
    draft_is(page, 2)
    page.keyboard.press("k")
    draft_is(page, 1)
    page.keyboard.press("?")
    expect(page.locator(".draft-keys")).to_have_attribute("open", "")
    page.keyboard.press("p")
    expect(page.locator(".draft-preview .option-card").first).to_be_visible()
    page.keyboard.press("a")
    draft_is(page, 2)
    page.keyboard.press("r")
    expect(page.get_by_label(rules.REASONS[0])).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".draft-panel[open]")).to_have_count(0)
    page.keyboard.press("r")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    draft_is(page, 3)
    assert states() == "arooooo"
    page.keyboard.press("u")
    draft_is(page, 2)
    assert states() == "aoooooo"
    page.keyboard.press("e")
    heading_is(page, "Edit draft 2")
    page.keyboard.press("a")  # an ordinary letter on a page with fields
    heading_is(page, "Edit draft 2")


def test_typing_a_reason_decides_nothing_by_accident(windows):
    educator = make_person("educator", make_clinic())
    make_text(educator)
    page = windows(educator).open("/drafts/1/1/")
    page.keyboard.press("r")
    page.get_by_label("In your own words").press_sequentially("a jerk, 1 bar")
    draft_is(page, 1)
    press(page, "Reject this draft")
    draft_is(page, 2)
    assert [(one.is_accepted, one.reason) for one in decisions()] == [(False, "a jerk, 1 bar")]
    db.session.rollback()


def test_a_file_that_is_too_large_is_told_before_it_travels(windows):
    page = windows(make_person("educator", make_clinic())).open("/drafts/new")
    upload = page.get_by_label("Or choose a file")
    upload.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * 10_000_001})
    press(page, "Read it and draft questions")
    heading_is(page, "Draft from a text")
    assert "too large" in upload.evaluate("element => element.validationMessage")
    upload.set_input_files({"name": "a.md", "mimeType": "image/png", "buffer": TEXT.encode()})
    press(page, "Read it and draft questions")
    heading_is(page, "Drafts: Needle safety at the desk")


def test_a_key_held_down_decides_once(windows):
    educator = make_person("educator", make_clinic())
    make_text(educator)
    page = windows(educator).open("/drafts/1/1/")
    page.keyboard.down("a")
    draft_is(page, 2)
    page.keyboard.down("a")  # repeats, as a key does that is held
    page.keyboard.up("a")
    page.keyboard.press("j")
    draft_is(page, 3)
    assert states() == "aoooooo"


def test_single_keys_can_be_switched_off_for_good(windows):
    educator = make_person("educator", make_clinic())
    make_text(educator)
    page = windows(educator).open("/drafts/1/1/")
    page.keyboard.press("?")
    page.get_by_label("Single keys work on this page").uncheck()
    page.locator("h1").click()
    page.keyboard.press("a")
    page.reload()
    draft_is(page, 1)
    page.keyboard.press("a")
    draft_is(page, 1)
    assert states() == "ooooooo"
    press(page, "Accept")
    draft_is(page, 2)


def test_by_tab_and_enter_alone(windows):
    educator = make_person("educator", make_clinic())
    make_text(educator)
    page = windows(educator).open("/drafts/1/")
    tab_to(page, page.get_by_role("link", name="Review 7 open drafts"))
    page.keyboard.press("Enter")
    draft_is(page, 1)
    tab_to(page, page.locator("summary", has_text="Reject"))
    page.keyboard.press("Enter")
    expect(page.get_by_label(rules.REASONS[0])).to_be_focused()
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Reject this draft"))
    page.keyboard.press("Enter")
    draft_is(page, 2)
    tab_to(page, page.get_by_role("button", name="Accept"))
    page.keyboard.press("Enter")
    draft_is(page, 3)
    assert states() == "raooooo"


def test_without_script_on_a_phone(windows):
    educator = make_person("educator", make_clinic())
    make_text(educator)
    page = windows(educator, width=390, javascript=False).open("/drafts/1/1/")
    page.locator("summary", has_text="Reject").click()
    page.get_by_label("In your own words").fill("Not ours")
    press(page, "Reject this draft")
    draft_is(page, 2)
    press(page, "Accept")
    draft_is(page, 3)
    press(page, "Undo")
    draft_is(page, 2)
    assert states() == "roooooo"


def test_a_blueprint_that_asks_too_much_says_so_while_it_is_typed(windows):
    educator = make_person("educator", make_clinic())
    accept_all(educator, make_text(educator))
    page = windows(educator).open("/drafts/1/module")
    page.locator("input[data-there]").first.fill("90")
    expect(page.locator("#form-length")).to_contain_text("1 cell asks for more than is accepted")
    page.locator("input[data-there]").first.fill("1")
    expect(page.locator("#form-length")).not_to_contain_text("more than")


def test_pages_with_errors_are_good_too(windows):
    educator = make_person("educator", make_clinic())
    accept_all(educator, make_text(educator))
    window = windows(educator)
    flaws: list[str] = []

    def refused(path: str, button: str, **answers: str) -> None:
        page = window.open(path)
        fill_in(page, **answers)
        if button == "Reject this draft":
            page.keyboard.press("r")
        press(page, button)
        expect(page.locator(".form-error").first).to_be_visible()
        flaws.extend(flaws_here(window))

    refused("/drafts/new", "Read it and draft questions", Title="A title")
    refused("/drafts/1/1/edit", "Save", Stem="")
    refused("/drafts/1/module", "Save", Title="")
    refused("/drafts/1/1/", "Reject this draft")
    window.problems = [line for line in window.problems if "status of 422" not in line]
    assert not flaws, "\n".join(flaws)
