"""Numbered steps: their order, and what comes next."""

import re
from collections.abc import Iterator

from trainer.banks.drafting import choosing
from trainer.banks.drafting.draft import ONE, ORDERING, Draft, made
from trainer.banks.drafting.facts import Book, plain_name
from trainer.banks.drafting.language import clauses, forms, sentences
from trainer.banks.drafting.reading.source import Passage, Section
from trainer.banks.lint import near_equal

NAMED = re.compile(
    r"\b(?:how to|steps?|procedure|technique|method|instructions?|process|order|sequence|stages?|phases?|protocol)\b",
    re.I,
)
MOST, LONGEST = 7, 16  # steps of an item; words of a step


def drafts(book: Book) -> Iterator[Draft]:
    for section, passage in book.source.passages:
        if passage.kind != "steps" or not is_procedure(section, passage):
            continue
        steps = [step(item) for item in passage.items]
        if not all(steps) or any(near_equal(one, other) for at, one in enumerate(steps) for other in steps[:at]):
            continue
        for start in range(0, max(1, len(steps) - 2), MOST):
            yield from ordered(section, passage, steps[start : start + MOST])
        yield from following(section, passage, steps)


def is_procedure(section: Section, passage: Passage) -> bool:
    acts = sum(is_act(item) for item in passage.items)
    named = NAMED.search(f"{section.title} {passage.lead}")
    return len(passage.items) >= 3 and (
        acts == len(passage.items) or (bool(named) and acts >= 0.7 * len(passage.items))
    )


def is_act(item: str) -> bool:
    pieces = item.split()
    first = clauses.bare(pieces[0])
    return forms.is_verb(first, "base") or (
        first.endswith("ly") and len(pieces) > 1 and forms.is_verb(pieces[1], "base")
    )


def step(item: str) -> str:
    """The step's own act: its first sentence, without brackets, short enough to be an option."""
    text = sentences.bare(re.sub(r"\s*\([^)]*\)", "", sentences.split(item)[0]))
    if len(text.split()) > LONGEST:
        text = re.split(r",\s|;\s|\s[–—]\s|:\s", text)[0]
    return text if len(text.split()) <= LONGEST and len(text) > 5 else ""


def task(section: Section, passage: Passage) -> str:
    """What the steps are for, from the lead-in or heading: "to change a dressing", "for hand hygiene"."""
    what = re.match(r"what to do (.+)$", section.title, re.I)
    if what:
        return f"to take {plain_name(what[1])}"
    for text in (passage.lead.rstrip(": "), section.title):
        found = re.search(r"\b(?:how to|to|steps (?:to|for)|for) ([a-z][^,:]{4,60})$", text, re.I)
        if found:
            words = plain_name(found[1])
            return f"to {words}" if forms.is_verb(words.split()[0], "base") else f"for {words}"
    title = plain_name(section.title)
    return f"given under “{forms.capitalized(title)}”" if title else "that it numbers"


def ordered(section: Section, passage: Passage, steps: list[str]) -> Iterator[Draft]:
    if not 3 <= len(steps) <= MOST:
        return
    stem = f"Put the steps {task(section, passage)} into the order that the article gives."
    why = "The article numbers the steps in this order."
    answer = {"steps": [forms.capitalized(each) for each in steps], "scoring": "partial", "why": why}
    yield made(ORDERING, "steps", stem, (section, passage, passage.text), steps, answer=answer)


def following(section: Section, passage: Passage, steps: list[str]) -> Iterator[Draft]:
    """One question on what comes next, in the middle of the row, for steps that do not name each other."""
    if len(steps) < 5:
        return
    for at in sorted(range(1, len(steps) - 1), key=lambda at: abs(at - len(steps) // 2)):
        key = steps[at + 1]
        others = [each for number, each in enumerate(steps) if number not in {at, at + 1}]
        candidates = [choosing.Candidate(each, f"This is step {steps.index(each) + 1}.") for each in others]
        wrong = choosing.choose(key, candidates, lambda _text: False, share=0.6)
        if wrong:
            stem = f"According to the article, which step comes directly after “{forms.capitalized(steps[at])}”?"
            why = f"It is step {at + 2}, directly after step {at + 1}."
            draft = made(
                ONE, "steps", stem, (section, passage, passage.text), [key], choosing.options(key, why, wrong, stem)
            )
            if not draft.findings:
                yield draft
                return
