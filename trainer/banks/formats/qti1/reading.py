from collections.abc import Iterable
from contextlib import suppress

from trainer.banks.formats import trees
from trainer.banks.formats.decoding import OLD, mark_doubtful
from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.qti1.kinds import by_shape
from trainer.banks.formats.qti1.mending import mend
from trainer.banks.formats.qti1.scoring import Scorer
from trainer.banks.formats.qti1.texts import NONE, Text, feedbacks, text_of
from trainer.banks.formats.questions import DAMAGED, DESCRIPTION, ESSAY, CannotRead, Hostile, Question, Reading
from trainer.banks.formats.trees import Node

LARGE = 5_000_000  # bytes
RESPONSES = ("response_lid", "response_str", "response_num", "response_xy", "response_grp", "response_extension")
ANSWERED = {"response_lid", "response_grp", "response_str", "response_num"}
LEFT_OUT = {
    "essay_question": ESSAY,
    "text_only_question": DESCRIPTION,
    "cc.essay.v0p1": ESSAY,
    "essay": ESSAY,
    "short response": ESSAY,
}
UNKNOWN = {
    "categorization_question": "Things to be sorted into categories have no counterpart here.",
    "calculated_question": "A question with a formula has no counterpart here.",
    "calculated": "A question with a formula has no counterpart here.",
    "file_upload_question": "A file to hand in has no counterpart here.",
    "file upload": "A file to hand in has no counterpart here.",
    "cc.pattern_match.v0p1": "An answer that is compared with a pattern has no counterpart here.",
    "hot spot": "A place in a picture is not imported; draw it as a hotspot here.",
    "opinion scale/likert": "An opinion has no right answer.",
    "opinion scale": "An opinion has no right answer.",
    "quiz bowl": "An answer that is to be a question has no counterpart here.",
}


def read(data: bytes) -> Reading:
    """Of a large file one item after the other; what is broken or strange is looked at as a whole."""
    reading = Reading("qti12")
    if len(data) > LARGE and b"questestinterop" in data[:1000]:
        with suppress(SyntaxError):
            return filled(reading, trees.streamed(data, "item"), data)
        reading = Reading("qti12")
    return filled(reading, whole_or_pieces(data, reading), data)


def whole_or_pieces(data: bytes, reading: Reading) -> list[Node]:
    try:
        root = trees.parse(data)
        items = [root] if root.name == "item" else list(root.within("item"))
        if root.name not in {"questestinterop", "item"}:
            raise CannotRead("This XML is not QTI 1.2: it does not begin with <questestinterop>.")
    except Hostile:
        raise
    except CannotRead as problem:
        items = list(trees.pieces(data, "item", reading))
        if not items and not reading.errors:
            raise
        if not reading.errors:
            reading.error(0, str(problem))
    return items


def filled(reading: Reading, items: Iterable[Node], data: bytes) -> Reading:
    for item in items:
        if reading.is_full(item.line):
            break
        try:
            add(reading, item)
        except CannotRead as problem:
            reading.error(item.line, str(problem))
        except Exception:  # one broken question must not cost the others
            reading.error(item.line, DAMAGED)
    mark_doubtful(reading.questions, OLD if trees.is_old(data) else "")
    return reading


def add(reading: Reading, item: Node) -> None:
    type_ = type_of(item)
    presentation = item.first("presentation")
    if presentation is None:
        raise CannotRead("This item shows nothing: it has no <presentation>.")
    responses = list(presentation.within(*RESPONSES))
    if type_ in UNKNOWN:
        reading.skip(item.line, type_, UNKNOWN[type_])
        return
    if type_ in LEFT_OUT or not responses:
        reading.skip(item.line, LEFT_OUT.get(type_, DESCRIPTION))
        return
    strange = [response.name for response in responses if response.name not in ANSWERED]
    if strange:
        reading.skip(item.line, type_ or strange[0], "Its answers are given in a way that has no counterpart here.")
        return
    named = item.below("bbmd_asi_object_id")
    name = item.get("ident") or (named.words.strip() if named else "")
    question = Question("", "", title=" ".join(item.get("title").split()), id=name, line=item.line)
    mend(question, item, responses)
    scorer = Scorer.of(item)
    if not scorer.is_known:
        reading.skip(item.line, type_ or "pattern match", "Its answers are compared in a way that is not known here.")
        return
    if not scorer.rewarding and all(response.name == "response_str" for response in responses):
        reading.skip(item.line, ESSAY, "An answer that is typed and earns no marks by itself is an essay.")
        return
    found = comments(question, item)
    by_shape(question, presentation, responses, scorer, type_)
    kept = {question.general_feedback, *(answer.feedback for answer in question.answers)}
    if any(said.text not in kept for said in found.values()):
        question.warn("Comments on the whole answer (right, partly right, wrong) are not kept.")
    if not question.stem:
        question.stem = text_of(list(presentation.all("material")), question).text
    if not question.stem:
        question.warn("The question has no text.")
    reading.questions.append(question)


def type_of(item: Node) -> str:
    """As Canvas, a Common Cartridge or Blackboard name it; "" where nothing is said."""
    for field in item.within("qtimetadatafield"):
        label, entry = field.first("fieldlabel"), field.first("fieldentry")
        if label and entry and label.words.strip() in {"question_type", "cc_profile"}:
            return entry.words.strip().lower()
    named = item.below("bbmd_questiontype") or item.below("qmd_itemtype")
    return named.words.strip().lower() if named else ""


def comments(question: Question, item: Node) -> dict[str, Text]:
    """All that have words. General feedback is kept; that on right or wrong as a whole is not."""
    found = {name: said for name, said in feedbacks(item, question).items() if said.text and said.text != NONE}
    if general := found.get("general_fb"):
        question.general_feedback = general.text
    partial = item.below("bbmd_partialcredit")
    if partial is not None and partial.words.strip().lower() == "true":
        question.warn("Parts of the mark are given for single answers there; they are not kept.")
    for field in item.within("qtimetadatafield"):
        label, entry = field.first("fieldlabel"), field.first("fieldentry")
        if label and entry and label.words.strip() in {"points_possible", "cc_weighting"}:
            marks = number_of(entry.words)
            if marks not in {None, 1.0}:
                question.warn(f"It counts {marks:g} marks there; here each question counts one.")
    return found
