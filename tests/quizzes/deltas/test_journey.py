"""In a real browser: a source changes, items are listed, a quiz on it is released, offered, taken, and seen."""

import re

from playwright.sync_api import expect

from tests.builders import make_clinic, make_person
from tests.chromium import PHONE
from tests.journeys.flaws import assert_none, flaws_here
from tests.journeys.walks import answer, fill_in, follow, heading_is, press
from tests.quizzes.builders import adopt, publish, publish_policy
from tests.quizzes.deltas.builders import in_days, passed


def test_from_a_source_that_changed_to_a_holder_who_took_note(windows, app):
    clinic = make_clinic(name="Riverbend Clinic")
    adopt(publish(), clinic)
    publish_policy("lungs")
    holder = make_person(clinic=clinic, name="Ada Moreno")
    passed(holder, clinic)

    window = windows(make_person("educator"))
    page = window.open("/banks/lungs/sources/")
    follow(page, "Note a change of Somebody20")
    page.get_by_label("A correction").check()
    fill_in(page, On_which_day=in_days(-3).isoformat(), What_is_different_now="The dome was drawn too low.")
    press(page, "Note the change")
    heading_is(page, "Staleness: About lungs")
    expect(page.get_by_role("heading", name="8 items rest on it")).to_be_visible()
    assert_none(flaws_here(window))
    page.get_by_label("Why it is still right").fill("None of them asks for the height.")
    page.get_by_role("button", name=re.compile("still hold")).click()
    expect(page.get_by_text("No item is stale")).to_be_visible()

    page = window.open("/banks/lungs/changes/proposal")
    expect(page.get_by_text("1 person of Riverbend Clinic")).to_be_visible()
    assert_none(flaws_here(window))
    fill_in(page, What_you_say_to_the_holders="The dome lies higher.", Items_on_a_form="2")
    press(page, "Release the quiz")
    heading_is(page, "What changed in About lungs")
    assert_none(flaws_here(window))

    director = windows(make_person("director", clinic))
    page = director.open("/")
    follow(page, "1 quiz on changes was offered to nobody")
    assert_none(flaws_here(director))
    follow(page, "What changed in About lungs")
    expect(page.get_by_label("Choose Ada Moreno")).not_to_be_checked()
    assert_none(flaws_here(director))
    page.get_by_label("Choose Ada Moreno").check()
    press(page, "Ask those who are ticked")
    expect(page.get_by_role("row", name=re.compile("Ada"))).to_contain_text("Open")
    page.get_by_role("row", name=re.compile("Ada")).get_by_role("link", name=re.compile("Withdraw")).click()
    heading_is(page, "Withdraw: What changed in About lungs")
    assert_none(flaws_here(director))
    page.go_back()

    phone = windows(holder, width=PHONE)
    page = phone.open("/")
    follow(page, re.compile("Read the changes"))
    heading_is(page, "What changed in About lungs")
    expect(page.get_by_text("The dome was drawn too low.").first).to_be_visible()
    expect(page.get_by_text("What it rests on changed").first).to_be_visible()
    expect(page.get_by_text("What the article says, unchanged:").first).to_be_visible()
    assert_none(flaws_here(phone))
    phone.set_width(PHONE)
    press(page, "Start the short quiz")
    for number in (1, 2):
        heading_is(page, f"Question {number} of 2")
        answer(page)
        press(page, "Next" if number < 2 else "Review answers")
    press(page, "Hand in 2 answers")
    expect(page.get_by_text("You have taken note of the changes.")).to_be_visible()
    assert_none(flaws_here(phone))

    director.page.reload()
    expect(director.page.get_by_role("row", name=re.compile("Ada"))).to_contain_text("Has taken note")
    assert_none(flaws_here(director))
