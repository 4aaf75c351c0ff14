"""The project's own items.yaml: what is written reads back to the letter."""

from collections.abc import Iterable
from typing import Any

import yaml
from pydantic import ValidationError

from trainer.banks.composing.writing import entries
from trainer.banks.content import SHAPES
from trainer.banks.formats.decoding import decoded
from trainer.banks.formats.fitting.items import question_of
from trainer.banks.formats.questions import CannotRead, Question, Reading
from trainer.banks.formats.written import Written
from trainer.reading import StrictLoader

HEAD = "# The questions. Each field is explained in question_banks/README.md.\n\n"
LEFT_ASIDE = {"draft", "made", "case_text"}  # filled in by the program, or about a draft


def read(data: bytes) -> Reading:
    text, _ = decoded(data)
    reading = Reading("yaml")
    try:
        node = yaml.compose(text, Loader=StrictLoader)
        said = yaml.load(text, Loader=StrictLoader)  # noqa: S506 - StrictLoader is a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise CannotRead(f"line {line}: this is not YAML that is read here.") from problem
    if node is None or not isinstance(said, list):
        raise CannotRead("This is not a list of items, as items.yaml has them.")
    for place, value in zip(node.value, said, strict=True):
        if reading.is_full(place.start_mark.line + 1):
            break
        add(reading, value, place.start_mark.line + 1)
    return reading


def add(reading: Reading, value: Any, line: int) -> None:
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in SHAPES:
        reading.skip(line, str(kind or "entry without a kind")[:60], "Its `kind` is not one of those in items.yaml.")
        return
    try:
        item = SHAPES[kind].model_validate({name: said for name, said in value.items() if name not in LEFT_ASIDE})
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(map(str, first["loc"]))
        reading.error(line, f"{value.get('id', 'this item')}: {place}: {first['msg']}")
        return
    question = question_of(item)
    question.line = line
    reading.questions.append(question)


def write(questions: Iterable[Question]) -> Written:
    out, rows = Written(), []
    for question in questions:
        if question.own.get("kind"):
            rows.append({name: said for name, said in question.own.items() if name not in LEFT_ASIDE})
        else:
            out.leave(question, "Only what was an item here is written to items.yaml; import the others.")
    out.data = (HEAD + (entries(rows) or "[]\n")).encode()
    return out
