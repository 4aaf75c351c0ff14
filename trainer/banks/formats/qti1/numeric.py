"""Numbers: a value, a range, or both."""

from trainer.banks.formats.numbers import number_of, plain_number
from trainer.banks.formats.qti1.scoring import COMPARISONS, Scorer
from trainer.banks.formats.questions import NUMERICAL, Answer, CannotRead, Question
from trainer.banks.formats.trees import Node


def has_limits(scorer: Scorer) -> bool:
    return any(True for condition in scorer.rewarding for _ in condition.within(*COMPARISONS))


def fill(question: Question, name: str, scorer: Scorer) -> None:
    question.type = NUMERICAL
    rows = [answer_of(condition, name, question) for condition in scorer.rewarding]
    scores = [scorer.score({name: [answer.text]}) for answer in rows]
    most = max([*scores, 0.0])
    for answer, score in zip(rows, scores, strict=True):
        answer.fraction = round(score / most, 7) if most > 0 else 0.0
    far = max([abs(number_of(answer.text) or 0.0) + (answer.tolerance or 0.0) for answer in rows], default=0.0) * 2 + 1
    if any(scorer.score({name: [plain_number(value)]}) >= most > 0 for value in (far, -far)):
        raise CannotRead("Numbers without an end are right there.")
    question.answers = [answer for answer in rows if answer.fraction > 0]
    if not question.answers:
        raise CannotRead("Its right number cannot be told from its scoring.")


def answer_of(condition: Node, name: str, question: Question) -> Answer:
    exact = limits(condition, name, "varequal")
    low, high = limits(condition, name, "vargte", "vargt"), limits(condition, name, "varlte", "varlt")
    if any(True for _ in condition.within("vargt", "varlt")):
        question.warn("The ends of the range are wrong there; here they are right.")
    if not exact and not (low and high):
        raise CannotRead("Its right number cannot be told from its scoring.")
    if not (low and high):
        return Answer(exact[0], 1.0, tolerance=0.0)
    bottom, top = number_of(low[0]) or 0.0, number_of(high[0]) or 0.0
    middle = round((bottom + top) / 2, 12)
    if exact and abs((number_of(exact[0]) or 0.0) - middle) > 1e-9:
        question.warn(f"{exact[0]} is not in the middle of {low[0]} to {high[0]}; the range is kept.")
        return Answer(plain_number(middle), 1.0, tolerance=round(abs(top - middle), 12))
    text = exact[0] if exact else plain_number(middle)
    return Answer(text, 1.0, tolerance=round(abs(top - middle), 12))


def limits(condition: Node, name: str, *tests: str) -> list[str]:
    nodes = [node for node in condition.within(*tests) if node.get("respident") == name]
    return [node.words.strip() for node in nodes if number_of(node.words) is not None]
