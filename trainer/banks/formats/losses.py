"""What a file in another format says less of than the item that it was made of."""

from collections.abc import Iterable, Iterator

from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    SHORTANSWER,
    Answer,
    Question,
)
from trainer.banks.formats.written import Written

UNITLESS = {"gift", "qti12", "qti21", "qti30"}
GAPS = {GAPSELECT, CLOZE}
IN_PARTS = {  # what earns a share for each part there, whatever is said here
    "gift": {MULTICHOICE, MATCHING},
    "moodle_xml": {MULTICHOICE, MATCHING, *GAPS},
    "csv": {MULTICHOICE, MATCHING, ORDERING},
    "xlsx": {MULTICHOICE, MATCHING, ORDERING},
    "qti12": {MATCHING, *GAPS},
    "qti21": GAPS,
    "qti30": GAPS,
}
WITHOUT_REASONS = {"qti12": GAPS, "qti21": GAPS, "qti30": GAPS, "moodle_xml": {GAPSELECT}}
ONLY_RIGHT = {name: {NUMERICAL, SHORTANSWER} for name in ("qti12", "qti21", "qti30", "csv", "xlsx")}


def name_them(questions: Iterable[Question], format_: str, out: Written) -> None:
    gone = {id(question) for question in out.without}
    for question in questions:
        for note in losses(question, format_) if id(question) not in gone else ():
            out.note(question, note)


def losses(question: Question, format_: str) -> Iterator[str]:
    if question.unit and format_ in UNITLESS:
        yield f"its unit, {question.unit}, is not there."
    if question.is_all_or_nothing and question.type in IN_PARTS.get(format_, ()):
        yield "it counts as a whole here, and in parts there."
    if question.type in WITHOUT_REASONS.get(format_, ()) and any(one.feedback for one in texts_of_gaps(question)):
        yield "the reasons for its gaps are not there."
    if question.type in ONLY_RIGHT.get(format_, ()) and len(question.right) < len(question.answers):
        yield "the mistakes that it knows, and what is said of them, are not there."
    if question.own.get("other_units"):
        yield "its other units are not there."
    if question.own.get("figure"):
        yield "its figure is not there."


def texts_of_gaps(question: Question) -> Iterator[Answer]:
    return (answer for gap in question.gaps for answer in gap.answers)
