"""The menu is one row at a desk for every mixture of roles, and everything in it is reached by keys, script or none."""

import pytest
from playwright.sync_api import expect

from tests.builders import make_clinic, make_member, make_person
from tests.chromium import DESK

ALL = ("practitioner", "educator")
ONE_ROW = 48  # pixels


def test_one_row_whoever_one_is(windows):
    clinic = make_clinic()
    everything = make_person("director", clinic, name="Maximiliana Alexandrina Featherstonehaugh")
    for role in ALL:
        make_member(everything, role, clinic)
    make_member(everything, "administrator")
    window = windows(everything, width=DESK, javascript=False)
    page = window.open("/studies/")
    entries = page.locator("#site-nav > ul")
    assert entries.evaluate("list => list.offsetHeight") <= ONE_ROW
    questions = page.locator("#site-nav summary", has_text="Questions")
    questions.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To review", exact=True)).to_be_focused()
    expect(page.locator("#site-nav [aria-current=page]")).to_have_text("Studies")


@pytest.mark.sqlite
def test_several_sorts_of_work_are_grouped(browser):
    clinic = make_clinic()
    director = make_person("director", clinic)
    make_member(director, "director", make_clinic(slug="there", name="There"))
    page = browser.sign_in(director).open("/account")
    assert [one.get_text(strip=True) for one in page.select("#site-nav summary")] == ["Clinics"]
    assert page.select("#site-nav a[href='/studies/']"), "a director convenes studies too"
    educator = browser.sign_in(make_person("educator", clinic)).open("/account")
    assert not educator.select("#site-nav summary"), "one sort of work is not folded away"
