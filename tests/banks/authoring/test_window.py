"""An educator at work in a real browser: what is found and what a learner would see follow as one types."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.banks.authoring.test_drawings import FROM_A_PROGRAM
from tests.banks.authoring.test_pages import address_of, newest
from tests.banks.builders import live_version, load, sound_bank
from tests.builders import make_clinic, make_person
from tests.journeys.flaws import assert_none, flaws_here
from tests.journeys.walks import refused_with
from trainer.banks.authoring import actions
from trainer.banks.authoring.forms.beginning import NEW_MODEL
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


def test_words_are_put_in_by_pressing_rows_come_and_regions_are_placed_by_pointing(windows, tmp_path):
    load(sound_bank(tmp_path))
    ada = make_person("educator", make_clinic(), name="Ada Okafor")
    manuscript = actions.open_manuscript(ada, live_version(), "hands", "About hands")
    hotspot = {"kind": "hotspot", "figure": "figures/hand.svg", "alternative": "A hand.", "stem": "Where?"}
    actions.add_part(ada, manuscript, "item", "where", hotspot)
    actions.add_part(ada, manuscript, "model", "scenes", NEW_MODEL)
    db.session.commit()
    model, item, figure = address_of("model", "scenes"), address_of("item", "where"), address_of("figure", "hand")
    window = windows(ada)
    write_a_model(window.open(model))
    assert_none(flaws_here(window))
    place_regions(window.open(item))
    assert_none(flaws_here(window))
    page = window.open(figure)
    with window.page.expect_file_chooser() as chooser:
        page.get_by_label("Another drawing, from a file").click()
    drawing = {"name": "lung.svg", "mimeType": "image/svg+xml", "buffer": FROM_A_PROGRAM.encode()}
    chooser.value.set_files([drawing])
    expect(page.locator("#figure-told")).to_contain_text("Taken out: <image> (line 10)")
    expect(page.frame_locator("iframe[name=preview]").locator("figure text")).to_contain_text("apex")
    drawn = page.locator("#text").input_value()
    page.route("**/parts/*/", lambda route: route.fulfill(body="<p>Your session has ended"))
    page.locator("#drawing").set_input_files([drawing])
    expect(page.locator("#figure-told")).to_contain_text("The file could not be read now")
    expect(page.locator("#text")).to_have_value(drawn)
    assert_none(flaws_here(window))


def write_a_model(page: Page) -> None:
    shown = page.frame_locator("iframe[name=preview]")
    page.locator("#stem").fill("Now: ")
    page.get_by_role("button", name="row.scene").click()
    expect(page.locator("#stem")).to_have_value("Now: {row.scene}")
    page.get_by_role("button", name="Add a row to table row").click()
    expect(page.locator("#tables-0-rows-1-id")).to_be_focused()
    page.keyboard.type("second")
    page.locator("#tables-0-rows-1-cells-0").fill("it rains.")
    page.locator("#tables-0-rows-0-cells-0").fill("it snows.")
    expect(shown.get_by_role("group", name="Now: it snows.")).to_be_visible()
    page.get_by_label("Question", exact=True).select_option("1")
    expect(shown.get_by_role("group", name="Now: it rains.")).to_be_visible()
    page.get_by_role("button", name="Up row 2 of table row").click()
    expect(page.locator("#tables-0-rows-0-id")).to_have_value("second")
    expect(page.get_by_role("button", name="Down row second of table row")).to_be_visible()


def place_regions(page: Page) -> None:
    board, numbers = page.locator("[data-board] svg"), page.locator("#regions-0-numbers")
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box is not None
    by = box["width"] / 400
    board.click(position={"x": 100 * by, "y": 100 * by})
    expect(numbers).to_have_value(near(100, 100, 25))
    expect(board.locator("[data-row='0'] .region-handle")).to_have_count(1)
    drag(page, board.locator("[data-row='0'] circle").first, 60 * by, 0)
    expect(numbers).to_have_value(near(160, 100, 25))
    drag(page, board.locator(".region-handle"), 25 * by, 0)
    expect(numbers).to_have_value(near(160, 100, 50))
    board.click(position={"x": 300 * by, "y": 200 * by})
    expect(page.locator("#regions-1-numbers")).to_have_value(near(300, 200, 25))
    page.locator("#regions-1-numbers").fill("320 200 30")
    expect(board.locator("[data-row='1'] circle").first).to_have_attribute("cx", "320")


def near(*numbers: int) -> re.Pattern:
    """To two units: a place is where a pixel is."""
    around = [range(number - 2, number + 3) for number in numbers]
    return re.compile("^" + " ".join(["({})".format("|".join(map(str, one))) for one in around]) + "$")


def drag(page: Page, handle: Locator, dx: float, dy: float) -> None:
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy)
    page.mouse.up()


def press_save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
