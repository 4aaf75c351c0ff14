"""Causes, effects and means: "caused by", "leads to", "by doing"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from trainer.banks.drafting import choosing
from trainer.banks.drafting.choosing import Candidate
from trainer.banks.drafting.draft import ONE, Draft, made
from trainer.banks.drafting.facts import Book, Statement, plain_name
from trainer.banks.drafting.language import clauses, forms, sentences, words

MEANS_BEFORE = re.compile(r"^(?P<by>By (?P<verb>\w+ing) [^,]{4,80}), (?P<main>.+)$")
MEANS_AFTER = re.compile(r"^(?P<main>.+?) (?P<by>by (?P<verb>\w+ing) [^.;]{4,90})$")
CAUSED = re.compile(
    r"^(?P<effect>[^,;:]{3,70}?),? (?P<link>(?:is|are|can be|may be)?\s?(?:often |usually |commonly |mainly "
    r"|mostly |sometimes )?"
    r"(?:caused by|due to|triggered by|linked to|the result of|brought on by))"
    r" (?P<cause>[^,;:.()]{5,80})(?P<tail>(?:[,;.].*)?)$"
)
EFFECT = re.compile(
    r"^(?P<cause>[^,;:]{4,70}?) (?P<link>(?:can |may |could |often |eventually )?(?:leads? to|results? in|"
    r"causes?|triggers?|encourages?|promotes?|produces?|provides?|brings?|raises? the risk of|"
    r"increases? the risk of|reduces? the risk of|lowers? the risk of|prevents?))"
    r" (?P<effect>[^,;:.()]{5,80})(?P<tail>(?:[,;.].*)?)$"
)


LEADING = re.compile(
    r"\b(?:leading to|resulting in|causing|triggering|promoting|(?:can|may) (?:cause|lead to)|leads? to|results? in) "
    r"([^,.;:]{5,60})"
)
CAN_CAUSE = re.compile(
    r"^([A-Z][^,;:]{5,70}?) (?:can|may|could) (?:cause|irritate|trigger|lead to|damage|harm|block|worsen|provoke)\b"
)


@dataclass(frozen=True)
class Link:
    """`slot` is the part that is asked for, `stem` the question, `rest` the other part."""

    slot: str
    rest: str
    stem: str
    ground: Statement
    sort: str


def drafts(book: Book) -> Iterator[Draft]:
    links = [link for statement in book.statements for link in links_in(book, statement)]
    slots = [(link.slot, link) for link in links] + [
        (link.slot, link) for s in book.statements for link in loose(book, s)
    ]
    for link in links:
        if not link.stem:
            continue
        others = sorted(
            slots, key=lambda each: (each[1].sort != link.sort, each[1].ground.section is not link.ground.section)
        )
        wrong = choosing.choose(
            link.slot,
            [
                Candidate(slot, why_not(other))
                for slot, other in others
                if other.ground is not link.ground and other.sort == link.sort
            ],
            partial(is_true, book, link),
            share=0.25 if link.sort == "means" else 0.4,
        )
        if wrong:
            why = f"The article says: “{link.ground.text}”"
            options = choosing.options(link.slot, why, wrong, link.stem)
            yield made(ONE, link.sort, link.stem, link.ground, [link.slot], options)


def why_not(link: Link) -> str:
    return f"The article says this of something else: “{link.ground.text}”"


def is_true(book: Book, link: Link, text: str) -> bool:
    """Whether the text ties the wrong option to the matter of the question, or the two mean nearly the same."""
    rest = forms.stems(link.rest) - book.topic
    what = forms.stems(text)
    if not rest or what & forms.stems(link.stem):
        return True
    return any(
        len(what & each.said) / len(what) >= 0.67 and len(rest & each.said) / len(rest) > 0.34
        for each in book.statements
    )


def links_in(book: Book, statement: Statement) -> Iterator[Link]:
    text = sentences.bare(re.sub(r"\s*\([^)]*\)", "", statement.text))
    if not sentences.is_statement(f"{text}."):
        return
    yield from means(statement, text)
    if (
        statement.label
        and re.match(r"(?:This|It|These|They)\b", text)
        and choosing.names_a_thing(plain_name(statement.label))
    ):
        text = re.sub(r"^(?:This|These)(?: [a-z-]+){1,2}(?=,| is| are| can| may)|^(?:It|They)\b", statement.label, text)
    yield from caused(statement, text)


def loose(book: Book, statement: Statement) -> Iterator[Link]:
    """Phrases that can only serve as wrong options: means and causes from sentences that do not stand alone."""
    text = sentences.bare(re.sub(r"\s*\([^)]*\)", "", statement.text))
    for match in re.finditer(r"\bby \w+ing [^,.;]{4,70}", text, re.I):
        phrase = forms.decapitalized(match[0])
        if sentences.is_self_contained(f"x {phrase}") and forms.is_verb(phrase.split()[1], "ing"):
            yield Link(phrase, "", "", statement, "means")
    for match in re.finditer(r"\b(?:due to|caused by|linked to|triggered by|because of) ([^,.;:]{5,70})", text):
        if clauses.is_noun_phrase(match[1]) and sentences.is_self_contained(f"x {match[1]}"):
            yield Link(match[1], "", "", statement, "cause")
    for match in LEADING.finditer(text):
        second = re.search(r" (?:and|or) ([a-z]+) ", match[1])
        if second and forms.is_verb(second[1], "base"):
            continue
        if clauses.shape(match[1]) == "noun" and sentences.is_self_contained(f"x {match[1]}"):
            yield Link(match[1], "", "", statement, "effect")
    found = CAN_CAUSE.match(text)
    if found and sentences.is_self_contained(text):
        yield Link(forms.decapitalized(found[1]), "", "", statement, "cause")


def means(statement: Statement, text: str) -> Iterator[Link]:
    for pattern in (MEANS_BEFORE, MEANS_AFTER):
        found = pattern.match(text)
        if not found or not forms.is_verb(found["verb"], "ing") or not sentences.is_self_contained(f"x {found['by']}"):
            continue
        clause = clauses.parse(found["main"])
        if (
            not clause
            or clause.intro
            or not sentences.is_self_contained(found["main"])
            or sentences.is_negative(clause.predicate)
        ):
            continue
        if " and " in clause.rest and pattern is MEANS_AFTER and clauses.parse(f"x {clause.rest.split(' and ')[-1]}"):
            continue
        asked = clauses.asked(clause)
        by = re.sub(r",? (?:which|where|while|but|so)\b.*$", "", found["by"])
        if asked and len(by.split()) <= 14 and len(clause.rest.split()) <= 16:
            asked = re.sub(r",\s(?:\w+ing)\b.*$", "", asked)
            yield Link(
                forms.decapitalized(by), found["main"], f"According to the article, how {asked}?", statement, "means"
            )


def caused(statement: Statement, text: str) -> Iterator[Link]:
    found = CAUSED.match(text)
    if found and sound(found["effect"], found["cause"]) and " that " not in found["effect"]:
        link = found["link"].strip()
        verb = (
            ""
            if re.match(r"(?:is|are|can|may)\b", link)
            else ("are " if clauses.is_plural_phrase(found["effect"]) else "is ")
        )
        effect = forms.decapitalized(found["effect"])
        if clauses.parse(found["effect"]) is None:
            stem = f"According to the article, {effect} {verb}{link} which of these?"
            yield Link(found["cause"].strip(), effect, stem, statement, "cause")
    found = EFFECT.match(text)
    clause = clauses.parse(text)
    if (
        found
        and clause
        and not clause.intro
        and sound(found["cause"], found["effect"])
        and clause.subject == found["cause"]
    ):
        cause = forms.decapitalized(found["cause"])
        stem = f"According to the article, {cause} {found['link']} which of these?"
        yield Link(found["effect"].strip(), cause, stem, statement, "effect")


def sound(one: str, other: str) -> bool:
    """Both sides are things that can be understood alone."""
    if not (sentences.is_self_contained(one) and sentences.is_self_contained(f"x {other}")):
        return False
    if not (clauses.is_noun_phrase(one) and clauses.is_noun_phrase(other)) or sentences.is_negative(f"{one} {other}"):
        return False
    return clauses.shape(other) == "noun" and other.split()[-1].lower() not in words.STOP and bool(forms.stems(one))
