"""In a real browser: a panel of three, by link, on a phone and by the keyboard, sets a cut that a result names."""

import re

from playwright.sync_api import Page, expect

from tests.builders import make_clinic, make_person
from tests.insight.studies.builders import BORDERLINE, link_of, train
from tests.journeys.walks import follow, heading_is, press
from tests.quizzes.builders import adopt, make_content, publish
from trainer.banks import queries as banks
from trainer.db import db

ITEMS = 4
AGREED = {"Ada": 82, "Ben": 80, "Cleo": 78}


def test_an_angoff_panel_of_three(windows):
    version, clinic = publish(), make_clinic()
    adopt(version, clinic)
    desk, phone = windows(make_person("educator", clinic)), windows(width=390)
    convene(desk)
    study = desk.page.url
    links = {name: link_of(f"{name.lower()}@example.org") for name in AGREED}
    for name, link in links.items():
        come_in(phone, link, looks=name == "Ada")
        rate_blind(phone, AGREED[name], looks=name == "Ada")
    desk.page.goto(study)
    desk.assert_good()
    press(desk.page, "Open the second round")
    expect(desk.page.get_by_text("The panel is told by mail")).to_be_visible()
    db.session.rollback()
    for name in AGREED:
        look_again(phone, link_of(f"{name.lower()}@example.org"), looks=name == "Ada")

    desk.page.goto(study)
    follow(desk.page, "Close the study")
    desk.assert_good()
    press(desk.page, "Close the study for good")
    heading_is(desk.page, "Report of study 1: About lungs")
    expect(desk.page.get_by_text("3 panelists put the cut at 80.3% with a standard error of")).to_be_visible()
    decide(desk.page)
    desk.assert_good()
    publish_with(80, clinic)
    take_the_quiz(windows(make_person(clinic=clinic), width=390))


def convene(desk) -> None:
    page = desk.open("/banks/lungs/")
    follow(page, "Studies of the cut score")
    desk.assert_good()
    follow(page, "Convene a study")
    desk.assert_good()
    page.get_by_label("Purpose: what the cut decides").fill("Who may needle.")
    page.get_by_label("The borderline practitioner").fill(BORDERLINE)
    page.get_by_label("How many in a sample").fill(str(ITEMS))
    press(page, "Convene the study")
    for name in AGREED:
        page.get_by_label("Name").fill(name)
        page.get_by_label("Email address").fill(f"{name}@example.org")
        press(page, "Send the link")
        expect(page.get_by_text(f"{name} gets the link by mail.")).to_be_visible()
    follow(page, "Give this study up")
    desk.assert_good()
    page.go_back()


def come_in(phone, link: str, *, looks: bool) -> None:
    """Join and train; with `looks` every page on the way is looked at, without it training takes no pages."""
    page = phone.open(link)
    look(phone, looks)
    page.get_by_label("What qualifies you").fill("Fifteen years of teaching it")
    page.get_by_label("I have none").check()
    press(page, "Join the panel")
    heading_is(page, "Training: the borderline practitioner")
    if not looks:
        train(link)
        follow(page, "Panel")
        follow(page, "Begin at item 1")
        return
    look(phone, looks)
    follow(page, "Try the first")
    for number in (1, 2, 3):
        heading_is(page, f"Practice {number} of 3")
        look(phone, looks and number == 1)
        say(page, 20)
        expect(page.get_by_text("You said 20 of 100")).to_be_visible()
        follow(page, "Next item" if number < 3 else "End the practice")
    press(page, "I know what to say: end the training")
    follow(page, "Begin at item 1")


def look(phone, looks: bool) -> None:
    if looks:
        phone.assert_good()
        phone.set(width=390, theme="light")


def say(page: Page, percent: int) -> None:
    """By the keyboard alone: the field, a number, Enter."""
    field = page.get_by_label("Of 100 borderline practitioners")
    field.focus()
    field.fill("")
    page.keyboard.type(str(percent))
    page.keyboard.press("Enter")


def rate_blind(phone, percent: int, *, looks: bool) -> None:
    page = phone.page
    for number in range(1, ITEMS + 1):
        heading_is(page, f"Item {number} of {ITEMS}")
        expect(page.get_by_text("Key", exact=True)).to_have_count(0)
        look(phone, looks and number == 1)
        say(page, percent)
        expect(page.get_by_text("Key", exact=True)).to_be_visible()
        follow(page, "Next item" if number < ITEMS else "All are rated: go on")
    expect(page.get_by_text("You have rated every item")).to_be_visible()


def look_again(phone, link: str, *, looks: bool) -> None:
    page = phone.open(link)
    if looks:
        follow(page, "Begin at item 1")
        expect(page.get_by_text("Ratings, without names: 78, 80, 82")).to_be_visible()
        look(phone, looks)
        say(page, 86)
        heading_is(page, f"Again: item 2 of {ITEMS}")
        follow(page, "Panel")
    follow(page, "Keep the rest as it is")
    look(phone, looks)
    for label, percent in zip(page.locator("form .form-control").all(), (80, 70, 60, 90, 5, 50), strict=True):
        label.fill(str(percent))
    press(page, "Say so, and finish")
    expect(page.get_by_text("That is all. Thank you")).to_be_visible()


def decide(page: Page) -> None:
    """The report as PDF, then the decision, then the cut on its way into the module."""
    with page.expect_response(re.compile(r"report\.pdf$")) as answer:
        page.evaluate("fetch(document.querySelector('a[href$=\"report.pdf\"]').href)")
    assert answer.value.headers["content-type"] == "application/pdf"
    page.get_by_label("The cut, in percent of all items").fill("80")
    page.get_by_label("Why this one").fill("As the panel found.")
    press(page, "Follow this study")
    press(page, "Write 80% into the quiz policy")
    expect(page.get_by_text("It counts once that is reviewed and published")).to_be_visible()
    page.goto("/studies/1/report")
    expect(page.get_by_text("Version 1 of the module still says 75%")).to_be_visible()


def publish_with(percent: int, clinic) -> None:
    """Reviewing and publishing have a journey of their own."""
    content = make_content()
    version = publish(content.model_copy(update={"quiz": content.quiz.model_copy(update={"cut_percent": percent})}))
    assert banks.published(version.id).number == 2
    adopt(version, clinic)


def take_the_quiz(mine) -> None:
    page = mine.open("/modules/lungs/quiz")
    expect(page.get_by_text("It rests on study 1: a modified Angoff panel of 3 put it at 80.3%")).to_be_visible()
    press(page, "Start the quiz")
    heading_is(page, re.compile("Question 1 of 4"))
    page.goto(f"{page.url.partition('/questions')[0]}/review")
    page.get_by_role("button", name=re.compile("Hand in")).click()
    expect(page.get_by_text("It rests on study 1: a modified Angoff panel of 3 put it at 80.3%")).to_be_visible()
    follow(page, "the report of study 1")
    heading_is(page, "Report of study 1: About lungs")
    expect(page.get_by_role("button", name="Follow this study")).to_have_count(0)
