"""The same quiz twice at a time: on another device, in a second tab, by a double click."""

from tests.quizzes.builders import (
    make_candidate,
    publish_policy,
    the_attempt,
)
from tests.quizzes.taking import NEXT, START, give, start, take
from trainer.db import db
from trainer.quizzes import queries
from trainer.trail import Event


def test_an_unchanged_answer_is_not_sent_into_the_log_again(browser):
    person = make_candidate()
    candidate = browser.sign_in(person)
    start(candidate)
    give(candidate, "right")
    candidate.press("Previous")
    candidate.press(NEXT)
    assert the_attempt(person).receipts == 1


def test_another_device_goes_on_at_the_same_item(browser):
    person = make_candidate()
    phone = browser.sign_in(person)
    start(phone)
    give(phone, "right")
    give(phone, "right")

    desk = browser.sign_in(person)
    desk.open("/modules/lungs/quiz")
    desk.press("Go on at question 3")

    assert desk.page.h1.text.strip() == "Question 3 of 4"


def test_a_second_tab_opens_the_same_attempt(browser):
    person = make_candidate()
    one, two = browser.sign_in(person), browser.sign_in(person)
    one.open("/modules/lungs/quiz")
    two.open("/modules/lungs/quiz")
    one.press(START)
    two.press(START)
    assert one.address == two.address
    assert len(queries.attempts_of(person)) == 1


def test_a_double_click_makes_one_attempt(browser, monkeypatch):
    """The second click looked before the first had saved: the database holds that there is one open attempt."""
    person = make_candidate()
    candidate = browser.sign_in(person)
    start(candidate)
    candidate.open("/modules/lungs/quiz")
    real, calls = queries.open_attempt, []

    def late(*arguments):
        calls.append(arguments)
        return None if len(calls) == 1 else real(*arguments)

    monkeypatch.setattr(queries, "open_attempt", late)
    candidate.press("Go on at question 1")
    assert candidate.page.h1.text.strip() == "Question 1 of 4"
    assert len(queries.attempts_of(person)) == 1


def test_handing_in_twice_is_harmless(browser):
    publish_policy("lungs")
    person = make_candidate()
    candidate = browser.sign_in(person)
    take(candidate, "right", "right", "right", "right", hand_in=False)
    review_page, address = candidate.page, candidate.address
    candidate.press("Hand in 4 answers")
    before = the_attempt(person).submitted_at

    candidate.page, candidate.address = review_page, address
    candidate.press("Hand in 4 answers")

    assert candidate.page.select_one(".verdict-word").text.strip() == "Passed"
    assert the_attempt(person).submitted_at == before
    names = list(db.session.scalars(db.select(Event.name)))
    assert names.count("attempt.submitted") == names.count("certificate.issued") == 1
