"""A response in QTI as the answer to the item that the question became."""

import json
from collections.abc import Mapping
from typing import Any

from trainer.banks.content import Item, Ordering
from trainer.banks.formats.fitting import words
from trainer.banks.formats.fitting.typed import NO_UNIT
from trainer.banks.formats.markup import plain
from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    TRUEFALSE,
    Question,
)
from trainer.banks.kinds import ordering
from trainer.banks.kinds.parts import compact

Given = Mapping[str, Any]


class CannotGive(Exception):
    """Nobody could answer so here."""


def values(given: Given, name: str) -> list[str]:
    said = given.get(name)
    rows = said if isinstance(said, list) else [said]
    return [str(one) for one in rows if one is not None and one != ""]


def given_of(question: Question, item: Item, name: str, given: Given) -> str | None:
    """As the kind keeps it; None for a blank. `name` is that of the one response."""
    if question.type in {GAPSELECT, CLOZE}:
        return of_gaps(question, name, given)
    said = values(given, name)
    if not said:
        return None
    if question.type in {MULTICHOICE, TRUEFALSE}:
        return of_choices(question, said)
    if question.type == ORDERING:
        return of_order(question, item, said)
    if question.type == MATCHING:
        return of_pairs(question, item, said)
    return compact([said[0], question.unit or NO_UNIT]) if question.type == NUMERICAL else said[0]


def of_choices(question: Question, said: list[str]) -> str:
    idents = [answer.ident for answer in question.answers]
    if not set(said) <= set(idents) or len(set(said)) < len(said):
        raise CannotGive
    if question.type == TRUEFALSE:
        return question.answers[idents.index(said[0])].text
    return " ".join(str(place) for place in sorted(idents.index(ident) for ident in said))


def of_order(question: Question, item: Item, said: list[str]) -> str:
    """Steps that were left out have no place."""
    idents = [answer.ident for answer in question.answers]
    if len(set(said)) < len(said) or not set(said) <= set(idents) or not isinstance(item, Ordering):
        raise CannotGive
    return ordering.given_for(item, [said.index(ident) if ident in said else None for ident in idents])


def of_pairs(question: Question, item: Any, said: list[str]) -> str:
    pairs = dict(two for one in said if (two := halves(one)))
    if len(pairs) < len(said):
        raise CannotGive
    back = {value: key for key, value in pairs.items()}
    asked = [prompt for prompt, _ in question.idents if prompt]
    texts = {ident: text for (_, ident), (_, text) in zip(question.idents, question.pairs, strict=True)}
    chosen = [pairs.get(prompt, back.get(prompt)) for prompt in asked]
    places = [item.choices.index(words.paired(texts[ident], question)) if ident in texts else None for ident in chosen]
    return json.dumps(places)


def halves(pair: str) -> tuple[str, str] | None:
    parts = pair.split()
    return (parts[0], parts[1]) if len(parts) == 2 else None


def of_gaps(question: Question, name: str, given: Given) -> str | None:
    filled = []
    by_gap = {gap: text for text, gap in filter(None, map(halves, values(given, name)))}
    for gap in question.gaps:
        is_own = gap.id in given
        said = next(iter(values(given, gap.id)), "") if is_own else by_gap.get(gap.id, "")
        texts = {answer.ident: plain(answer.text) if answer.is_html else answer.text for answer in gap.answers}
        filled.append(said if gap.is_open else texts.get(said, ""))
    return compact(filled) if any(filled) else None
