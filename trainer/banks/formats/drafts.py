"""Imported questions as entries of drafts.yaml: open, to be decided on by a person."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trainer.banks.composing.writing import entries
from trainer.banks.content import LEVELS
from trainer.banks.formats.fitting import fingerprint, fitted, slug_of
from trainer.banks.formats.fitting.typed import NO_UNIT
from trainer.banks.formats.questions import Question, Skipped
from trainer.banks.kinds.cloze import GAP

UNDECIDED = "to-be-chosen"  # no objective, passage or fact is called that, so that `banks check` asks for it
HEAD = """\
# Questions imported from {name}, {number} of {all}. None is asked until its `decision:` says who accepted it.
# Choose for each the objective, the passage and the facts that it rests on (now “to-be-chosen”) and write into
# `quote:` what the article says about it; `flask --app wsgi banks decide {slug}` walks through them.
# To undo this import, delete the file.

"""


@dataclass(frozen=True)
class Known:
    """What a module has already. `documents` are its items and drafts."""

    objectives: frozenset[str] = frozenset()
    passages: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    documents: Sequence[Mapping[str, Any]] = ()


@dataclass
class Batch:
    """What an import adds. `unchanged` are there already; `changed` have an id that is there with other words."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left_out: list[Skipped] = field(default_factory=list)

    def as_file(self, name: str, slug: str, all_: int) -> str:
        shown = " ".join(name.split())[:80]
        return HEAD.format(name=shown, number=len(self.entries), all=all_, slug=slug) + entries(self.entries)


def batch(questions: Iterable[Question], known: Known, format_: str) -> Batch:
    """A question that is there word for word is not added again, whatever it is called."""
    made = Batch()
    there = {content_of(document) for document in known.documents}
    for less in ({"unit": NO_UNIT}, {"case_text": ""}):  # what not every format can say
        there |= {content_of({**document, **less}) for document in known.documents if less.keys() <= document.keys()}
    names = {str(document["id"]) for document in known.documents}
    for question in questions:
        fields = fitted(question)
        name = slug_of(question)
        if fields is None:
            reason = question.warnings[-1] if question.warnings else "No kind of question here can hold it."
            made.left_out.append(Skipped(question.line, question.type, reason))
            continue
        content = content_of(fields)
        if content in there:
            made.unchanged.append(name)
            continue
        if name in names:
            made.changed.append(name)
            name = f"{name[:72]}-{fingerprint(question)[:6]}"
        there.add(content)
        names.add(name)
        made.entries.append(entry(question, fields, name, known, format_))
    return made


def entry(question: Question, fields: Mapping[str, Any], name: str, known: Known, format_: str) -> dict[str, Any]:
    """What the file says of objective, level, passage and facts is taken over where the module has it."""
    own = question.own
    facts = [fact for fact in own.get("facts", ()) if fact in known.facts]
    said = {
        "id": name,
        "kind": fields["kind"],
        "objective": first([own.get("objective"), *question.tags], known.objectives),
        "level": first([own.get("level"), *(tag.lower() for tag in question.tags)], LEVELS, "recall"),
        "passage": first([own.get("passage")], known.passages),
        "facts": facts or [UNDECIDED],
    }
    rest = {key: value for key, value in fields.items() if key not in said and key != "made"}
    note = {"generator": f"import from {format_}", "quote": quote_of(question, fields), "decision": "open"}
    document = {**said, **rest}
    return {**document, "draft": note}


def first(values: Iterable[Any], allowed: Iterable[str], otherwise: str = UNDECIDED) -> str:
    names = set(allowed)
    return next((str(value) for value in values if value in names), otherwise)


def quote_of(question: Question, fields: Mapping[str, Any]) -> str:
    """The file's own comment, in one line: what a reviewer has of its ground."""
    return " ".join((question.general_feedback or fields["stem"]).split())


def content_of(document: Mapping[str, Any]) -> str:
    """What is asked and what is right, without names, reasons and the order of what is shuffled."""
    said: dict[str, Any] = {
        name: document.get(name) for name in ("kind", "answer", "value", "tolerance", "unit", "steps")
    }
    said["tolerance"] = float(said["tolerance"] or 0)
    texts = [document.get("case_text", ""), document["stem"], document.get("text", "")]
    said["stem"] = GAP.sub("[]", " ".join(" ".join(texts).split()))
    said["options"] = sorted((one["text"], bool(one.get("key"))) for one in document.get("options") or ())
    said["accepted"] = sorted(document.get("accepted") or ())
    said["choices"] = sorted(document.get("choices") or ())
    said["prompts"] = sorted((one["text"], one["match"]) for one in document.get("prompts") or ())
    said["gaps"] = [
        (sorted(one.get("choices") or ()), one.get("key"), sorted(one.get("accepted") or ()))
        for one in document.get("gaps") or ()
    ]
    said["steps"] = list(said["steps"] or ())
    said["scoring"] = document.get("scoring", "partial")
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
