"""Answers that are typed: one, or several in a text."""

import re
from collections.abc import Sequence

from trainer.banks.formats.qti1 import numeric
from trainer.banks.formats.qti1.scoring import Scorer, named
from trainer.banks.formats.qti1.texts import before, text_of
from trainer.banks.formats.questions import CLOZE, SHORTANSWER, Answer, CannotRead, Gap, Question
from trainer.banks.formats.trees import Node

NUMBERS = {"numerical_question", "numeric"}


def read(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer, type_: str) -> None:
    if len(responses) > 1:
        gaps_between(question, shown, responses, scorer)
        return
    (response,) = responses
    stem = text_of(before(shown, responses), question)
    question.stem, question.is_html = stem.text, stem.is_html
    fields = list(response.within("render_fib"))
    is_number = type_ in NUMBERS or any(field.get("fibtype").lower() in {"decimal", "integer"} for field in fields)
    if is_number or numeric.has_limits(scorer):
        numeric.fill(question, response.get("ident"), scorer)
        return
    question.type = SHORTANSWER
    question.answers = answers_of(question, response, scorer)
    if not question.answers:
        raise CannotRead("Its right answer cannot be told from its scoring.")


def answers_of(question: Question, response: Node, scorer: Scorer) -> list[Answer]:
    name = response.get("ident")
    texts = dict.fromkeys(text for condition in scorer.rewarding for text in named(condition, name))
    scores = {text: scorer.score({name: [text]}) for text in texts if text}
    most = max([*scores.values(), 0.0])
    exact = [node for condition in scorer.rewarding for node in condition.within("varequal")]
    if any(node.get("case").lower() == "yes" for node in exact) and any(re.search("[A-Za-z]", text) for text in texts):
        question.warn("Capitals count there; here they do not.")
    return [Answer(text, round(score / most, 7) if most > 0 else 0.0) for text, score in scores.items()]


def gaps_between(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer) -> None:
    """The gaps stand in the text where the responses stand in the file."""
    question.type = CLOZE
    parts: list[str] = []
    walk(question, shown, responses, parts)
    question.stem = in_their_places(" ".join(parts), [one.get("ident") for one in responses])
    together = all(not scorer.score({one.get("ident"): [text]}) for one in responses for text in words(scorer, one))
    for response in responses:
        asked = [Answer(text, 1.0) for text in words(scorer, response)]
        answers = asked if together else answers_of(question, response, scorer)
        question.gaps.append(Gap(response.get("ident"), answers, is_open=True))
        question.pairs += [(response.get("ident"), answer.text) for answer in answers if answer.fraction > 0]
    question.is_all_or_nothing = together


def in_their_places(text: str, names: Sequence[str]) -> str:
    """Some write [name] into the text and put all boxes below it."""
    for name in names:
        if f"[{name}]" in text.replace(f"[[{name}]]", ""):
            text = text.replace(f"[[{name}]]", "", 1).replace(f"[{name}]", f"[[{name}]]", 1)
    return text.strip()


def words(scorer: Scorer, response: Node) -> list[str]:
    asked = [named(condition, response.get("ident")) for condition in scorer.rewarding]
    return list(dict.fromkeys(text for texts in asked for text in texts))


def walk(question: Question, node: Node, responses: Sequence[Node], parts: list[str]) -> None:
    for child in node.nodes:
        if child in responses:
            parts.append(f"[[{child.get('ident')}]]")
        elif child.name == "material":
            said = text_of([child], question)
            question.is_html |= said.is_html
            parts.append(said.text)
        else:
            walk(question, child, responses, parts)
