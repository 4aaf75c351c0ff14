import re
from dataclasses import dataclass

from trainer.banks.formats import markup, trees
from trainer.banks.formats.decoding import OLD, mark_doubtful
from trainer.banks.formats.qti2 import kinds
from trainer.banks.formats.qti2.agreement import settle
from trainer.banks.formats.qti2.bodies import Body, body_of, plainly
from trainer.banks.formats.qti2.declarations import Declared, declared
from trainer.banks.formats.qti2.processing import has_rules
from trainer.banks.formats.questions import DESCRIPTION, ESSAY, NO_KEY, CannotRead, Question, Reading
from trainer.banks.formats.trees import Node

VERSION = re.compile(r"imsqti(?:asi)?_v(\d)p(\d)")
NO_RULES = "The file says what is right, but not what it earns."


@dataclass
class Imported:
    """An item with the question made of it; no question for one that has no counterpart here."""

    item: Node
    declared: Declared
    reading: Reading
    question: Question | None = None
    most: float = 0.0  # what the best response earns there; 0 where the two scorings do not agree
    differs: str = ""  # why it is scored otherwise there


def read(data: bytes) -> Reading:
    return imported(data).reading


def imported(data: bytes) -> Imported:
    """Raises CannotRead for a file that is no item."""
    item = trees.parse(data)
    if item.name != "assessmentitem":
        raise CannotRead("This XML is not a QTI item: it does not begin with <assessmentItem>.")
    made = Imported(item, declared(item), Reading(f"qti{version(data)}"))
    try:
        add(made)
    except CannotRead as problem:
        made.question = None
        made.reading.skip(item.line, type_of(item), str(problem))
    mark_doubtful(made.reading.questions, OLD if trees.is_old(data) else "")
    return made


def version(data: bytes) -> str:
    found = VERSION.search(data[:4000].replace(b"\0", b"").decode("latin-1"))
    return f"{found[1]}{found[2]}" if found else "21"


def interactions(item: Node) -> list[Node]:
    """All of them, also those that are not shown at first."""
    shown = item.first("itembody")
    nodes = every(shown) if shown is not None else []
    return [node for node in nodes if node.name.endswith("interaction") and node.name != "endattemptinteraction"]


def every(node: Node) -> list[Node]:
    return [one for child in node.nodes for one in (child, *every(child))]


def type_of(item: Node) -> str:
    names = dict.fromkeys(node.name.removesuffix("interaction") for node in interactions(item))
    return " and ".join(names) or DESCRIPTION


def add(made: Imported) -> None:
    item, body = made.item, body_of(made.item)
    names = {node.name for node in body.interactions}
    if len(interactions(item)) > len(body.interactions):
        raise CannotRead("It shows one part after another, which has no counterpart here.")
    if not names:
        made.reading.skip(item.line, DESCRIPTION, "It asks nothing: there is no interaction in its body.")
        return
    if names == {"extendedtextinteraction"}:
        made.reading.skip(item.line, ESSAY)
        return
    if not names <= kinds.READERS.keys():
        strange = ", ".join(sorted(name.removesuffix("interaction") for name in names - kinds.READERS.keys()))
        raise CannotRead(f"The interaction “{strange}” has no counterpart here.")
    if any(True for shown in item.all("itembody") for _ in shown.within("printedvariable")):
        raise CannotRead("It shows a value that is worked out, which has no counterpart here.")
    if made.declared.is_made_anew:
        raise CannotRead("It is made anew for each person, which has no counterpart here; draw it up as an item model.")
    question = Question("", "", title=" ".join(item.get("title").split()), id=item.get("identifier"), line=item.line)
    stem(question, body)
    kinds.fill(question, body, made.declared)
    comments(question, item, body)
    if not has_rules(item):
        question.warn(NO_RULES if any(one.correct for one in made.declared.responses.values()) else NO_KEY)
    made.question = question
    made.most, made.differs = settle(question, item, made.declared)
    made.reading.questions.append(question)


def stem(question: Question, body: Body) -> None:
    raw = " ".join(body.stem.split())
    for loss in markup.losses(raw):
        question.warn(loss)
    question.stem, question.is_html = markup.harmless(raw), "<" in raw
    if not question.is_html:
        question.stem = markup.plain(question.stem)


def comments(question: Question, item: Node, body: Body) -> None:
    general = [one for one in item.all("modalfeedback") if one.get("identifier") == "general"]
    question.general_feedback = " ".join(plainly(one) for one in general)
    if len(list(item.all("modalfeedback"))) > len(general) or body.has_feedback:
        question.warn("Comments on the whole answer (right, partly right, wrong) are not kept.")
    if body.has_scorer_notes:
        question.warn("Notes for whoever scores it are not kept.")
    if item.get("adaptive").lower() == "true":
        question.warn("It can be answered again and again there; here once.")
