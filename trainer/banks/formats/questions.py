"""What every format is read into: questions as their file has them, what was left out, what could not be read."""

from dataclasses import dataclass, field
from typing import Any

MULTICHOICE, TRUEFALSE, SHORTANSWER = "multichoice", "truefalse", "shortanswer"
NUMERICAL, MATCHING, ORDERING = "numerical", "matching", "ordering"
GAPSELECT, CLOZE = "gapselect", "cloze"  # a text with gaps: all of them with choices; some of them typed
ESSAY, DESCRIPTION, CATEGORY = "essay", "description", "category"
WHY_LEFT_OUT = {
    ESSAY: "Essays are not marked here.",
    DESCRIPTION: "A text without a question is not imported.",
    CATEGORY: "Categories are not kept; sort the questions by objective.",
}
MOST_ANSWERS = 300
MOST_QUESTIONS = 25_000
TOO_MANY = f"It has more than {MOST_ANSWERS} answers, which nobody can choose from."
DAMAGED = "This is damaged in a way that is not known here. It was left out."
NO_KEY = "The file gives no right answer. Choose it before the question is used."


@dataclass
class Answer:
    """`fraction` is the share of the mark, from -1 to 1. `tolerance` is of numbers alone: right within it."""

    text: str
    fraction: float = 0.0
    feedback: str = ""
    tolerance: float | None = None
    is_html: bool = False
    ident: str = ""  # what the file calls it where it says which are right

    def as_document(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "fraction": self.fraction,
            "feedback": self.feedback,
            "tolerance": self.tolerance,
        }


@dataclass
class Gap:
    """A place in the stem, there as [[id]]. With `is_open` it is typed, else chosen from the answers."""

    id: str
    answers: list[Answer]
    is_open: bool = False


@dataclass
class Question:
    """As its file has it. `answers` of an ordering are its steps in the right order.

    `pairs` match a prompt with its answer, or a gap with what fills it; a pair with an empty prompt is a distractor.
    The fields from `is_html` on are for this program; `as_document` leaves them out.
    """

    type: str
    stem: str
    title: str = ""
    answers: list[Answer] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    general_feedback: str = ""
    tags: list[str] = field(default_factory=list)
    id: str = ""
    line: int = 0
    warnings: list[str] = field(default_factory=list)
    is_html: bool = False
    is_single: bool = True  # one answer is chosen
    is_fixed: bool = False  # the answers keep their order
    is_all_or_nothing: bool = False
    says_marks: bool = True  # the file says what each answer earns, and not just which is right
    gaps: list[Gap] = field(default_factory=list)
    idents: list[tuple[str, str]] = field(default_factory=list)  # what the file calls the two of each pair
    letters: set[str] = field(default_factory=set)  # the texts of pairs that are no HTML, whatever they look like
    unit: str = ""
    category: str = ""  # where its file keeps it: a category, or a file in a package
    own: dict[str, Any] = field(default_factory=dict)  # what only this product's own files say: objective, facts ...

    def warn(self, text: str) -> None:
        if text not in self.warnings:
            self.warnings.append(text)

    @property
    def right(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.fraction > 0]

    def as_document(self) -> dict[str, Any]:
        return {
            "type": self.type,
            "title": self.title,
            "stem": self.stem,
            "answers": [answer.as_document() for answer in self.answers],
            "pairs": [list(pair) for pair in self.pairs],
            "general_feedback": self.general_feedback,
            "tags": list(self.tags),
            "id": self.id,
            "line": self.line,
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True)
class Skipped:
    line: int
    type: str
    reason: str


@dataclass(frozen=True)
class Problem:
    line: int
    message: str


@dataclass
class Reading:
    """A file as it was read. Nothing in it is lost silently: it is a question, is skipped by name, or is an error."""

    format: str
    questions: list[Question] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    category: str = ""  # of the questions that come next

    def skip(self, line: int, type_: str, reason: str = "") -> None:
        self.skipped.append(Skipped(line, type_, reason or WHY_LEFT_OUT.get(type_, f"“{type_}” is not supported.")))

    def is_full(self, line: int) -> bool:
        """Whether no more is read, which it says once."""
        if len(self.questions) + len(self.skipped) + len(self.errors) < MOST_QUESTIONS:
            return False
        self.error(line, f"The file holds more than {MOST_QUESTIONS:,} questions. From here on it was not read.")
        return True

    def error(self, line: int, message: str) -> None:
        self.errors.append(Problem(line, message))

    def add(self, other: "Reading", place: str = "") -> None:
        """What another file of the same package holds; `place` names it in messages."""
        front = f"{place}: " if place else ""
        for question in other.questions:
            question.category = question.category or place
        self.questions += other.questions
        self.skipped += [Skipped(one.line, one.type, front + one.reason) for one in other.skipped]
        self.errors += [Problem(one.line, front + one.message) for one in other.errors]

    def as_document(self) -> dict[str, Any]:
        return {
            "format": self.format,
            "questions": [question.as_document() for question in self.questions],
            "skipped": [vars(one) for one in self.skipped],
            "errors": [vars(one) for one in self.errors],
        }


class CannotRead(Exception):
    """The file cannot be used at all."""


class NoCounterpart(CannotRead):
    """It is sound, but of a kind that is not held here: left out by name."""


class Hostile(CannotRead):
    """It is made to do harm, so that no part of it is read."""
