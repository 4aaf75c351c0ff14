"""Several things that a passage tells about one after the other: what is said of which?"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from trainer.banks.drafting import choosing
from trainer.banks.drafting.draft import MATCHING, Draft, made
from trainer.banks.drafting.facts import Book, Statement, plain_name
from trainer.banks.drafting.generators import deeds, pools, subjects
from trainer.banks.drafting.language import clauses, forms, sentences, sorts, words

FEWEST, MOST = 3, 5
SHORTEST, LONGEST = 3, 18  # words of what is said


@dataclass(frozen=True)
class Told:
    name: str
    said: str
    plural: bool
    ground: Statement


def drafts(book: Book, asked: Collection[str]) -> Iterator[Draft]:
    """`asked` are the quotes that other drafts ask about already."""
    told = [
        each for statement in book.statements if statement.quote not in asked and (each := told_in(book, statement))
    ]
    for _, run in groupby(told, key=lambda each: each.ground.passage.id):
        found = list(run)
        for plural in (False, True):
            members = apart(book, [each for each in found if each.plural == plural])
            if len(members) >= FEWEST:
                yield matching(members)


def told_in(book: Book, statement: Statement) -> Told | None:
    clause = statement.clause
    text = sentences.bare(statement.text)
    if (
        not clause
        or clause.intro
        or statement.label
        or not statement.is_askable
        or not sentences.is_self_contained(text)
    ):
        return None
    name = pools.without_article(plain_name(clause.subject))
    said = subjects.without_second_clause(clause.predicate)
    fit = (
        choosing.names_a_thing(name, 4)
        and not pools.is_main(book, name)
        and sorts.sort_of(name) not in {"person", "time", "measure"}
        and name.split()[0].lower() not in words.DETERMINERS | {"first", "main", "most", "common", "earliest"}
        and SHORTEST <= len(said.split()) <= LONGEST
        and not deeds.POINTING.search(said)
        and not sentences.is_negative(said)
        and not re.search(r"[;:()]|^(?:is|are) (?:the|one|another|also|very|common|rare|important|possible)\b", said)
        and said.split()[-1].lower() not in words.STOP
        and not forms.stems(name) & forms.stems(said)
        and len(forms.stems(said)) > 1
    )
    return Told(name, said, clause.plural, statement) if fit else None


def apart(book: Book, told: list[Told]) -> list[Told]:
    """Those of which none is said of another one, each thing once."""
    kept: list[Told] = []
    for each in told:
        mixed = any(
            choosing.too_alike(each.name, other.name)
            or clauses.head(each.name) in forms.tokens(other.name.lower())
            or forms.stems(each.name) & forms.stems(other.said)
            or forms.stems(other.name) & forms.stems(each.said)
            or pools.known_apart(each.name, other.name)
            or forms.overlap(forms.stems(each.said), forms.stems(other.said)) > 0.4
            or pools.said_of(book, other.name, each.said)
            or pools.said_of(book, each.name, other.said)
            for other in kept
        )
        if not mixed and len(kept) < MOST:
            kept.append(each)
    return kept


def matching(told: list[Told]) -> Draft:
    prompts = [
        {
            "text": forms.capitalized(each.said),
            "match": forms.capitalized(each.name),
            "why": f"The passage says: “{each.ground.text}”",
        }
        for each in told
    ]
    answer = {"choices": sorted(forms.capitalized(each.name) for each in told), "prompts": prompts}
    first, last = told[0].ground, told[-1].ground
    stem = "Match each description to what the passage says it of."
    text = first.passage.text
    quote = text[text.find(first.quote) : text.find(last.quote) + len(last.quote)]
    return made(
        MATCHING, "parallel", stem, (first.section, first.passage, quote), [each.name for each in told], answer=answer
    )
