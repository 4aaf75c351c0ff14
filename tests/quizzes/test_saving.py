"""How an answer is saved: with a receipt, in few statements, whatever else goes wrong."""

import re

import pytest

from tests.builders import make_person
from tests.quizzes.builders import make_candidate, run_out, the_attempt
from tests.quizzes.taking import give, start
from trainer.db import db
from trainer.quizzes import queries

JSON = {"Accept": "application/json"}


@pytest.fixture
def person(app):
    return make_candidate()


@pytest.fixture
def candidate(browser, person):
    candidate = browser.sign_in(person)
    start(candidate)
    return candidate


def send(candidate, status=200, address=None, **change):
    """What the page's script sends."""
    token = candidate.page.select_one("[name=csrf_token]")["value"]
    data = {"csrf_token": token, "was": ""} | change
    candidate.send("POST", address or candidate.address, status, data=data, headers=JSON)
    return candidate.response.json


def test_the_script_gets_the_time_of_the_receipt(candidate, person):
    receipt = send(candidate, answer="1")
    assert re.fullmatch(r"\d\d:\d\d:\d\d", receipt["saved"])
    assert receipt["given"] == "1"
    assert queries.answers_of(the_attempt(person))[1][0] == "1"


def test_the_page_shows_the_receipt_after_coming_back(candidate):
    saved = send(candidate, answer="1")["saved"]
    assert f"Saved {saved}" in candidate.open(candidate.address).select_one("#saved").text


def test_a_save_takes_at_most_six_statements(candidate, statements):
    send(candidate, answer="0")  # compiles the module
    with statements() as seen:
        send(candidate, answer="1")
    assert len(seen) <= 6, seen
    writes = [line for line in seen if line.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(writes) == 2, writes


def test_a_question_page_takes_at_most_six_statements(candidate, statements):
    candidate.open(candidate.address)
    with statements() as seen:
        candidate.open(candidate.address)
    assert len(seen) <= 6, seen


def test_a_question_page_is_light(candidate):
    assert len(candidate.response.data) < 30_000


def test_every_answer_is_kept_in_the_order_it_came(candidate, person):
    for answer in ("1", "2", "0"):
        send(candidate, answer=answer)
    attempt = the_attempt(person)
    assert attempt.receipts == 3
    rows = db.session.execute(queries.ANSWERS_OF, {"attempt_id": attempt.id}).all()
    assert [(row.receipt, row.given) for row in rows] == [(1, "1"), (2, "2"), (3, "0")]


@pytest.mark.parametrize("nonsense", ["7", "-1", "abc", "1e3", "٣", "0.5", "99999999999999999999", "' OR 1=1"])
def test_an_answer_that_is_no_option_is_explained_and_not_saved(candidate, person, nonsense):
    assert "not one of the options" in send(candidate, status=422, answer=nonsense)["error"]
    page = candidate.post(candidate.address, status=422, answer=nonsense, go="next", was="")
    assert "That is not one of the options" in page.text
    assert the_attempt(person).receipts == 0


def test_an_old_page_does_not_overwrite_a_newer_answer(candidate, person):
    send(candidate, answer="1")
    old = candidate.open(candidate.address)
    send(candidate, answer="2", was="1")
    candidate.page = old
    candidate.press("Next")
    assert queries.answers_of(the_attempt(person))[1][0] == "2"


def test_questions_that_are_not_on_the_form_do_not_exist(candidate):
    attempt = candidate.address.split("/")[2]
    for number in ("0", "5", "999999999"):
        candidate.open(f"/attempts/{attempt}/questions/{number}", status=404)


def test_another_persons_attempt_does_not_exist(browser, candidate):
    stranger = browser.sign_in(make_person())
    for place in ("questions/1", "review", "result"):
        stranger.open(re.sub("questions/1", place, candidate.address), status=404)
    stranger.open("/")
    stranger.post(candidate.address, status=404, answer="1", was="", go="next")
    stranger.open("/")
    stranger.post(candidate.address.replace("questions/1", "submission"), status=404)


def test_a_late_answer_is_refused_and_says_what_counts(candidate, person):
    send(candidate, answer="1")
    run_out(the_attempt(person))
    assert "its time is up" in send(candidate, status=409, answer="2")["error"]
    assert queries.answers_of(the_attempt(person))[1][0] == "1"


def test_handing_in_late_marks_what_was_saved_in_time(candidate, person):
    give(candidate, "right")
    run_out(the_attempt(person))
    candidate.press("Review and hand in")
    candidate.press("Hand in 1 answer")
    assert "1 of 4 right" in candidate.page.select_one(".verdict-sentence").text


def test_an_answer_after_handing_in_changes_nothing(candidate, person):
    give(candidate, "right")
    question, address = candidate.page, candidate.address
    candidate.press("Review and hand in")
    candidate.press("Hand in 1 answer")
    candidate.page, candidate.address = question, address
    page = candidate.post(address, status=409, answer="0", was="", go="next")
    assert page.h1.text.strip() == "Not possible"
    assert "your result page shows it" in page.text
    assert the_attempt(person).receipts == 1


def test_a_missing_or_forged_token_changes_nothing(candidate, person):
    for forged in ({}, {"csrf_token": "forged"}):
        page = candidate.post(candidate.address, token=False, answer="1", was="", go="next", **forged)
        assert "not saved yet" in page.text
    submission = candidate.address.replace("questions/1", "submission")
    assert "nothing was changed" in candidate.post(submission, status=400, token=False).text
    attempt = the_attempt(person)
    assert (attempt.receipts, attempt.position, attempt.submitted_at) == (0, 1, None)


def test_signing_in_again_in_another_tab_does_not_lose_the_answer_in_this_one(candidate, person):
    """The new session knows nothing of the old page's token; the answer is offered again."""
    give(candidate, "right")
    page, address = candidate.page, candidate.address
    candidate.client.delete_cookie(candidate.app.config["SESSION_COOKIE_NAME"])
    candidate.remember(person)
    candidate.page, candidate.address = page, address
    candidate.press("Next", answer="1")
    assert "not saved yet" in candidate.page.text
    candidate.press("Next")
    assert queries.answers_of(the_attempt(person))[2][0] == "1"


def test_a_session_that_ended_mid_quiz_keeps_the_answer(browser, candidate, person):
    give(candidate, "right")
    number_two, address = candidate.page, candidate.address
    candidate.client.delete_cookie(candidate.app.config["SESSION_COOKIE_NAME"])

    card = next(c for c in number_two.select(".option-card") if c.get_text().strip().endswith("right"))
    page = candidate.press("Next", answer=card.select_one("input")["value"])
    assert "Your session has ended" in page.text

    candidate.remember(person)
    page = candidate.open(address)
    assert "is chosen again below, but not saved yet" in page.text
    assert page.select_one("input[checked]")["value"] == card.select_one("input")["value"]
    candidate.press("Next")
    assert set(queries.answers_of(the_attempt(person))) == {1, 2}


def test_the_script_is_told_when_the_session_has_ended(candidate, person):
    page = candidate.page
    candidate.client.delete_cookie(candidate.app.config["SESSION_COOKIE_NAME"])
    candidate.page = page
    assert "session has ended" in send(candidate, status=401, answer="1")["error"]


def test_an_item_of_another_attempt_cannot_be_answered(browser, candidate, person):
    """The address names the attempt and the place on its form, never an item: there is nothing to swap."""
    other = make_candidate_of_same_module(browser)
    send(candidate, answer="1", address=candidate.address, item=str(the_attempt(other).form[0]["item"]))
    assert the_attempt(other).receipts == 0
    assert the_attempt(person).receipts == 1


def make_candidate_of_same_module(browser):
    person = make_person()
    other = browser.sign_in(person)
    other.open("/modules/lungs/quiz")
    other.press("Start practice")
    return person


def test_starting_needs_the_button(browser, person):
    candidate = browser.sign_in(person)
    candidate.open("/modules/lungs/attempts", status=405)
    assert queries.attempts_of(person) == []


def test_a_nul_in_a_form_is_refused_calmly(candidate, person):
    candidate.post(candidate.address, status=400, answer="1\0", was="", go="next")
    assert the_attempt(person).receipts == 0
