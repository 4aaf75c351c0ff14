"""What can stand beside a key: the short names that the text itself uses, each with where it belongs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from trainer.banks.drafting.choosing import Candidate, names_a_thing
from trainer.banks.drafting.facts import Book, Listing, Statement, plain_name
from trainer.banks.drafting.language import clauses, forms, sentences, sorts, words
from trainer.banks.drafting.reading.source import Passage

BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class Name:
    """A thing that the text names: a label, or the subject of a sentence. `ground` is where."""

    text: str
    ground: Statement
    is_label: bool = False

    @property
    def plural(self) -> bool:
        return clauses.is_plural_phrase(self.text)


@lru_cache(maxsize=4)
def names(book: Book) -> list[Name]:
    """Labels and short subjects in the order of the text, each once."""
    found: dict[str, Name] = {}
    for each in book.statements:
        if each.label and each.order == 0 and is_label(BRACKETS.sub("", each.label)):
            name = Name(plain_name(each.label), each, is_label=True)
            found.setdefault(name.text.lower(), name)
        clause = each.clause
        if clause and each.is_askable and names_a_thing(BRACKETS.sub("", clause.subject)):
            text = without_article(plain_name(clause.subject))
            if (
                text
                and names_a_thing(text)
                and not re.search(r"\b(?:and|or)\b", text)
                and not sentences.is_negative(text)
                and not re.match(r"(?:\w+est|first|most|main|usual|typical)\s", text)
                and not set(forms.tokens(text.lower())) & (words.ANAPHORA | {"many", "some", "most"})
            ):
                found.setdefault(text.lower(), Name(text, each))
    return list(found.values())


def is_label(text: str) -> bool:
    vague = text.split()[0].lower() in words.DETERMINERS - {"the", "a", "an", "no"}
    return names_a_thing(text) and clauses.shape(text) == "noun" and not vague


def without_article(text: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", text, flags=re.I)


def nearest(found: Iterable[Name], to: Passage, section: object) -> list[Name]:
    """Siblings first: the same passage, then the same section, then the rest in order."""
    return sorted(found, key=lambda name: (name.ground.passage is not to, name.ground.section is not section))


def said_of(book: Book, name: str, what: str, share: float = 0.34) -> bool:
    """Whether the text says something of the sort about the thing."""
    wanted, about = forms.stems(what) - book.topic, forms.stems(name)
    if not wanted or not about:
        return True
    if about <= forms.stems(what):
        return True
    return any(
        about <= each.own and len(wanted & each.own) / len(wanted) > share and len(wanted & each.own) > 0
        for each in book.statements
    )


def is_topic(book: Book, phrase: str) -> bool:
    return bool(book.topic) and forms.stems(phrase) <= book.topic


def is_main(book: Book, phrase: str) -> bool:
    """Part of what the text is about: its topic, or a word of its title."""
    return is_topic(book, phrase) or forms.stems(phrase) <= forms.stems(book.source.title)


def belongs(statement: Statement) -> str:
    """Why a wrong option is wrong: what the text says of it instead."""
    if statement.label:
        return f"The article says of this: “{statement.text}”"
    return f"The article says instead: “{statement.text}”"


def as_candidates(found: Iterable[Name]) -> list[Candidate]:
    return [Candidate(name.text, belongs(name.ground)) for name in found]


def relation(listing: Listing, book: Book) -> frozenset[str]:
    """What a list is a list of: the trunks of its lead-in, or of its heading, without the text's own topic."""
    lead = forms.stems((sentences.split(listing.passage.lead) or [""])[-1]) - book.topic
    return (
        lead
        if lead and (len(lead) > 1 or listing.passage.lead.endswith(":"))
        else lead | (forms.stems(listing.section.title) - book.topic)
    )


def one_sort(key: str, found: Iterable[Name], passage: Passage, strict: bool = False) -> Iterator[Name]:
    """Siblings of the key's own list are of one sort by their author's word; others must be known to be.

    Unless `strict`, subjects of the same paragraph will do as well.
    """
    for name in found:
        beside = name.ground.passage is passage and (
            passage.kind != "paragraph" or (not strict and may_stand_beside(key, name))
        )
        if (beside and not known_apart(key, name.text)) or (
            sorts.sort_of(key) not in {"", "process", "measure", "time"} and sorts.go_together(key, name.text)
        ):
            yield name


def may_stand_beside(key: str, name: Name) -> bool:
    """Two subjects of one paragraph, of which neither is a person, an amount or a time."""
    if name.is_label or re.search(r"\d| (?:above|below|over|under) ", name.text):
        return False
    return not {sorts.sort_of(key), sorts.sort_of(name.text)} & {"person", "time", "measure"}


def known_apart(one: str, other: str) -> bool:
    """Known to be of two sorts: a person is no wrong option for a disease, wherever the two stand."""
    known = {sorts.sort_of(one), sorts.sort_of(other)} - {"", "process"}
    return len(known) > 1
