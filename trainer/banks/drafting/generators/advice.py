"""What the text advises, beside what it warns against."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from trainer.banks.drafting import choosing
from trainer.banks.drafting.draft import ONE, Draft, made
from trainer.banks.drafting.facts import Book, Statement
from trainer.banks.drafting.language import clauses, forms, sentences, words

DONT = re.compile(r"^(?:do not|don['’]t|never|avoid)\s+(?P<act>.+)$", re.I)


@dataclass(frozen=True)
class Act:
    text: str
    good: bool
    ground: Statement


def drafts(book: Book) -> Iterator[Draft]:
    acts = [act for statement in book.statements for act in acts_in(statement)]
    for act in acts:
        against = [other for other in acts if other.good != act.good]
        against.sort(
            key=lambda other: (
                other.ground.passage is not act.ground.passage,
                other.ground.section is not act.ground.section,
            )
        )
        said = "advises against" if act.good else "advises"
        wrong = choosing.choose(
            act.text,
            [choosing.Candidate(other.text, f"The article {said} this: “{other.ground.text}”") for other in against],
            partial(is_said_too, [other for other in acts if other.good == act.good]),
            same_shape=False,
        )
        if wrong:
            yield draft_of(act, wrong)


def is_said_too(acts: list[Act], text: str) -> bool:
    """Whether the text says nearly the same on the other side."""
    return any(choosing.too_alike(text, act.text, 0.5) for act in acts)


def draft_of(act: Act, wrong: list[choosing.Candidate]) -> Draft:
    title = act.ground.section.title.strip(" ?.:")
    about = f" in the section “{title}”" if title else ""
    asked = "does the article recommend" if act.good else "does the article warn against"
    stem = f"Which action {asked}{about}?"
    why = f"The article says: “{act.ground.text}”"
    return made(
        ONE, "advice", stem, act.ground, [act.text], choosing.options(act.text, why, wrong, act.text), level="recall"
    )


def acts_in(statement: Statement) -> Iterator[Act]:
    text = sentences.bare(re.sub(r"\s*\([^)]*\)", "", statement.text))
    if (
        re.search(r"\b(?:it|them|they|this|these|those|its|their|we|our|us)\b", text)
        or not 3 <= len(text.split()) <= 20
    ):
        return
    warned = DONT.match(text)
    if warned:
        act = warned["act"]
        if forms.is_verb(act.split()[0], "base") and re.match(r"(?:do|don|never)", text, re.I):
            yield from sound(act, False, statement)
        return
    first = clauses.bare(text.split()[0])
    if forms.is_verb(first, "base") and clauses.shape(text) == "base" and not sentences.is_negative(text):
        yield from sound(text, True, statement)


def sound(act: str, good: bool, statement: Statement) -> Iterator[Act]:
    cut = re.split(r",\s(?:because|as|since|so|or|even|which|and)\b|\sbecause\s|;\s|:\s|\s[–—]\s", act)
    act = cut[0]
    if re.search(r"\b(?:except|but)\b", " ".join(cut)):
        return  # with its condition cut off it would be another advice
    if (
        2 <= len(act.split()) <= 14
        and act.split()[-1].lower() not in words.STOP
        and not set(forms.tokens(act.lower())) & choosing.AWKWARD
    ):
        yield Act(forms.decapitalized(act), good, statement)
