"""Taking a quiz, from the conditions to the result, page by page."""

import re
from datetime import timedelta

from sqlalchemy import update

from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from tests.quizzes.builders import (
    adopt,
    make_candidate,
    make_content,
    publish,
    publish_policy,
    run_out,
    the_attempt,
)
from tests.quizzes.taking import START, give, start, take
from tests.tamper import tamper
from trainer.db import db
from trainer.quizzes import queries, tasks
from trainer.quizzes.models import Attempt
from trainer.trail import Event


def test_the_conditions_say_what_is_to_come(browser):
    page = browser.sign_in(make_candidate()).open("/modules/lungs/quiz")
    rows = {row.dt.text: " ".join(row.dd.text.split()) for row in page.select("dl.rows > div")}
    assert rows["Items"].startswith("4, one on a screen")
    assert rows["Time"].startswith("40 minutes")
    assert "75% of all items (3 of 4)" in rows["To pass"]
    assert "100% in each safety-critical objective by itself: Respond" in rows["To pass"]
    assert rows["Attempts"].startswith("3 of 3 left")
    assert rows["Shown after"].startswith("Your result by objective")


def test_a_pass_is_promised_for_a_certificate_only_where_one_asks_for_the_module(browser):
    candidate = browser.sign_in(make_candidate())
    assert "no certificate of this installation asks for it" in words(candidate.open("/modules/lungs/quiz").main)
    publish_policy("lungs")
    assert "A pass counts toward your certificate." in words(candidate.open("/modules/lungs/quiz").main)


def test_a_pass_becomes_a_certificate(browser):
    publish_policy("lungs")
    person = make_candidate()
    candidate = browser.sign_in(person)

    page = take(candidate, "right", "right", "right", "right")

    assert page.select_one(".verdict-word").text.strip() == "Passed"
    assert "4 of 4 right, which is 100%" in page.select_one(".verdict-sentence").text
    names = list(db.session.scalars(db.select(Event.name).order_by(Event.id)))
    assert names[-3:] == ["attempt.started", "attempt.submitted", "certificate.issued"]


def test_a_fail_says_what_decided_it(browser):
    publish_policy("lungs")
    candidate = browser.sign_in(make_candidate())
    start(candidate)
    for _ in range(4):
        is_critical = "respond" in candidate.page.select_one(".stem").text
        give(candidate, "wrong" if is_critical else "right")
        if is_critical:
            break
    while candidate.page.select("#question"):
        give(candidate, "right")

    page = candidate.press("Hand in 4 answers")

    assert page.select_one(".verdict-word").text.strip() == "Not passed"
    assert "enough overall, but not in Respond" in page.select_one(".verdict-sentence").text
    assert "Read these before you needle again" in page.text
    assert "certificate.issued" not in list(db.session.scalars(db.select(Event.name)))
    assert "The next attempt opens" in page.text


def test_the_result_shows_every_item_with_key_rationale_and_passage(browser):
    candidate = browser.sign_in(make_candidate())
    page = take(candidate, "right", "wrong", "right", "right")
    items = page.select(".review-item")
    assert len(items) == 4
    for item in items:
        assert len(item.select(".is-key")) == 1
        assert "right" in item.select_one(".is-key").text
        assert len(item.select(".rationale")) == 3
        assert re.search(r"/modules/lungs/\?version=1#passage-(where|what)", str(item))
    assert [len(item.select(".is-wrong")) for item in items] == [0, 1, 0, 0]


def test_going_back_changing_and_flagging(browser):
    person = make_candidate()
    candidate = browser.sign_in(person)
    start(candidate)
    give(candidate, "wrong")
    candidate.press("Previous")
    assert candidate.page.select_one("input[checked]")
    candidate.press("Flag")
    assert candidate.page.select_one(".quiz-flag")["aria-pressed"] == "true"
    give(candidate, "right")
    candidate.press("Review and hand in")
    assert "3 questions are still blank" in candidate.page.text
    assert "You flagged 1 question" in candidate.page.text
    answers = queries.answers_of(the_attempt(person))
    assert len(answers) == 1
    assert the_attempt(person).receipts == 2


def test_a_palette_button_saves_on_the_way(browser):
    person = make_candidate()
    candidate = browser.sign_in(person)
    start(candidate)
    give(candidate, "right", button="3")
    assert candidate.address.endswith("/questions/3")
    assert list(queries.answers_of(the_attempt(person))) == [1]


def test_a_retake_draws_what_was_not_met(browser):
    person = make_candidate()
    candidate = browser.sign_in(person)
    take(candidate, "wrong", "wrong", "wrong", "wrong")
    first = the_attempt(person)
    let_the_pause_pass(first)
    start(candidate)
    second = the_attempt(person)
    assert not {q["item"] for q in first.form} & {q["item"] for q in second.form}


def let_the_pause_pass(attempt):
    """As if it had been two days ago; what was handed in is final, so this is no change that the program could make."""
    times = ("started_at", "deadline_at", "submitted_at")
    earlier = {name: getattr(attempt, name) - timedelta(days=2) for name in times}
    tamper(update(Attempt).where(Attempt.id == attempt.id).values(earlier))


def test_in_the_pause_the_page_says_when_the_next_attempt_opens(browser):
    candidate = browser.sign_in(make_candidate())
    take(candidate, "wrong", "wrong", "wrong", "wrong")
    page = candidate.open("/modules/lungs/quiz")
    assert "There is a pause of 24 hours" in page.text
    assert START not in [button.text.strip() for button in page.select("button")]
    candidate.post("/modules/lungs/attempts", status=409)
    assert "not open yet" in candidate.page.text


def test_in_the_pause_the_front_page_leads_to_what_was_missed(browser):
    publish_policy("lungs")
    candidate = browser.sign_in(make_candidate())
    take(candidate, "wrong", "wrong", "wrong", "wrong")
    page = candidate.open("/")
    assert "Not passed yet: About lungs" in page.text
    assert "The next attempt opens" in page.text
    candidate.follow("Read what was missed")
    assert candidate.page.select_one(".verdict")


def test_without_adoption_it_is_practice_and_earns_nothing(browser):
    publish_policy("lungs")
    publish()
    person = make_person()
    candidate = browser.sign_in(person)
    candidate.open("/modules/lungs/quiz")
    assert "Practice only" in candidate.page.text
    candidate.press("Start practice")
    while candidate.page.select("#question"):
        give(candidate, "right")
    page = candidate.press("Hand in 4 answers")
    assert page.select_one(".verdict-word").text.strip() == "Passed (practice)"
    assert "certificate.issued" not in list(db.session.scalars(db.select(Event.name)))


def test_a_clinic_keeps_the_version_it_adopted(browser):
    person = make_candidate()
    newer = make_content(title="About lungs, anew")
    publish(newer)
    page = browser.sign_in(person).open("/modules/lungs/quiz")
    assert "Version 1, adopted by" in page.text


def test_somebody_at_two_clinics_chooses_which_it_is_for(browser):
    person = make_candidate()
    other = make_clinic(name="The other clinic")
    make_member(person, "practitioner", other)
    adopt(publish(), other)
    candidate = browser.sign_in(person)
    candidate.open("/modules/lungs/quiz")
    candidate.follow("For The other clinic")
    candidate.press(START)
    assert the_attempt(person).clinic_id == other.id


def test_where_attempts_count_there_is_no_practice_that_shows_the_keys(browser):
    person = make_candidate()
    other = make_clinic(name="The other clinic")
    make_member(person, "practitioner", other)
    page = browser.sign_in(person).open(f"/modules/lungs/quiz?clinic={other.slug}")
    assert "ractice" not in page.main.text


def test_time_that_runs_out_hands_in_what_was_saved(browser):
    publish_policy("lungs")
    person = make_candidate()
    candidate = browser.sign_in(person)
    take(candidate, "right", "right", "right", "right", hand_in=False)
    run_out(the_attempt(person))

    tasks.close_overdue()

    attempt = the_attempt(person)
    assert attempt.passed is True
    assert attempt.submitted_at == attempt.deadline_at
    assert "certificate.issued" in list(db.session.scalars(db.select(Event.name)))
    tasks.close_overdue()
    assert list(db.session.scalars(db.select(Event.name))).count("attempt.timed_out") == 1
