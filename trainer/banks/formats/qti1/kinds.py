"""Which kind of question an item is, by the shape of its responses."""

from collections.abc import Sequence
from html import escape

from trainer.banks.formats.markup import plain
from trainer.banks.formats.qti1 import choices, parts, typed
from trainer.banks.formats.qti1.scoring import Scorer
from trainer.banks.formats.qti1.texts import before, text_of
from trainer.banks.formats.questions import MULTICHOICE, CannotRead, Question
from trainer.banks.formats.trees import Node


def by_shape(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer, type_: str) -> None:
    names = {response.name for response in responses}
    if names <= {"response_lid", "response_grp"}:
        of_choices(question, shown, responses, scorer, type_)
    elif names <= {"response_str", "response_num"}:
        typed.read(question, shown, responses, scorer, type_)
    else:
        raise CannotRead("Its answers are given in a way that has no counterpart here.")


def of_choices(question: Question, shown: Node, responses: Sequence[Node], scorer: Scorer, type_: str) -> None:
    stem = text_of(before(shown, responses), question)
    question.stem, question.is_html = stem.text, stem.is_html
    if len(responses) > 1 or type_ in parts.BLANKS | {"matching_question"}:
        parts.read(question, shown, responses, scorer, type_)
        return
    (response,) = responses
    asked_inside(question, response)
    if response.get("rcardinality").lower() == "ordered":
        choices.ordering(question, response, scorer)
        return
    question.answers = choices.labels(response, question)
    question.is_fixed = any(node.get("shuffle").lower() == "no" for node in response.all("render_choice"))
    question.type = MULTICHOICE
    if response.get("rcardinality").lower() == "multiple" or type_ in {"multiple_answers_question", "multiple answer"}:
        choices.several(question, response, scorer)
    else:
        choices.one(question, response, scorer)
        choices.as_truth(question)


def asked_inside(question: Question, response: Node) -> None:
    """The text of some stands, or goes on, in the response; that of a blank in a text is just its name."""
    more = text_of([node for node in response.nodes if node.name in {"material", "flow_mat"}], question)
    if not more.text or f"[{plain(more.text)}]" in question.stem:
        return
    stem, said = question.stem, more.text
    if question.is_html != more.is_html:
        stem, said = (stem, escape(said)) if question.is_html else (escape(stem), said)
    question.stem, question.is_html = " ".join(filter(None, (stem, said))), question.is_html or more.is_html
