"""Statements turned round: which of the things that the text speaks of does this?"""

import re
from collections.abc import Iterator

from trainer.banks.drafting import choosing
from trainer.banks.drafting.draft import ONE, Draft, made
from trainer.banks.drafting.facts import Book, Statement, plain_name
from trainer.banks.drafting.generators import definitions, labels, pools
from trainer.banks.drafting.language import amounts, clauses, forms, sentences, sorts, words

LONGEST = 24  # words of what is asked
SIDE = re.compile(
    r",\s(?:and \w+ing|which|who|where|while|whereas|although|though|but|so|as|because|making|helping|allowing)\b.*$"
    r"| because .*$"
)


def drafts(book: Book) -> Iterator[Draft]:
    found, meanings = pools.names(book), definitions.definitions(book)
    for statement in book.statements:
        if statement.label and labels.description(statement):
            continue  # asked by its label
        if statement.is_askable and sentences.is_self_contained(statement.text):
            draft = turned(book, statement, found, meanings)
            if draft:
                yield draft


def agrees(name: pools.Name, clause: clauses.Clause) -> bool:
    return clause.has_modal or name.plural == clause.plural


def told_beside(name: pools.Name, subject: str, statement: Statement) -> bool:
    """Two of one noun ("foam dressings", "film dressings") only where the text tells of them side by side."""
    if clauses.head(name.text) != clauses.head(subject):
        return True
    return name.ground.passage is statement.passage and not name.is_label


def is_kind_of(text: str, subject: str, meanings: list[definitions.Definition]) -> bool:
    """Whether the text defines the one by the other's noun: what holds for a pressure holds for each kind of it."""
    for one, other in ((text, subject), (subject, text)):
        told = [each.meaning for each in meanings if each.term.lower() == one.lower()]
        if any(clauses.head(other) in forms.tokens(meaning.lower()) for meaning in told):
            return True
    return False


def turned(
    book: Book, statement: Statement, found: list[pools.Name], meanings: list[definitions.Definition]
) -> Draft | None:
    clause = statement.clause
    if not clause or pools.is_main(book, clause.subject) or sentences.is_negative(clause.subject):
        return None
    subject = pools.without_article(plain_name(clause.subject))
    if clause.has_modal:
        subject = subject.split(" and ")[0]
    predicate = asked_about(clause)
    if sorts.sort_of(subject) != "person" and any(amounts.amounts(predicate)):
        return None  # asked by its number
    if not choosing.names_a_thing(subject, 6) or not predicate or forms.stems(subject) & forms.stems(predicate):
        return None
    named = forms.lower(clause.verb) in {"is", "are"} and not forms.is_verb(clause.rest.split()[0], "ed")
    near = pools.one_sort(
        subject, pools.nearest(found, statement.passage, statement.section), statement.passage, strict=named
    )
    loose = sorts.sort_of(subject) in {"process", "measure", ""}
    wrong = choosing.choose(
        subject,
        pools.as_candidates(
            name
            for name in near
            if agrees(name, clause) and not (loose and name.is_label) and told_beside(name, subject, statement)
        ),
        lambda text: (
            pools.is_main(book, text)
            or pools.said_of(book, text, predicate, 0.0 if loose else 0.34)
            or is_kind_of(text, subject, meanings)
        ),
    )
    if not wrong:
        return None
    if clause.intro and not sentences.is_self_contained(clause.intro):
        return None
    intro = forms.decapitalized(clause.intro)
    stem = f"According to the article, {intro}which of these {predicate}?"
    why = f"The article says: “{statement.quote}”"
    return made(ONE, "statement", stem, statement, [subject], choosing.options(subject, why, wrong, stem))


def without_second_clause(predicate: str) -> str:
    """Cut before what hangs on, and before an "and" that begins a sentence of its own."""
    text = SIDE.sub("", re.sub(r"\s*\([^)]*\)", "", predicate)).rstrip(".")
    for found in re.finditer(r",? (?:and|but|so|or) (?=[a-z])", text):
        after = clauses.parse(text[found.end() :])
        if after and not forms.is_verb(text[found.end() :].split()[0], "base", "s"):
            return text[: found.start()]
    return text


def asked_about(clause: clauses.Clause) -> str:
    """What the clause says of its subject, cut to one thought; empty where it is nothing to ask about."""
    text = without_second_clause(clause.predicate)
    plain = forms.lower(clause.verb) not in {"means", "mean", "helps", "seems", "suggest", "suggests"}
    return asked_about_text(text) if plain else ""


def asked_about_text(text: str) -> str:
    count = len(text.split())
    if not 4 <= count <= LONGEST or re.match(
        r"(?:\w+ly |also )?(?:is|are|was|were|can be|may be) (?:an?|the|one|very|more|important|common|rare|"
        r"possible)\b",
        text,
    ):
        return ""
    if not sentences.is_self_contained(f"x {text}") or re.search(
        r"\b(?:this|these|those|it|its|they|them|their|you|your|he|she|his|her|same|another|further)\b", text
    ):
        return ""
    first = " ".join(text.split()[:3])
    if sentences.is_negative(first):
        return ""
    return "" if text.split()[-1].lower() in words.STOP else text
