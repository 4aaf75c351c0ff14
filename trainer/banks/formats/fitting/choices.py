"""Questions to choose from."""

from math import isclose
from typing import Any

from trainer.banks.formats.fitting import words
from trainer.banks.formats.questions import NO_KEY, Answer, Question

WHOLE = 0.99999
PARTLY = "No answer earns the whole mark. Choose the right one."


def one(question: Question) -> dict[str, Any]:
    """Right is what earns the whole mark; a part of it is not kept."""
    keys = [answer for answer in question.answers if answer.fraction >= WHOLE]
    if not keys:
        question.warn(PARTLY if question.right else NO_KEY)
    if len(keys) > 1:
        question.warn(f"{len(keys)} answers each earn the whole mark; here just one may be right. Choose.")
    for answer in question.answers:
        if 0 < answer.fraction < WHOLE:
            share = f"{answer.fraction:.0%}"
            question.warn(f"“{words.said(answer)[:60]}” earns {share} of the mark there and nothing here.")
    if any(answer.fraction < 0 for answer in question.answers):
        question.warn("Marks taken away for a wrong answer are not kept.")
    return with_order(question, {"kind": "single best answer", "options": options(question, keys)})


def many(question: Question) -> dict[str, Any]:
    keys = question.right
    if not keys:
        question.warn(NO_KEY)
    if len({round(answer.fraction, 4) for answer in keys}) > 1:
        question.warn("The right answers earn different shares there; here each earns the same.")
    wrong = [answer.fraction for answer in question.answers if answer.fraction <= 0]
    takes_a_share = all(isclose(fraction, -1 / max(1, len(keys)), abs_tol=0.01) for fraction in wrong)
    if keys and question.says_marks and not question.is_all_or_nothing and not takes_a_share:
        question.warn("Here each wrong choice takes a share away; there it takes another one or none.")
    fields = {"kind": "multiple response", "options": options(question, keys)}
    if question.is_all_or_nothing:
        fields["scoring"] = "all or nothing"
    return with_order(question, fields)


def options(question: Question, keys: list[Answer]) -> list[dict[str, Any]]:
    rows = []
    for answer in question.answers:
        row: dict[str, Any] = {"text": words.said(answer)}
        if any(answer is key for key in keys):
            row["key"] = True
        rows.append(row | {"why": words.comment(answer.feedback, question)})
    return rows


def with_order(question: Question, fields: dict[str, Any]) -> dict[str, Any]:
    return fields | ({"fixed_order": True} if question.is_fixed else {})
