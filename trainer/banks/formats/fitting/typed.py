"""Questions whose answer is typed."""

from typing import Any

from trainer.banks.formats.fitting import words
from trainer.banks.formats.fitting.choices import PARTLY, WHOLE
from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.questions import NO_KEY, Answer, Question

NO_UNIT = "units"


def text(question: Question) -> dict[str, Any] | None:
    """Accepted is what earns the whole mark. Patterns with * are not understood here."""
    rows = [answer for answer in question.answers if not is_pattern(answer, question)]
    accepted = list(dict.fromkeys(words.said(answer) for answer in rows if answer.fraction >= WHOLE))
    partial_answers(question, rows)
    if not accepted:
        question.warn(PARTLY if question.right else NO_KEY)
        return None
    right = next(answer for answer in rows if answer.fraction >= WHOLE)
    wrong = [answer for answer in rows if answer.fraction < WHOLE and answer.feedback.strip()]
    others = {answer.feedback.strip() for answer in rows if answer.fraction >= WHOLE} - {"", right.feedback.strip()}
    if others:
        question.warn("Of the comments on the right answers just the first is kept.")
    fields: dict[str, Any] = {
        "kind": "short text",
        "accepted": accepted,
        "why": words.reason(question, right.feedback),
    }
    mistakes = [{"text": words.said(answer), "why": words.comment(answer.feedback, question)} for answer in wrong]
    return fields | ({"mistakes": mistakes} if mistakes else {})


def is_pattern(answer: Answer, question: Question) -> bool:
    """A lone * is any other answer; one inside a text stands for any letters."""
    if answer.text.strip() == "*":
        if answer.fraction > 0:
            question.warn("Any text earns marks there; here it is wrong.")
        elif answer.feedback.strip():
            question.warn("The comment on any other answer is not kept.")
        return True
    if "*" in answer.text.replace("\\*", ""):
        question.warn(f"“{answer.text[:60]}” stands for many texts there and is not kept.")
        return True
    return False


def partial_answers(question: Question, rows: list[Answer]) -> None:
    for answer in rows:
        if 0 < answer.fraction < WHOLE:
            share = f"{answer.fraction:.0%}"
            question.warn(f"“{words.said(answer)[:60]}” earns {share} of the mark there and nothing here.")


def number(question: Question) -> dict[str, Any] | None:
    """One value with its tolerance; of several that earn the whole mark the first, with a word about the others."""
    known = [(answer, number_of(answer.text)) for answer in question.answers]
    rows = [(answer, value) for answer, value in known if value is not None]
    partial_answers(question, [answer for answer, _ in rows])
    right = [(answer, value) for answer, value in rows if answer.fraction >= WHOLE]
    if any(answer.text.strip() == "*" and answer.feedback.strip() for answer in question.answers):
        question.warn("The comment on any other answer is not kept.")
    if not right:
        question.warn(PARTLY if question.right else NO_KEY)
        return None
    key, value = right[0]
    same = [answer for answer, other in right if other == value]
    if len(same) < len(right):
        question.warn(f"{len(right)} different numbers are right there; here only {key.text} is.")
    if not question.unit:
        question.warn("It has no unit. Write one before the question is used.")
    fields: dict[str, Any] = {
        "kind": "numeric",
        "value": value,
        "tolerance": max(answer.tolerance or 0.0 for answer in same),
        "unit": question.unit or NO_UNIT,
        "why": words.reason(question, key.feedback),
    }
    mistakes = [
        {"value": other, "why": words.comment(answer.feedback, question)}
        for answer, other in rows
        if answer.fraction < WHOLE and answer.feedback.strip() and abs(other - value) > fields["tolerance"]
    ]
    return fields | ({"mistakes": mistakes} if mistakes else {})
