"""How sure somebody is, said with an answer: kept with it, never part of the mark, noted where it was a danger."""

import pytest

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.quizzes.builders import make_candidate, publish, the_attempt
from trainer.banks import queries as banks
from trainer.quizzes import queries
from trainer.quizzes.models import Answer, ConfidentMiss
from trainer.quizzes.rules import is_confident_miss


@pytest.mark.parametrize(
    ("sure", "score", "critical", "is_one"),
    [
        ("sure", 0, True, True),
        ("sure", 0.5, True, True),  # partly right is not right
        ("sure", 1, True, False),
        ("sure", 0, False, False),
        ("fairly", 0, True, False),
        ("guess", 0, True, False),
        (None, 0, True, False),
    ],
)
def test_what_a_confident_miss_is(sure, score, critical, is_one):
    assert is_confident_miss(sure, score, critical) is is_one


@pytest.fixture
def person(app):
    return make_candidate(name="Ada")


@pytest.fixture
def candidate(browser, person):
    candidate = browser.sign_in(person)
    candidate.open("/modules/lungs/quiz")
    candidate.press("Start the quiz")
    return candidate


def given(person) -> list[tuple[int, str, str | None]]:
    rows = Answer.query.filter_by(attempt_id=the_attempt(person).id).order_by(Answer.receipt)
    return [(one.number, one.given, one.sure) for one in rows]


def chosen(page) -> list[str]:
    return [one["value"] for one in page.select("[name=sure][checked]")]


def test_it_is_kept_with_the_answer_and_its_receipt(candidate, person):
    candidate.press("Next", answer="1", sure="sure")
    candidate.press("Next", answer="0")
    assert given(person) == [(1, "1", "sure"), (2, "0", None)]
    page = candidate.open(f"/attempts/{the_attempt(person).id}/questions/1")
    assert chosen(page) == ["sure"]


def test_second_thoughts_are_another_receipt(candidate, person):
    candidate.press("Next", answer="1", sure="sure")
    candidate.press("Previous")
    candidate.press("Next", sure="guess")
    assert given(person) == [(1, "1", "sure"), (1, "1", "guess")]
    candidate.press("Previous")
    candidate.press("Next")  # nothing new, no receipt
    assert len(given(person)) == 2
    assert queries.answers_of(the_attempt(person))[1].sure == "guess"


def test_without_an_answer_it_says_nothing(candidate, person):
    candidate.press("Next", sure="sure")
    candidate.press("Next", answer="1", sure="very")
    assert given(person) == [(2, "1", None)]


def test_the_page_that_saves_by_itself_is_told_what_was_kept(candidate, person):
    attempt = the_attempt(person)
    token = candidate.page.select_one("[name=csrf_token]")["value"]
    address = f"/attempts/{attempt.id}/questions/1"
    sent = {"csrf_token": token, "answer": "1", "sure": "fairly", "was": "", "was_sure": ""}
    answer = candidate.client.post(address, data=sent, headers={"Accept": "application/json"})
    assert (answer.json["given"], answer.json["sure"]) == ("1", "fairly")
    again = sent | {"was": "1", "was_sure": "fairly"}
    answer = candidate.client.post(address, data=again, headers={"Accept": "application/json"})
    assert answer.json["saved"] is None


def test_it_never_touches_the_mark_and_marks_a_danger(candidate, person):
    """Every answer is wrong and sure: two of the four items are safety-critical."""
    attempt = the_attempt(person)
    items = banks.published(attempt.module_version_id).by_version
    for number, question in enumerate(attempt.form, 1):
        item = items[question["item"]]
        wrong = next(n for n in question["order"] if not item.kind.score(item.item, str(n)))
        candidate.press("Next" if number < 4 else "Review answers", answer=str(wrong), sure="sure")
    page = candidate.press("Hand in 4 answers")
    attempt = the_attempt(person)
    assert attempt.result["total"]["right"] == 0
    critical = [n for n, one in enumerate(attempt.form, 1) if items[one["item"]].item.safety_critical]
    assert [one.number for one in ConfidentMiss.query.order_by(ConfidentMiss.number)] == critical
    assert len(critical) == 2
    assert [words(tag) for tag in page.select(".review-item .tag")].count("You said: sure") == 4


def test_of_practice_nothing_is_noted(browser, app):
    publish()
    candidate = browser.sign_in(make_person(clinic=make_clinic()))
    candidate.open("/modules/lungs/quiz")
    candidate.press("Start practice")
    for _ in range(4):
        candidate.press(
            "Review answers" if "Review answers" in words(candidate.page) else "Next", answer="1", sure="sure"
        )
    candidate.press("Hand in 4 answers")
    assert Answer.query.count() == 4
    assert not ConfidentMiss.query.all()
