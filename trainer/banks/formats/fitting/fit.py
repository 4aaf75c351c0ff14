"""Each question as the fields that items.yaml has for its kind; what they cannot say becomes a warning."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from trainer.banks.content import SHAPES
from trainer.banks.formats.fitting import paired, typed, words
from trainer.banks.formats.fitting.choices import many, one
from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    SHORTANSWER,
    TRUEFALSE,
    Question,
)

Fields = dict[str, Any]
NOTHING = {"id": "imported", "objective": "none", "level": "recall", "passage": "none", "facts": ["none"]}
EMPTY = "One of its answers has no words, so that it cannot be used here."


def fitted(question: Question) -> Fields | None:
    """None for a question that no kind of item can hold; its warnings say why. Everything else is kept as it was."""
    if question.own.get("kind"):
        return question.own
    text = words.stem(question)
    if not text:
        question.warn("The question has no text, so that it cannot be used here.")
        return None
    words.say_what_formatting_is_lost(question)
    fields = FITTERS[question.type](question)
    if fields is None:
        return None
    made = {"kind": fields.pop("kind"), "stem": fields.pop("stem", text), **fields}
    try:
        SHAPES[made["kind"]].model_validate({**made, **NOTHING})
    except ValidationError:
        question.warn(EMPTY)
        return None
    return made


def chosen(question: Question) -> Fields | None:
    """Two answers, true and false, of which one is right, are a statement."""
    said = [words.said(answer).strip(" .").lower() for answer in question.answers]
    if question.is_single and sorted(said) == ["false", "true"] and [one.fraction for one in question.right] == [1]:
        answers = [replace(one, text=text) for one, text in zip(question.answers, said, strict=True)]
        return truth(replace(question, answers=answers))
    return one(question) if question.is_single else many(question)


def truth(question: Question) -> Fields | None:
    why = {answer.text: answer.feedback for answer in question.answers}
    if len(question.right) != 1:
        return None
    return {
        "kind": "true or false",
        "answer": question.right[0].text == "true",
        "why_true": words.reason(question, why.get("true", "")),
        "why_false": words.reason(question, why.get("false", "")),
    }


FITTERS: dict[str, Callable[[Question], Fields | None]] = {
    MULTICHOICE: chosen,
    TRUEFALSE: truth,
    SHORTANSWER: typed.text,
    NUMERICAL: typed.number,
    MATCHING: paired.matching,
    ORDERING: paired.ordering,
    GAPSELECT: paired.gaps,
    CLOZE: paired.gaps,
}
