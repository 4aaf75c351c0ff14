from collections.abc import Iterable
from contextlib import suppress

from trainer.banks.formats import trees
from trainer.banks.formats.decoding import OLD, mark_doubtful
from trainer.banks.formats.moodle_xml.kinds import READERS
from trainer.banks.formats.moodle_xml.texts import text_of
from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.questions import (
    CATEGORY,
    DAMAGED,
    WHY_LEFT_OUT,
    CannotRead,
    Hostile,
    NoCounterpart,
    Question,
    Reading,
)
from trainer.banks.formats.trees import Node

STANDARD = {  # what Moodle fills in by itself
    "",
    "your answer is correct.",
    "your answer is partially correct.",
    "your answer is incorrect.",
}
COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def read(data: bytes) -> Reading:
    """One question after the other; what is broken or strange is looked at as a whole."""
    reading = Reading("moodle_xml")
    with suppress(SyntaxError):
        filled(reading, trees.streamed(data, "question"), data)
        if reading.questions or reading.skipped or reading.errors:
            return reading
    reading = Reading("moodle_xml")
    return filled(reading, whole_or_pieces(data, reading), data)


def filled(reading: Reading, nodes: Iterable[Node], data: bytes) -> Reading:
    for node in nodes:
        if reading.is_full(node.line):
            break
        try:
            add(reading, node)
        except NoCounterpart as problem:
            reading.skip(node.line, node.get("type").lower(), str(problem))
        except CannotRead as problem:
            reading.error(node.line, str(problem))
        except Exception:  # one broken question must not cost the others
            reading.error(node.line, DAMAGED)
    mark_doubtful(reading.questions, OLD if trees.is_old(data) else "")
    reading.errors.sort(key=lambda error: error.line)
    return reading


def whole_or_pieces(data: bytes, reading: Reading) -> list[Node]:
    """The questions of a file that is broken somewhere."""
    try:
        root = trees.parse(data)
    except Hostile:
        raise
    except CannotRead as problem:
        nodes = list(trees.pieces(data, "question", reading))
        if not nodes and not reading.errors:
            raise
        if not reading.errors:
            reading.error(0, str(problem))
        return nodes
    if root.name not in {"quiz", "question"}:
        raise CannotRead("This XML is not a Moodle question bank: it does not begin with <quiz>.")
    return [root] if root.name == "question" else list(root.all("question"))


def add(reading: Reading, node: Node) -> None:
    type_ = node.get("type").lower() or "question without a type"
    if type_ == CATEGORY:
        holder = node.first("category")
        path = holder.words if holder else ""
        reading.category = " ".join(path.split())
        reading.skip(node.line, CATEGORY, f"The category “{' '.join(path.split())}” is not kept; sort by objective.")
        return
    if type_ not in READERS:
        named = WHY_LEFT_OUT.get(type_, f"Moodle's “{type_}” has no counterpart here.")
        reading.skip(node.line, type_, named)
        return
    question = Question(type_, "", line=node.line, category=reading.category)
    about(question, node)
    READERS[type_](question, node)
    reading.questions.append(question)


def about(question: Question, node: Node) -> None:
    """What all kinds have."""
    name, number = node.first("name"), node.first("idnumber")
    question.title = " ".join(text_of(name, Question("", "")).text.split())
    question.id = number.words.strip() if number else ""
    stem = text_of(node.first("questiontext"), question)
    question.stem, question.is_html = stem.text, stem.is_html
    question.general_feedback = text_of(node.first("generalfeedback"), question).text
    tags = node.first("tags")
    question.tags = [" ".join(tag.words.split()) for tag in tags.all("tag")] if tags else []
    if not question.stem:
        question.warn("The question has no text.")
    losses(question, node)


def losses(question: Question, node: Node) -> None:
    if any(True for _ in node.all("hint")):
        question.warn("Hints are not kept.")
    if any(text.words.strip().lower() not in STANDARD for text in node.all(*COMBINED)):
        question.warn("Comments on the whole answer (right, partly right, wrong) are not kept.")
    if any(text.words.strip() for text in node.all("image", "image_base64")):
        question.warn("A picture or file is not kept.")
    grade = node.first("defaultgrade")
    marks = number_of(grade.words) if grade else 1.0
    if marks not in {None, 1.0}:
        question.warn(f"It counts {marks:g} marks there; here each question counts one.")
