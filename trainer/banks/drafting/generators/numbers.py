"""Numbers with their unit: how many, how long, how much."""

import hashlib
import re
from collections.abc import Iterator
from fractions import Fraction

from trainer.banks.drafting.choosing import GENERIC
from trainer.banks.drafting.draft import NUMERIC, ONE, Draft, Option, made
from trainer.banks.drafting.facts import Book, Statement
from trainer.banks.drafting.generators import leads, pools
from trainer.banks.drafting.language import amounts, clauses, forms, sentences
from trainer.banks.drafting.language.amounts import Amount

ASKED = {"%": "percentage", "percent": "percentage"} | dict.fromkeys(["mm", "cm", "m", "km"], "distance")
ASKED |= dict.fromkeys(["mg", "mcg", "µg", "g", "kg", "mL", "ml", "L"], "amount")
ALIKE = 0.3  # share of content words
LONGEST = 30  # words
NOT_ASKED = re.compile(
    r"\b(?:a|an|every|each|per|the|last|next|another|aged?|over|under|between|some|several|people|adults|"
    r"children|women|men|(?:one|two|three|four|five|\d+) (?:or|and|to)|"
    r"(?:trial|study|survey|sample|series|review) of)\s$",
    re.I,
)
SHARE = re.compile(
    r"(?:About |Around |More than |Less than |Fewer than |Up to |At least |Almost |Nearly |Over |Under )?"
)
SHARE_FIRST = re.compile(SHARE.pattern + r"\d[\d.,]*\s?(?:%|percent) of ")
HANGING_ON = re.compile(
    r",? (?:because|whereas|while|although|but|since|so that|which)\b.*$|, (?:and|so|with|or) .*$|"
    r" and (?:has|have|can|may|should|must|will|is|are|the (?:second|third|fourth|next|last|other))\b.*$"
)


def drafts(book: Book) -> Iterator[Draft]:
    for statement in book.statements:
        for text in told(statement):
            found = (
                asked(statement, text, amount, said_near(book, statement, amount)) for amount in amounts.amounts(text)
            )
            draft = next((each for each in found if each), None)
            if draft:
                yield draft
                break


def said_near(book: Book, statement: Statement, amount: Amount) -> set[Fraction]:
    """Other numbers in this unit, here and where the text speaks of the same: they may be right as well."""
    return {
        end
        for each in book.statements
        if each is statement or forms.overlap(each.own, statement.own) > ALIKE
        for other in amounts.amounts(each.text)
        if other.unit.rstrip("s") == amount.unit.rstrip("s")
        for end in (other.low, other.high)
        if end is not None
    }


def told(statement: Statement) -> Iterator[str]:
    """The sentence; for an item that is none, the lead-in with it: "research has shown" "a benefit for 12 weeks"."""
    text = sentences.bare(statement.text)
    if statement.clause or forms.is_verb(text.split()[0], "base") or SHARE_FIRST.match(text):
        yield text
    elif statement.passage.kind == "list" and not statement.label and statement.passage.lead:
        lead = leads.last_of(statement.passage.lead)
        if clauses.parse(lead) and clauses.shape(text) == "noun":
            yield f"{forms.capitalized(lead)} {forms.decapitalized(text)}"


def asked(statement: Statement, text: str, amount: Amount, taken: set[Fraction]) -> Draft | None:
    before, after = text[: amount.start], HANGING_ON.sub("", text[amount.end :])
    if not can_be_asked(text, before, after, amount):
        return None
    begun = forms.decapitalized(before) if clauses.parse(text) else leads.told(before)
    stem = f"According to the article, {begun}{gap_for(amount, before)}{after}?"
    stem = re.sub(r"\s+", " ", re.sub(r"\s*\([^)]*\)", "", stem))
    if clauses.parse(text) is None and len(forms.stems(f"{before}{after}")) < 2 and statement.section.title:
        told_in = f"in the section “{statement.section.title.strip(' ?.:')}”"
        stem = stem.replace("According to the article", f"According to the article {told_in}", 1)
    chance = chance_of(stem)
    if amount.high is None and amount.is_counted and chance % 3 == 0:
        return numeric(statement, amount, stem)
    wrong = amounts.others(amount, taken, chance // 3)
    if len(wrong) < 2:
        return None
    right = (amount.low, amount.high)
    why = f"The article says: “{statement.text}”"
    options = tuple(
        Option(
            amounts.shown(ends, amount),
            ends == right,
            why if ends == right else f"The article gives {amount.written} instead.",
        )
        for ends in sorted([right, *wrong], key=lambda each: each[0])
    )
    ground = with_lead(statement, text)
    return made(ONE, "number", stem, ground, [amount.written], options, {"fixed_order": True})


def chance_of(text: str) -> int:
    """A number that the text alone decides."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:6], 16)


def can_be_asked(text: str, before: str, after: str, amount: Amount) -> bool:
    if not sentences.is_statement(f"{text}.") or not sentences.is_self_contained(text) or len(text.split()) > LONGEST:
        return False
    if amount.gap == "-" or re.match(r"[- ](?:old|long|year|day)\b", after) or not told_whole(before, text):
        return False
    near = [*amounts.amounts(after), *amounts.amounts(before)]
    if any(other.unit.rstrip("s") == amount.unit.rstrip("s") for other in near):
        return False
    if amount.before and not re.search(r"\b(?:lasts?|takes?|for|of|is|are|be)\s$", before):
        return False
    if re.match(r"\s?(?:to|-|–)\s?\d|, (?!and\b|or\b|but\b|which\b|so\b|with\b|because\b|whereas\b|while\b)", after):
        return False
    if amount.unit in {"%", "percent"} and after and not re.match(r" of\b|,", after):
        return False
    if NOT_ASKED.search(before) or re.search(r"\d\S*\s*$", before) or before.count("(") != before.count(")"):
        return False
    return not (HANGING_ON.search(before) and "," in before) or before.count(",") == 1


def gap_for(amount: Amount, before: str) -> str:
    if amount.is_counted:
        return f"how many {amount.plural}"
    if amount.unit in {"°C", "°F"} and "temperature" not in before:
        return "which temperature"
    return f"which {ASKED.get(amount.unit, 'value')}"


def told_whole(before: str, text: str) -> bool:
    """Whether the sentence names its subject before the number, or begins as an instruction."""
    if SHARE.fullmatch(before) and re.match(r"\s?(?:%|percent)\sof\s", text[len(before) :].lstrip("0123456789.,-–")):
        return True
    clause = clauses.parse(text)
    if clause:
        return len(before.split()) >= 2 and is_named(clause)
    return forms.is_verb(clauses.bare(text.split()[0]), "base") and before.strip() != ""


def is_named(clause: clauses.Clause) -> bool:
    """Whether the subject says by itself what is meant."""
    subject = pools.without_article(clause.subject).lower()
    return subject not in GENERIC or subject in {"research", "studies", "adults", "children", "people"}


def with_lead(statement: Statement, text: str) -> Statement | tuple:
    """The ground of a draft; from the lead-in on, where that is part of what is asked."""
    if text == sentences.bare(statement.text):
        return statement
    passage = statement.passage
    return statement.section, passage, passage.text[: passage.text.find(statement.quote) + len(statement.quote)]


def numeric(statement: Statement, amount: Amount, stem: str) -> Draft:
    number = int(amount.low) if amount.low.denominator == 1 else float(amount.low)
    why = f"The article says: “{statement.text}”"
    answer = {"value": number, "unit": amount.plural, "tolerance": 0, "why": why}
    return made(NUMERIC, "number", stem, statement, [amount.written], answer=answer)
