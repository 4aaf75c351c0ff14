"""An educator at work in a real browser: what is found and what a learner would see follow as one types."""

from playwright.sync_api import Page, expect

from tests.banks.authoring.test_pages import address_of, newest
from tests.banks.builders import live_version, load, sound_bank
from tests.builders import make_clinic, make_person
from tests.journeys.flaws import assert_none, flaws_here
from tests.journeys.walks import refused_with
from trainer.banks.authoring import actions
from trainer.db import db


def test_a_question_is_written_while_findings_and_preview_follow(windows, tmp_path):
    load(sound_bank(tmp_path))
    clinic = make_clinic()
    ada, ben = (make_person("educator", clinic, name=name) for name in ("Ada Okafor", "Ben Lund"))
    actions.open_manuscript(ada, live_version(), "hands", "About hands")
    db.session.commit()
    address = address_of("item", "one")
    window, other = windows(ada), windows(ben)
    page, theirs = window.open(address), other.open(address)
    shown = page.frame_locator("iframe[name=preview]")
    expect(shown.get_by_role("group", name="What about one?")).to_be_visible()

    page.locator("#stem").fill("Which is not a way to clean *hands*?")
    expect(page.locator("#stem-found")).to_contain_text("asks in the negative")
    expect(shown.get_by_role("group", name="Which is not a way to clean hands?")).to_be_visible()
    expect(page.locator("#part-whole")).to_contain_text("1 thing stands in the way")
    page.get_by_role("radio", name="Dark").check()
    expect(shown.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("radio", name="After handing in").check()
    expect(shown.get_by_text("Because it is right.")).to_be_visible()

    page.get_by_role("button", name="Add to options").click()
    expect(page.locator("#options-3-text")).to_be_focused()
    page.keyboard.type("A fourth thing for one")
    expect(page.locator("#options-3-why-found")).to_contain_text("Say why")
    page.get_by_role("button", name="Take out option 2").click()
    expect(page.locator("#options > .part-row")).to_have_count(3)
    expect(page.locator("#options-2-text")).to_have_value("A fourth thing for one")
    page.locator("#stem").fill("What about one, says Ada?")
    assert newest("item", "one").number == 1, "nothing is saved before somebody presses Save"
    db.session.rollback()

    theirs.locator("#stem").fill("What about one, says Ben?")
    press_save(theirs)
    expect(theirs.get_by_text("Saved as version 2.")).to_be_visible()
    with refused_with(window, 409):
        press_save(page)
        expect(page.get_by_role("alert")).to_contain_text("Ben Lund has saved version 2")
        expect(shown.get_by_role("group", name="What about one, says Ada?")).to_be_visible()
    expect(page.locator("#stem")).to_have_value("What about one, says Ada?")
    assert_none(flaws_here(window))
    page.get_by_role("button", name="Save over version 2").click()
    expect(page.get_by_text("Saved as version 3.")).to_be_visible()
    assert newest("item", "one").document["stem"] == "What about one, says Ada?"


def press_save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
