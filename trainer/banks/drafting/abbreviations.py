"""Abbreviations that the text writes out somewhere: a question read alone has to write them out too."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trainer.banks.drafting.draft import Draft, with_findings
from trainer.banks.drafting.reading.source import Source

BEHIND = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])s?[),;]")
SMALL = frozenset("of and the for in on to with a an by".split())


def meanings(source: Source) -> dict[str, str]:
    """{"COPD": "chronic obstructive pulmonary disease"}, by the first letters of the words before the bracket."""
    found: dict[str, str] = {}
    for _, passage in source.passages:
        for match in BEHIND.finditer(passage.text):
            words = list(long_form(passage.text[: match.start()].split(), match[1].lower()))
            if words:
                found.setdefault(match[1], " ".join(words[::-1]))
    return found


def long_form(before: list[str], letters: str) -> Iterator[str]:
    """The words that begin with these letters, from the last to the first; none where they do not fit."""
    words, left = [], list(letters)
    for word in reversed(before[-2 * len(letters) :]):
        parts = [part for part in re.split(r"[-/]", word) if part]
        firsts = [part[0].lower() for part in parts]
        if firsts and left[-len(firsts) :] == firsts:
            left = left[: -len(firsts)]
        elif firsts and left and left[-1] == firsts[0]:
            left = left[:-1]
        elif word.lower() not in SMALL:
            return
        words.append(word)
        if not left:
            yield from words
            return


def written_out(draft: Draft, known: dict[str, str]) -> Draft:
    """With the long form at the first use in the stem."""
    stem = draft.stem
    for short, long in known.items():
        if f"({short})" not in stem and long.lower() not in stem.lower():
            stem = re.sub(rf"\b{short}\b(?! \()", f"{long} ({short})", stem, count=1)
    return draft if stem == draft.stem else with_findings(replace(draft, stem=stem))
