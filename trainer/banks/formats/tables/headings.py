"""What a column means, by its heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from trainer.banks.formats.questions import (
    CLOZE,
    DESCRIPTION,
    ESSAY,
    MATCHING,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    SHORTANSWER,
    TRUEFALSE,
    CannotRead,
)

NAMES = {
    "id": "id, identifier, item id, question id, code, ref, reference, idnumber, number id",
    "type": "type, question type, kind, item type, qtype, format",
    "title": "title, name, question name, short title, question title, questionname",
    "stem": "question, question text, stem, prompt, item, item stem, text, questions, frage, question stem, statement, "
    "questiontext, pregunta",
    "key": "correct, correct answer, correct answers, right answer, right answers, key, answer key, correct option, "
    "correct options, correct choice, solution, answer s, correct answer s, correct letter, richtige antwort, "
    "richtige antworten, richtig, lösung, respuesta correcta",
    "answer": "answer, answers, antwort",
    "why": "feedback, general feedback, explanation, rationale, comment, why, justification, answer explanation, "
    "reason, correct feedback",
    "tags": "tags, tag, keywords, labels",
    "objective": "objective, learning objective, topic, category, domain, subject",
    "level": "level, difficulty, cognitive level, bloom, bloom level",
    "tolerance": "tolerance, error, margin, margin of error, accepted error, plus minus",
    "unit": "unit, units",
    "passage": "passage, section",
    "facts": "facts, fact, fact ids",
}
BY_NAME = {name: column for column, names in NAMES.items() for name in names.split(", ")}
RANK = {name: rank for names in NAMES.values() for rank, name in enumerate(names.split(", "))}  # the usual ones first
OPTION = re.compile(
    r"^(?:(?:option|choice|answer|alternative|response|opt|ans|antwort|opción|opcion|respuesta) )?([a-j]|\d{1,2})$"
)
COUNTED = re.compile(r"^(?:question|item|frage|q)?\s*(?:#|no\.?|nr\.?|number)$", re.IGNORECASE)
JOINED = re.compile(r"^(option|choice|answer|opt|ans)([a-j]|\d{1,2})$")
REASON = re.compile(
    r"^(?:(?:option|choice|answer) ([a-j]|\d{1,2}) (?:feedback|rationale|explanation|comment|why)"
    r"|(?:feedback|rationale|explanation|comment|why)(?: for)?(?: option| choice| answer)? ([a-j]|\d{1,2}))$"
)
WRONG = re.compile(r"^(?:distractor|incorrect answer|wrong answer|incorrect option|incorrect)(?: (\d{1,2}|[a-j]))?$")
TYPES = {
    MULTICHOICE: "mc, mcq, multichoice, multiple choice, single choice, one answer, single, single answer, "
    "single best answer, sba, multiple choice single answer, choice, quiz, radio, multi choice",
    "several": "several answers, multiple answers, multiple response, multiple select, ma, msq, checkbox, "
    "multi select, multiple choice multiple answer, multiple correct, mr, select all, checkboxes, multiple answer",
    TRUEFALSE: "tf, t f, truefalse, true false, true or false, boolean, yes no",
    SHORTANSWER: "sa, short answer, shortanswer, short text, fill in, fill in the blank, fib, text, "
    "open text, fill blank",
    NUMERICAL: "num, numeric, number, numerical, calculation",
    MATCHING: "matching, match, mat, extended matching, pairs",
    ORDERING: "ordering, order, ord, sequence, sequencing, ranking",
    ESSAY: "essay, open ended, long answer, free text, paragraph, open",
    DESCRIPTION: "description, info, slide, text only, label",
    CLOZE: "cloze, gaps, gap select, multiple blanks",
}
BY_TYPE = {name: type_ for type_, names in TYPES.items() for name in names.split(", ")}


@dataclass
class Headings:
    """The place of each column, from 0. `options` and `reasons` are by the option's number, from 0."""

    columns: dict[str, int] = field(default_factory=dict)
    options: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, int] = field(default_factory=dict)
    wrong: list[int] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    more_keys: list[int] = field(default_factory=list)  # other columns that say what is right
    together: list[int] = field(default_factory=list)  # columns that say it together, one right answer each

    width: int = 0  # columns up to the last that has a heading

    @property
    def are_of_questions(self) -> bool:
        return "stem" in self.columns and bool(
            self.options or self.wrong or {"key", "answer", "type"} & self.columns.keys()
        )


def plain(text: str) -> str:
    """Small words apart by spaces; what stands in brackets or behind a dash explains."""
    text = re.sub(r"\(s\)", "s", str(text).strip().lower())
    text = re.sub(r"\(.*?\)|\s[-–—:]\s.*", "", text)
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


def headings(cells: Sequence[str]) -> Headings:
    found = Headings(width=max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0))
    known: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(cells):
        name = JOINED.sub(r"\1 \2", plain(cell))
        if not name or COUNTED.match(str(cell).strip()):
            continue
        if option := OPTION.match(name):
            at = number(option[1])
            if at in found.options and name.startswith("answer "):  # behind A, B, C come those that are right
                found.together.append(place)
            found.options.setdefault(at, place)
        elif reason := REASON.match(name):
            found.reasons.setdefault(number(reason[1] or reason[2]), place)
        elif WRONG.match(name):
            found.wrong.append(place)
        elif name in BY_NAME:
            known.setdefault(BY_NAME[name], []).append((RANK[name], place))
        else:
            found.unknown.append(str(cell).strip())
    found.columns = {column: min(places)[1] for column, places in known.items()}
    if "answer" in found.columns and "key" not in found.columns:
        found.columns["key"] = found.columns.pop("answer")
    chosen = set(found.columns.values())
    if "key" in known:
        rank = min(known["key"])[0]
        found.together = [place for one, place in known["key"] if one == rank]
    elif found.together:
        found.columns["key"] = found.together[0]
        chosen.add(found.together[0])
    says = [place for name in ("key", "answer") for _, place in known.get(name, ())]
    found.more_keys = [
        place
        for place in says
        if (place not in chosen or place == found.columns.get("answer")) and place not in found.together
    ]
    return found


def number(name: str) -> int:
    """A or 1 is the first. Where the first is 0, a key 1 could be either of two."""
    if name.isdigit() and not int(name):
        raise CannotRead("The answers are counted from 0. Count them from 1, or name them A, B, C.")
    return int(name) - 1 if name.isdigit() else ord(name) - ord("a")
