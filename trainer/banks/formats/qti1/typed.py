"""Answers that are typed: one, or several in a text."""

import re
from collections.abc import Sequence

from trainer.banks.formats.markup import plain
from trainer.banks.formats.qti1 import numeric
from trainer.banks.formats.qti1.choices import labels
from trainer.banks.formats.qti1.scoring import Scorer, named
from trainer.banks.formats.qti1.texts import before, text_of
from trainer.banks.formats.questions import CLOZE, GAPSELECT, SHORTANSWER, Answer, CannotRead, Gap, Question
from trainer.banks.formats.trees import Node

NUMBERS = {"numerical_question", "numeric"}


def read(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer, type_: str) -> None:
    if len(responses) > 1:
        gaps_between(question, shown, responses, scorer)
        return
    (response,) = responses
    stem = text_of(before(shown, responses), question)
    question.stem, question.is_html = stem.text, stem.is_html
    fields = [field.get("fibtype").lower() for field in response.within("render_fib")]
    if type_ in NUMBERS or {"decimal", "integer"} & set(fields) or numeric.has_limits(scorer):
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
    parts: list[str] = []
    walk(question, shown, responses, parts)
    question.stem = in_their_places(" ".join(parts), [one.get("ident") for one in responses])
    together = all(not scorer.score({one.get("ident"): [text]}) for one in responses for text in words(scorer, one))
    for response in responses:
        name, asked = response.get("ident"), words(scorer, response)
        listed = labels(response, question) if response.below("render_choice") else []
        if listed:
            choose(listed, asked if together else [one.text for one in answers_of(question, response, scorer)])
        elif is_number(response):
            question.warn(f"Gap {name} asks for a number; here it takes the number as it is written.")
        typed = [Answer(text, 1.0) for text in asked] if together else answers_of(question, response, scorer)
        question.gaps.append(Gap(name, listed or typed, is_open=not listed))
        question.pairs += [(name, answer.text) for answer in listed or typed if answer.fraction > 0]
    question.is_all_or_nothing = together
    question.type = CLOZE if any(gap.is_open for gap in question.gaps) else GAPSELECT


def choose(listed: Sequence[Answer], right: Sequence[str]) -> None:
    """Some ask for the ident of a choice, some for its text."""
    for answer in listed:
        answer.fraction = float(answer.ident in right or plain(answer.text) in right)


def is_number(response: Node) -> bool:
    fields = response.within("render_fib")
    return response.name == "response_num" or any(
        one.get("fibtype").lower() in {"decimal", "integer"} for one in fields
    )


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
