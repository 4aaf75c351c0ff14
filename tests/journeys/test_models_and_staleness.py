"""An educator looks through the variants of a model, and says that a stale item is still right, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.banks.builders import change, load, sound_bank
from tests.banks.generation.builders import MODEL
from tests.builders import make_person
from tests.chromium import PHONE
from tests.journeys.flaws import assert_good
from tests.journeys.walks import follow, heading_is, press, refused_with

VARIANTS = "/banks/hands/models/skin/variants/"
OFF = "  off:\n    - {variant: c2-foot, reason: Nobody cools a foot, by: A. Author}\n"


@pytest.fixture
def root(app, tmp_path):
    root = sound_bank(tmp_path)
    text = re.sub(r"F-\d+", "F-1", MODEL).replace("  stem:", f"{OFF}  stem:", 1)
    (root / "hands" / "models.yaml").write_text(text)
    load(root)
    return root


@pytest.fixture
def educator(root):
    return make_person("educator")


def test_variants_are_looked_through_with_the_arrow_keys(windows, educator):
    page = windows(educator).open(VARIANTS + "c2-hand/")
    page.keyboard.press("ArrowRight")
    heading_is(page, "Variant c2-foot")
    expect(page.locator(".notice")).to_contain_text("Switched off by A. Author: Nobody cools a foot.")
    page.keyboard.press("ArrowLeft")
    heading_is(page, "Variant c2-hand")
    page.locator(".question-shown input").first.focus()
    page.keyboard.press("ArrowRight")  # among the options it chooses, as everywhere
    expect(page.locator(".question-shown input").nth(1)).to_be_checked()
    heading_is(page, "Variant c2-hand")


def test_variants_are_looked_through_without_javascript(windows, educator):
    page = windows(educator, javascript=False, width=PHONE).open("/banks/hands/models/skin/")
    follow(page, "c2")
    follow(page, re.compile("on the hand"))
    heading_is(page, "Variant c2-hand")
    expect(page.get_by_text("1 of 2")).to_be_visible()
    follow(page, "Next")
    heading_is(page, "Variant c2-foot")
    expect(page.get_by_role("link", name="Next")).to_have_count(0)


def test_the_first_column_of_a_wide_table_stays_in_sight(windows, educator):
    page = windows(educator, width=PHONE).open("/banks/hands/models/skin/")
    row = page.get_by_role("rowheader", name="c0")
    row.scroll_into_view_if_needed()
    before = row.bounding_box()
    page.locator(".cells").first.evaluate("table => table.scrollTo(400, 0)")
    assert row.bounding_box()["x"] == pytest.approx(before["x"], abs=2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_stale_items_are_found_right_with_a_reason(windows, educator, root):
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    window = windows(educator)
    page = window.open("/banks/hands/")
    follow(page, "See what changed")
    page.locator(".stale-item > summary").first.click()
    expect(page.locator(".stale-item .is-key").first).to_be_visible()
    page.get_by_label("What about one?").check()
    with refused_with(window, 422):
        press(page, "The marked ones are still right")
        expect(page.get_by_role("alert")).to_contain_text("Say why it is still right")
    expect(page.get_by_label("What about one?")).to_be_checked()
    page.get_by_label("Why they are still right").fill("It does not ask for the number.")
    press(page, "The marked ones are still right")
    expect(page.get_by_role("status").first).to_contain_text("Found still right, with your reason: one.")
    expect(page.get_by_label("What about one?")).to_have_count(0)


def test_these_pages_are_good_to_look_at(windows, educator, root):
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    item = "/banks/hands/items/skin-c3-hand/"
    models = "/banks/hands/models/"
    assert_good(windows(educator), "/banks/", "/banks/hands/", "/banks/hands/staleness/", item)
    assert_good(windows(educator), models, f"{models}skin/", VARIANTS, f"{VARIANTS}c2-foot/", f"{VARIANTS}c2-hand/")
