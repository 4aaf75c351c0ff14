"""An attempt as it goes in life: failed, by keyboard, without JavaScript, interrupted, moved to the phone, offline."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import PHONE
from tests.journeys.walks import (
    PASSWORD,
    answer,
    attempt_of,
    follow,
    heading_is,
    is_focused,
    option,
    options_of,
    press,
    refused_with,
    sign_in,
    tab_to,
    take_quiz,
)
from tests.quizzes.builders import make_candidate
from trainer.db import db

QUIZ = "/modules/lungs/quiz"


@pytest.fixture
def person(app):
    return make_candidate(password=PASSWORD)


def test_whoever_fails_reads_what_was_missed_and_when_to_come_back(windows, person):
    page = windows(person).open(QUIZ)
    take_quiz(page, right=False)
    expect(page.locator(".verdict")).to_contain_text("Not passed")
    expect(page.locator(".verdict")).to_contain_text("0 of 4 right, which is 0%")
    expect(page.locator(".verdict")).to_contain_text("The next attempt opens")
    follow(page, "Read what was missed")
    missed = page.locator("#question-1")
    expect(missed).to_be_in_viewport()
    expect(missed.locator(".mark")).to_have_text("Wrong")
    expect(missed.locator(".is-key .rationale")).to_contain_text("right.")
    expect(missed.locator(".is-mine")).to_contain_text("Your answer")
    missed.locator(".review-source a").click()
    heading_is(page, "About lungs")
    expect(page.locator(":target")).to_have_class("passage")
    follow(page, "Take the quiz")
    expect(page.get_by_text("The next attempt opens")).to_be_visible()
    expect(page.get_by_text("There is a pause of 24 hours after an attempt that was not passed.")).to_be_visible()
    expect(page.get_by_role("button", name="Start the quiz")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("Not passed with 0 of 4"))).to_be_visible()


def test_a_whole_attempt_by_keyboard_alone(windows, person):
    """Tab and arrows, Enter, the letters of the options; the mouse is not touched."""
    page = windows(person).open(QUIZ)
    tab_to(page, page.get_by_role("button", name="Start the quiz"))
    page.keyboard.press("Enter")
    heading_is(page, "Question 1 of 4")
    by_arrows(page)
    page.keyboard.press("Enter")
    heading_is(page, "Question 2 of 4")
    by_letter(page)
    tab_to(page, page.locator(".quiz-flag"))
    page.keyboard.press("Space")
    expect(page.locator(".quiz-flag")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#progress")).to_have_text("2 of 4 answered, 1 flagged")
    tab_to(page, page.locator(".quiz-next"))
    page.keyboard.press("Enter")
    heading_is(page, "Question 3 of 4")
    by_space(page)
    page.keyboard.press("Enter")
    heading_is(page, "Question 4 of 4")
    by_letter(page)
    page.keyboard.press("Enter")
    heading_is(page, "Review and hand in")
    expect(page.get_by_text("You flagged 1 question for another look.")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Question 2 Answered flagged"))
    page.keyboard.press("Enter")
    heading_is(page, "Question 2 of 4")
    by_palette(page)
    heading_is(page, "Review and hand in")
    tab_to(page, page.get_by_role("button", name="Hand in 4 answers"))
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("4 of 4 right")


def by_arrows(page: Page) -> None:
    """Tab leads into the group, arrows move the choice; every move is saved."""
    wanted = option(page, right=True)
    inputs = page.locator('input[name="answer"]')
    tab_to(page, inputs.first)
    page.keyboard.press("ArrowDown")
    while not is_focused(wanted):
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()
    expect(page.locator("#saved")).to_contain_text("Saved")


def by_letter(page: Page) -> None:
    """A letter chooses while the focus is among the options; elsewhere it does nothing."""
    inputs = page.locator('input[name="answer"]')
    values = inputs.evaluate_all("inputs => inputs.map(input => input.value)")
    page.keyboard.press("A")
    expect(page.locator('input[name="answer"]:checked')).to_have_count(0)
    tab_to(page, inputs.first)
    page.keyboard.press("ABCDE"[values.index(options_of(page)[0][0])])
    expect(option(page, right=True)).to_be_checked()
    expect(page.locator("#saved")).to_contain_text("Saved")


def by_space(page: Page) -> None:
    wanted = option(page, right=True)
    inputs = page.locator('input[name="answer"]')
    tab_to(page, inputs.first)
    page.keyboard.press("Space")
    while not is_focused(wanted):
        page.keyboard.press("ArrowUp")
    expect(page.locator("#saved")).to_contain_text("Saved")


def by_palette(page: Page) -> None:
    """The drawer of all questions opens with Enter, and leads to the review page."""
    tab_to(page, page.locator(".palette > summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Review and hand in"))
    page.keyboard.press("Enter")


def test_a_whole_attempt_without_javascript(windows, person):
    page = windows(person, javascript=False).open(QUIZ)
    press(page, "Start the quiz")
    for number in range(1, 5):
        heading_is(page, f"Question {number} of 4")
        option(page, right=True).check()
        if number == 2:
            press(page, "Flag")
            heading_is(page, "Question 2 of 4")
            expect(option(page, right=True)).to_be_checked()
            expect(page.locator("#saved")).to_contain_text("Saved")
            expect(page.get_by_role("button", name="Flagged")).to_have_attribute("aria-pressed", "true")
        press(page, "Next" if number < 4 else "Review answers")
    press(page, "Hand in 4 answers")
    expect(page.locator(".verdict")).to_contain_text("4 of 4 right")


def test_without_javascript_the_drawer_saves_on_the_way_and_the_review_names_blanks(windows, person):
    page = windows(person, javascript=False).open(QUIZ)
    press(page, "Start the quiz")
    option(page, right=True).check()
    page.locator(".palette > summary").click()
    page.locator('.palette-number[value="3"]').click()
    heading_is(page, "Question 3 of 4")
    expect(page.locator("#progress")).to_have_text("1 of 4 answered, 0 flagged")
    press(page, "Previous")
    heading_is(page, "Question 2 of 4")
    page.locator(".palette > summary").click()
    press(page, "Review and hand in")
    expect(page.get_by_text("3 questions are still blank:")).to_be_visible()
    follow(page, "question 4")
    heading_is(page, "Question 4 of 4")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_session_that_ends_takes_no_answer_with_it(windows, person, javascript):
    window = windows(person, javascript=javascript)
    page = window.open(QUIZ)
    press(page, "Start the quiz")
    press(page, "Next")
    heading_is(page, "Question 2 of 4")
    window.context.clear_cookies()
    if javascript:
        with refused_with(window, 401):
            option(page, right=True).locator("xpath=..").click()
            expect(page.locator("#saved")).to_contain_text("Not saved: your session has ended.")
    else:
        option(page, right=True).check()
    press(page, "Next")
    heading_is(page, "Sign in")
    expect(page.get_by_text("Your session has ended. Sign in to go on; nothing is lost.")).to_be_visible()
    sign_in(page, person.email)
    heading_is(page, "Question 2 of 4")
    expect(option(page, right=True)).to_be_checked()
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    press(page, "Next")
    heading_is(page, "Question 3 of 4")
    press(page, "Previous")
    expect(option(page, right=True)).to_be_checked()
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert attempt_of(person).receipts == 1


def test_it_goes_on_at_the_same_question_on_the_phone(windows, person):
    page = windows(person).open(QUIZ)
    press(page, "Start the quiz")
    for _ in range(2):
        answer(page)
        press(page, "Next")
    heading_is(page, "Question 3 of 4")
    phone = windows(width=PHONE).open(QUIZ)
    sign_in(phone, person.email)
    heading_is(phone, "Quiz: About lungs")
    press(phone, "Go on at question 3")
    heading_is(phone, "Question 3 of 4")
    expect(phone.locator("#progress")).to_have_text("2 of 4 answered, 0 flagged")
    answer(phone)
    press(phone, "Next")
    page.reload()
    expect(page.locator("#saved")).to_contain_text("Saved")


def test_what_is_given_offline_is_not_called_saved_and_is_saved_later(windows, person):
    window = windows(person)
    page = window.open(QUIZ)
    press(page, "Start the quiz")
    expect(page.locator(".quiz-clock")).to_contain_text("min left")  # the script is at work
    window.context.set_offline(True)
    option(page, right=True).locator("xpath=..").click()
    expect(page.locator("#saved")).to_contain_text("Not saved: no connection.")
    expect(page.locator("#saved")).to_have_class("saved is-unsaved")
    assert attempt_of(person).receipts == 0
    window.context.set_offline(False)
    window.problems[:] = [line for line in window.problems if "ERR_INTERNET_DISCONNECTED" not in line]
    expect(page.locator("#saved")).to_contain_text(re.compile("Saved [0-9]"))  # by itself, with the line back
    assert attempt_of(person).receipts == 1
    press(page, "Next")
    heading_is(page, "Question 2 of 4")
    assert attempt_of(person).receipts == 1
    press(page, "Previous")
    expect(option(page, right=True)).to_be_checked()


def test_two_clicks_on_start_open_one_attempt(windows, person):
    page = windows(person).open(QUIZ)
    page.get_by_role("button", name="Start the quiz").dblclick()
    heading_is(page, "Question 1 of 4")
    db.session.rollback()
    assert attempt_of(person).position == 1
