"""What stands between the braces, by kind."""

import re
from decimal import Decimal, InvalidOperation

from trainer.banks.formats.gift.escapes import shown
from trainer.banks.formats.gift.texts import HTML, formatted
from trainer.banks.formats.markup import disarmed
from trainer.banks.formats.numbers import THOUSANDS
from trainer.banks.formats.questions import (
    MATCHING,
    MOST_ANSWERS,
    MULTICHOICE,
    NO_KEY,
    NUMERICAL,
    SHORTANSWER,
    TOO_MANY,
    TRUEFALSE,
    Answer,
    CannotRead,
    Question,
)

WEIGHT = re.compile(r"^%\s*(-?\d{1,3}(?:[.,]\d*)?)\s*%")


def multichoice(question: Question, text: str, form: str) -> None:
    question.type = MULTICHOICE
    question.is_single = "=" in text
    for part in split(text.replace("=", "~="), "~"):
        is_key = part.startswith("=")
        weight, rest = weighed(part[1:].lstrip() if is_key else part)
        add(question, rest, form, 1.0 if is_key and weight is None else weight or 0.0)
    without_empty(question)
    if not question.answers:
        raise CannotRead("There is no answer with a text between the braces.")
    if len(question.answers) < 2:
        question.warn("There is only one answer to choose from.")
    if not question.right:
        question.warn(NO_KEY)


def without_empty(question: Question) -> None:
    """An answer without text cannot be chosen; mostly a sign # was meant as text."""
    kept = [answer for answer in question.answers if answer.text]
    if lost := len(question.answers) - len(kept):
        said = "One answer without a text is" if lost == 1 else f"{lost} answers without a text are"
        question.warn(f"{said} not kept. Where # begins a text, write \\#.")
    question.answers = kept


def shortanswer(question: Question, text: str, form: str) -> None:
    question.type = SHORTANSWER
    for part in split(text, "="):
        weight, rest = weighed(part)
        add(question, rest, form, 1.0 if weight is None else weight)
    without_empty(question)
    if not question.answers:
        raise CannotRead("There is no answer between the braces.")
    if not text.startswith("="):
        question.warn(f"“{question.answers[0].text[:60]}” has no = before it; it was read as a right answer to type.")


def truefalse(question: Question, text: str, form: str) -> None:
    """The first comment is for who answered wrong, the second for who answered right."""
    question.type = TRUEFALSE
    said, *comments = text.split("#", 2)
    wrong, right = [*(clean(question, one, form) for one in comments), "", ""][:2]
    is_true = said.strip().upper() in {"T", "TRUE"}
    question.answers = [
        Answer("true", float(is_true), right if is_true else wrong),
        Answer("false", float(not is_true), wrong if is_true else right),
    ]


def matching(question: Question, text: str, form: str) -> None:
    question.type = MATCHING
    for part in split(text, "="):
        prompt, arrow, answer = part.partition("->")
        if not arrow:
            raise CannotRead(f"“{shown(part)[:60]}” has no -> between the two that belong together.")
        if "#" in answer:
            question.warn("What follows # is kept as a part of the answer: matches have no feedback in GIFT.")
        said, match = formatted(prompt, form), disarmed(shown(answer).strip())
        said.warn(question)
        question.pairs.append((said.text, match))
        question.letters |= {match} | ({said.text} if said.form != HTML else set())
    if len(question.pairs) < 2:
        raise CannotRead("A matching question needs at least two pairs.")


def numerical(question: Question, text: str, form: str) -> None:
    question.type = NUMERICAL
    text, tilde, wrong = text.partition("~")
    for part in split(text, "="):
        weight, rest = weighed(part)
        said, feedback = commented(question, rest, form)
        value, tolerance = number(shown(said))
        question.answers.append(Answer(value, 1.0 if weight is None else weight, feedback, tolerance))
    if not question.answers:
        raise CannotRead("There is no number after the #.")
    if tilde:
        _, feedback = commented(question, weighed(wrong)[1], form)
        question.answers.append(Answer("*", 0.0, feedback))


def number(text: str) -> tuple[str, float]:
    """3:2 and 1..5 are both 3 with a tolerance of 2; worked out in decimals, so that nothing is rounded."""
    low, dots, high = text.partition("..")
    value, colon, tolerance = text.partition(":")
    try:
        if dots and low.strip():
            middle = (decimal(low) + decimal(high)) / 2
            return written(middle), float(abs(decimal(high) - middle))
        if value.strip() == "*":
            return "*", 0.0
        decimal(value)
        return value.strip(), float(abs(decimal(tolerance))) if colon and tolerance.strip() else 0.0
    except InvalidOperation:
        raise CannotRead(f"“{text.strip()[:60]}” is not a number.") from None


def decimal(text: str) -> Decimal:
    if THOUSANDS.fullmatch(text.strip()):
        raise InvalidOperation
    value = Decimal(text.strip().replace("−", "-").replace(",", "."))
    if not value.is_finite() or abs(value.adjusted()) > 300:
        raise InvalidOperation
    return value


def written(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def split(text: str, sign: str) -> list[str]:
    """Empty parts are slips of the pen."""
    if text.count(sign) > 2 * MOST_ANSWERS:
        raise CannotRead(TOO_MANY)
    return [part.strip() for part in text.split(sign) if part.strip()]


def weighed(text: str) -> tuple[float | None, str]:
    """The share of the mark that %50% in front says, None without it."""
    found = WEIGHT.match(text)
    if not found:
        return None, text
    share = Decimal(found[1].replace(",", ".").rstrip(".")) / 100
    return float(max(Decimal(-1), min(Decimal(1), share))), text[found.end() :].strip()


def add(question: Question, text: str, form: str, fraction: float) -> None:
    said, feedback = commented(question, text, form)
    answer = formatted(said, form)
    answer.warn(question)
    question.answers.append(answer.as_answer(fraction, feedback))


def commented(question: Question, text: str, form: str) -> tuple[str, str]:
    said, _, comment = text.partition("#")
    return said.strip(), clean(question, comment, form)


def clean(question: Question, text: str, form: str) -> str:
    comment = formatted(text, form)
    comment.warn(question)
    return comment.text
