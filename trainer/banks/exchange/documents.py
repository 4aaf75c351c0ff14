"""A question that was read as what is kept and shown of it, and as the document of an item. Pure."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from trainer.banks.content import LEVELS
from trainer.banks.exchange.rules import ERROR, QUESTION, SKIPPED, Choice
from trainer.banks.formats import Question, Reading
from trainer.banks.formats.drafts import content_of, first
from trainer.banks.formats.fitting import fitted, slug_of
from trainer.banks.formats.fitting.words import NO_REASON, said, stem
from trainer.banks.formats.markup import plain
from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    SHORTANSWER,
    TRUEFALSE,
)

Document = dict[str, Any]
PLACE = ("objective", "level", "passage", "facts")
UNFIT = {  # what a question becomes that lacks too much for its kind
    MULTICHOICE: "single best answer",
    TRUEFALSE: "true or false",
    SHORTANSWER: "short text",
    NUMERICAL: "numeric",
    MATCHING: "matching",
    ORDERING: "ordering",
    GAPSELECT: "cloze",
    CLOZE: "cloze",
}
LONGEST = 400  # characters of a text on the page that shows what was read
MOST = 40  # answers there


def rows_of(reading: Reading) -> Iterator[Document]:
    """The columns of `QuestionLine`, in the order of the file."""
    rows = [row_of(question) for question in reading.questions]
    rows += [plain_row(one.line, SKIPPED, one.type, one.reason) for one in reading.skipped if one.type != "category"]
    rows += [plain_row(one.line, ERROR, "", one.message) for one in reading.errors]
    for number, row in enumerate(rows, 1):
        yield row | {"number": number}


def plain_row(line: int, outcome: str, type_: str, reason: str) -> Document:
    empty: Document = {"category": "", "source": {}, "document": None, "slug": "", "digest": ""}
    return empty | {"line": line, "outcome": outcome, "type": type_[:80], "said": {"reason": reason[:1000]}}


def row_of(question: Question) -> Document:
    fields = fitted(question) or unfit(question)
    source = {
        "fields": without_filler({name: value for name, value in fields.items() if name not in (*PLACE, "id")}),
        "own": {name: question.own[name] for name in PLACE if question.own.get(name)},
        "tags": question.tags[:20],
    }
    return {
        "line": question.line,
        "outcome": QUESTION,
        "type": question.type[:80],
        "category": category_of(question),
        "said": shown(question),
        "source": source,
        "document": None,
        "slug": slug_of(question),
        "digest": digest_of(source),
    }


def category_of(question: Question) -> str:
    """By what its file sorts it: a category, its objective, its first tag."""
    found = question.category or question.own.get("objective") or next(iter(question.tags), "")
    return str(found).removeprefix("$course$/").removeprefix("top/")[:120]


def unfit(question: Question) -> Document:
    """What there is of it. The rest is missing, and the checks of the workbench say so."""
    answers = [text for answer in question.answers if (text := said(answer))]
    fields: Document = {"kind": UNFIT.get(question.type, "single best answer"), "stem": stem(question)}
    if question.type == MULTICHOICE:
        fields["options"] = [{"text": text, "why": ""} for text in answers]
    elif question.type == ORDERING:
        fields["steps"] = answers
    elif question.type in {GAPSELECT, CLOZE}:
        fields |= {"stem": "Fill the gaps.", "text": stem(question)}
    return fields


def without_filler(fields: Document) -> Document:
    """A reason that the file does not give is missing, and not a sentence that says so."""
    return {name: value for name, value in fields.items() if value != NO_REASON}


def shown(question: Question) -> Document:
    """For a page: plain words, the right ones marked."""
    gaps = [(gap.id, answer) for gap in question.gaps for answer in gap.answers]
    rows = [
        {
            "gap": gap[:80],
            "text": said(answer)[:LONGEST],
            "share": answer.fraction,
            "tolerance": answer.tolerance or 0,
            "why": plain(answer.feedback)[:LONGEST],
        }
        for gap, answer in ([("", answer) for answer in question.answers] or gaps)
    ]
    pairs = [] if question.gaps else question.pairs
    return {
        "title": question.title[:120],
        "stem": stem(question)[: 4 * LONGEST],
        "answers": rows[:MOST],
        "more": max(0, len(rows) - MOST),
        "pairs": [[plain(prompt)[:LONGEST], plain(match)[:LONGEST]] for prompt, match in pairs[:MOST]],
        "why": plain(question.general_feedback)[: 2 * LONGEST],
        "tags": question.tags[:20],
        "warnings": question.warnings,
    }


def digest_of(source: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(source, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def content(fields: Mapping[str, Any]) -> str:
    """What is asked and what is right, to know it by; a document in the making may lack anything."""
    try:
        said_ = content_of({"stem": "", **fields})
    except (KeyError, TypeError, ValueError, AttributeError):
        said_ = json.dumps(fields, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said_.encode()).hexdigest()


def made(
    source: Mapping[str, Any],
    name: str,
    choice: Choice,
    known: Mapping[str, Iterable[str]],
    taught: Mapping[str, Sequence[str]],
) -> Document:
    """The document of a new item. What the file says of objective, level, passage and facts is taken over where the
    target has it; what nobody says is left out, to be written. With a passage that was chosen come the facts that it
    teaches."""
    own, tags = source["own"], source["tags"]
    place = {
        "objective": choice.objective or first([own.get("objective"), *tags], known["objective"], ""),
        "level": choice.level or first([own.get("level"), *(tag.lower() for tag in tags)], LEVELS, ""),
        "passage": choice.passage or first([own.get("passage")], known["passage"], ""),
        "facts": [fact for fact in own.get("facts", ()) if fact in set(known["facts"])]
        or list(taught.get(choice.passage, ())),
    }
    fields = source["fields"]
    front = {"id": name, "kind": fields["kind"]} | {key: value for key, value in place.items() if value}
    return front | {key: value for key, value in fields.items() if key != "kind"}


def renewed(source: Mapping[str, Any], old: Mapping[str, Any]) -> Document:
    """An item with what the file says now; what only this product says of it stays."""
    fields = source["fields"]
    if fields["kind"] != old.get("kind"):
        kept = {name: old[name] for name in ("id", *PLACE) if name in old}
        return {"id": kept.pop("id", ""), "kind": fields["kind"], **kept, **fields}
    reasons = {one.get("text"): one.get("why") for one in old.get("options") or () if isinstance(one, dict)}
    document = {**old, **fields}
    if "options" in fields:
        document["options"] = [
            one | ({} if one.get("why") else {"why": reasons.get(one["text"]) or ""}) for one in fields["options"]
        ]
    return document
