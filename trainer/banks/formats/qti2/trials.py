"""Responses to try on an item, so that two ways of scoring it can be compared."""

from collections.abc import Iterator, Mapping
from itertools import combinations, islice, permutations, product
from typing import Any

from trainer.banks.formats.numbers import number_of, plain_number
from trainer.banks.formats.qti2.declarations import NUMBERS, Declaration
from trainer.banks.formats.questions import (
    CLOZE,
    GAPSELECT,
    MATCHING,
    MULTICHOICE,
    NUMERICAL,
    ORDERING,
    SHORTANSWER,
    Gap,
    Question,
)
from trainer.banks.formats.trees import Node

Given = Mapping[str, Any]
FEW = 7
MANY = 250  # responses tried for one item
OTHER = "zzz"


def trials(question: Question, item: Node, response: Declaration) -> Iterator[Given]:
    """The right one first, then what a learner could give besides. Texts are tried as they stand in the file."""
    name = response.name
    if question.type in {GAPSELECT, CLOZE}:
        yield from of_gaps(question, item, response)
    elif question.type == MATCHING:
        yield from of_pairs(question, response)
    elif question.type == ORDERING:
        idents = [answer.ident for answer in question.answers]
        yield from ({name: list(one)} for one in islice(permutations(idents), MANY))
        yield {name: []}
    elif question.type == SHORTANSWER:
        yield from ({name: text} for text in [*known_texts(question, item), OTHER, None])
    elif question.type == NUMERICAL:
        yield from ({name: plain_number(value)} for value in [*near(question), *compared_with(item)])
        yield {name: None}
    elif question.type == MULTICHOICE and not question.is_single:
        yield from of_selections(question, name)
    else:
        yield from ({name: answer.ident} for answer in question.answers)
        yield {name: None}


def variants(question: Question, item: Node, response: Declaration) -> Iterator[Given]:
    """Typed texts as others would write them."""
    if question.type == CLOZE:
        yield from of_gaps_otherwise(question)
    if question.type != SHORTANSWER:
        return
    for text in known_texts(question, item):
        yield from ({response.name: one} for one in spellings(text))


def spellings(text: str) -> tuple[str, ...]:
    return (text.lower(), text.upper(), f"{text}.", f"{text} {OTHER}", text.replace(" ", "-"))


def of_gaps_otherwise(question: Question) -> Iterator[Given]:
    """One gap after the other, the others as they should be."""
    right = {gap.id: best(gap) for gap in question.gaps}
    for gap in question.gaps:
        for answer in gap.answers if gap.is_open else ():
            yield from ({**right, gap.id: one} for one in spellings(answer.ident))


def known_texts(question: Question, item: Node) -> list[str]:
    said = [answer.text for answer in question.answers]
    said += [node.words.strip() for node in item.within("basevalue") if node.get("basetype") == "string"]
    return list(dict.fromkeys(filter(None, said)))


def of_selections(question: Question, name: str) -> Iterator[Given]:
    idents = [answer.ident for answer in question.answers]
    right = [answer.ident for answer in question.right]
    yield {name: right}
    if len(idents) <= FEW:
        for size in range(len(idents) + 1):
            yield from ({name: list(pick)} for pick in combinations(idents, size))
        return
    yield {name: []}
    for ident in idents:
        yield {name: [ident]}
        yield {name: [one for one in right if one != ident] if ident in right else [*right, ident]}


def near(question: Question) -> Iterator[float]:
    """At the edges of the tolerance, and just inside and outside of them."""
    for answer in question.answers:
        value, margin = number_of(answer.text), answer.tolerance or 0.0
        if value is None:
            continue
        step = max(abs(value), 1.0) * 0.001
        yield value
        for off in (margin, margin + step, max(0.0, margin - step), margin * 3 + 1):
            yield from (value + off, value - off)


def compared_with(item: Node) -> Iterator[float]:
    """The other numbers in its scoring, and on both sides of them."""
    numbers = [number_of(node.words) for node in item.within("basevalue") if node.get("basetype") in NUMBERS]
    numbers += [number_of(node.get("mapkey")) for node in item.within("mapentry")]
    for value in dict.fromkeys(numbers):
        if value is not None:
            step = max(abs(value), 1.0) * 0.001
            yield from (value, value + step, value - step)


def of_pairs(question: Question, response: Declaration) -> Iterator[Given]:
    """Each choice once at most where the file has it so; a prompt may be left open."""
    asked = [(prompt, match) for prompt, match in question.idents if prompt]
    matches = list(dict.fromkeys(ident for _, ident in question.idents))
    is_flipped = bool(response.correct) and " ".join(asked[0]) not in response.correct
    is_reused = len({match for _, match in asked}) < len(asked)

    def given(picks: tuple[str | None, ...]) -> Given:
        rows = [(prompt, pick) for (prompt, _), pick in zip(asked, picks, strict=True) if pick]
        return {response.name: [f"{pick} {prompt}" if is_flipped else f"{prompt} {pick}" for prompt, pick in rows]}

    right = tuple(match for _, match in asked)
    for picks in one_by_one(right, [[*matches, None] for _ in asked]):
        used = [pick for pick in picks if pick]
        if is_reused or len(set(used)) == len(used):
            yield given(picks)


def one_by_one(right: tuple[Any, ...], allowed: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    """All combinations where they are few; else the right one and the blank one with one place changed."""
    yield right
    count = 1
    for one in allowed:
        count *= len(one)
    if count <= MANY:
        yield from product(*allowed)
        return
    blank = (None,) * len(right)
    for base in (right, blank):
        for place, one in enumerate(allowed):
            yield from ((*base[:place], pick, *base[place + 1 :]) for pick in one)


def of_gaps(question: Question, item: Node, response: Declaration) -> Iterator[Given]:
    """Each gap is a response of its own, or all gaps are pairs in one response."""
    allowed = [gap_values(gap) for gap in question.gaps]
    right = tuple(map(best, question.gaps))
    is_one = response.base == "directedPair"
    for picks in one_by_one(right, allowed):
        used = [pick for pick in picks if pick]
        if not is_one:
            yield {gap.id: pick for gap, pick in zip(question.gaps, picks, strict=True)}
        elif len(set(used)) == len(used):
            rows = zip(question.gaps, picks, strict=True)
            yield {response.name: [f"{pick} {gap.id}" for gap, pick in rows if pick]}


def best(gap: Gap) -> str | None:
    return next((answer.ident for answer in gap.answers if answer.fraction >= 1), None)


def gap_values(gap: Gap) -> list[str | None]:
    idents = [answer.ident for answer in gap.answers]
    return [*idents, OTHER, None] if gap.is_open else [*idents, None]
