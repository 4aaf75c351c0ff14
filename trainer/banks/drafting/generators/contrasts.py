"""Two things set against each other: whose is this?"""

import hashlib
import re
from collections.abc import Iterator
from itertools import combinations

from trainer.banks.drafting.choosing import Candidate, choose, names_a_thing, options, too_alike
from trainer.banks.drafting.draft import ONE, TRUTH, Draft, made
from trainer.banks.drafting.facts import Book, Statement, plain_name
from trainer.banks.drafting.generators import pools, subjects
from trainer.banks.drafting.language import clauses, forms, sentences, sorts
from trainer.banks.drafting.reading.source import Passage

CUE = re.compile(
    r"\b(?:on the other hand|whereas|unlike|in contrast|by contrast|while both|although both|differ|"
    r"different|difference|versus|vs\.?|compared (?:to|with)|however|while|whereas)\b",
    re.I,
)
TURN = re.compile(
    r"^(?:In contrast|By contrast|However|Unlike|On the other hand)\b|, (?:on the other hand|in contrast|by "
    r"contrast|however),"
)
ASIDE = re.compile(r", (?:on the other hand|in contrast|by contrast|however|meanwhile), ")
INSERTED = re.compile(r"^(?P<subject>[A-Z][\w -]{2,40}), (?P<aside>[a-z][^,]{4,80}), (?P<rest>[a-z]+s\b.+)$")
WHEREAS = re.compile(r"^(?P<one>[^,]{10,}),? (?:whereas|while) (?P<other>[^,]{10,})$")


def drafts(book: Book) -> Iterator[Draft]:
    for one, other in pairs(book):
        for first, second in ((one, other), (other, one)):
            draft = told_apart(book, first, second) or swapped(book, first, second)
            if draft:
                yield draft


def pairs(book: Book) -> Iterator[tuple["Told", "Told"]]:
    """Statements about two things that the text sets against each other: side by side, under a word that says so."""
    for section, passage in book.source.passages:
        over = bool(CUE.search(f"{section.title} {passage.lead} {passage.question}"))
        told = [(at, each) for at, statement in enumerate(within(book, passage)) for each in told_in(statement)]
        for (at, one), (then, other) in combinations(told, 2):
            near = then - at <= 1
            both = at == then or over or TURN.search(other.ground.text)
            if not near or not both or (at != then and len(list(told_in(other.ground))) > 1):
                continue
            if not too_alike(one.subject, other.subject) and one.plural == other.plural:
                yield one, other


def within(book: Book, passage: Passage) -> list[Statement]:
    return [statement for statement in book.statements if statement.passage is passage]


class Told:
    """A thing and what is said of it."""

    def __init__(self, clause: clauses.Clause, ground: Statement) -> None:
        self.name = plain_name(clause.subject)
        self.subject = pools.without_article(self.name)
        self.predicate = clause.predicate
        self.plural = clause.plural
        self.ground = ground


def told_in(statement: Statement) -> Iterator[Told]:
    text = sentences.bare(re.sub(r"\s*\([^)]*\)", "", statement.text))
    text = ASIDE.sub(" ", text)
    inserted = INSERTED.match(text)
    if inserted:
        text = f"{inserted['subject']} {inserted['rest']}"
    both = WHEREAS.match(text)
    for part in (both["one"], both["other"]) if both else (text,):
        clause = clauses.parse(part)
        if clause and names_a_thing(clause.subject, 5) and 4 <= len(clause.predicate.split()) <= 20:
            yield Told(clause, statement)


def told_apart(book: Book, one: Told, other: Told) -> Draft | None:
    """Which of these is it: the one, the other, or a third thing of their sort."""
    predicate = subjects.without_second_clause(one.predicate)
    if not subjects.asked_about_text(predicate) or forms.stems(predicate) & forms.stems(one.subject):
        return None
    known = sorts.sort_of(one.subject)
    third = [
        name
        for name in pools.nearest(pools.names(book), one.ground.passage, one.ground.section)
        if known and sorts.sort_of(name.text) == known and name.plural == one.plural
    ]
    candidates = [Candidate(other.subject, pools.belongs(other.ground)), *pools.as_candidates(third)]
    wrong = choose(
        one.subject,
        candidates,
        lambda text: claimed(book, text, predicate) or (text != other.subject and pools.said_of(book, text, predicate)),
    )
    if not any(each.text == other.subject for each in wrong):
        return None
    stem = f"According to the article, which of these {predicate}?"
    why = f"The article says this of {one.subject}: “{one.ground.text}”"
    return made(ONE, "contrast", stem, one.ground, [one.subject], options(one.subject, why, wrong, stem))


def swapped(book: Book, one: Told, other: Told) -> Draft | None:
    """What is said of the one, put to the other: false by the passage. Or left as it is: true."""
    predicate = subjects.SIDE.sub("", one.predicate)
    both = forms.stems(other.subject) | forms.stems(one.subject)
    if (
        sentences.is_negative(predicate)
        or forms.stems(predicate) & both
        or re.search(r"\b(?:this|these|it|its|they|their)\b", predicate)
    ):
        return None
    if len(forms.stems(predicate) & forms.stems(other.predicate)) > 1 or predicate.split()[-1] in subjects.words.STOP:
        return None
    false = int(hashlib.sha256(predicate.encode()).hexdigest()[:4], 16) % 3 > 0
    if false and claimed(book, other.subject, predicate):
        return None
    subject = other.name if false else one.name
    stem = f"According to the article, {subject} {predicate}."
    said = f"The article says this of {one.subject}: “{one.ground.text}”"
    why = {"why_true": said, "why_false": f"{said} It sets {other.subject} against it."}
    return made(TRUTH, "contrast", stem, one.ground, [one.subject, predicate], answer={"answer": not false, **why})


def claimed(book: Book, subject: str, predicate: str) -> bool:
    """Whether the text says this of the other one as well."""
    wanted = forms.stems(predicate)
    return any(
        told.subject.lower() == pools.without_article(plain_name(subject)).lower()
        and not sentences.is_negative(told.predicate)
        and forms.overlap(wanted, forms.stems(told.predicate)) > 0.4
        for statement in book.statements
        for told in told_in(statement)
    )
