"""How often something is done, what share of people it concerns, and from which age."""

import re
from collections.abc import Iterator, Sequence

from trainer.banks.drafting.draft import ONE, Draft, Option, made
from trainer.banks.drafting.facts import Book, Statement
from trainer.banks.drafting.generators import leads, numbers
from trainer.banks.drafting.language import amounts, clauses, forms, sentences

OFTEN = (
    "four times a day,three times a day,twice a day,once a day,every second day,twice a week,once a week,"
    "twice a month,once a month,twice a year,once a year"
).split(",")
SAME = {
    "every day": "once a day", "daily": "once a day", "every week": "once a week", "weekly": "once a week",
    "every month": "once a month", "monthly": "once a month", "every year": "once a year", "yearly": "once a year",
    "each day": "once a day", "each week": "once a week", "each month": "once a month", "each year": "once a year",
    "every other day": "every second day",
}  # fmt: skip
TIMES = re.compile(rf"\b(?:{'|'.join([*OFTEN, *SAME])})\b")
EVERY = re.compile(r"\bevery (?=\d|two|three|four|five|six|seven|eight|nine|ten|twelve)")
IN = re.compile(r"\b(?:1|one) in (?P<of>\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)(?= [a-z])", re.I)
AGE = re.compile(
    r"\b(?:(?P<the>the age of )(?P<one>\d{2})|(?P<aged>aged )(?P<from>\d{2})(?P<on> (?:and|or) (?:older|over|above)))\b"
)
UNFINISHED = re.compile(r"\b(?:up to|at least|more than|for|about|or|and|than|to|least)$|\d\S*$")
AGES = (12, 18, 25, 30, 40, 50, 60, 65, 70, 75, 80)
PARTS = (2, 3, 4, 5, 8, 10, 20, 50, 100, 200, 500, 1000)


def drafts(book: Book) -> Iterator[Draft]:
    for statement in book.statements:
        text = sentences.bare(re.sub(r"\s*\([^)]*\)", "", statement.text))
        if (
            sentences.is_statement(f"{text}.")
            and sentences.is_self_contained(text)
            and len(text.split()) <= numbers.LONGEST
        ):
            yield from how_often(statement, text)
            yield from in_how_many(statement, text)
            yield from from_which_age(book, statement, text)


def how_often(statement: Statement, text: str) -> Iterator[Draft]:
    text = numbers.HANGING_ON.sub("", text)
    every, times = EVERY.search(text), TIMES.search(text)
    if len(EVERY.findall(text)) + len(TIMES.findall(text)) != 1:
        return
    if every:
        amount = next((each for each in amounts.amounts(text) if each.start == every.end()), None)
        wrong = amounts.others(amount, set(), numbers.chance_of(text)) if amount else []
        if not amount or len(wrong) < 2:
            return
        found = sorted([(amount.low, amount.high), *wrong], key=lambda each: each[0])
        key = f"every {amount.written}"
        shown = [f"every {amounts.shown(ends, amount)}" for ends in found]
        start, end = every.start(), amount.end
    elif times:
        key, start, end = times[0], *times.span()
        shown = around(OFTEN, SAME.get(key, key), numbers.chance_of(text))
        shown = [key if each == SAME.get(key) else each for each in shown]
    else:
        return
    stem = asked(text, start, end)
    if stem:
        yield listed(statement, stem, key, shown)


def asked(text: str, start: int, end: int) -> str:
    """ "how often should the tube be changed", from the sentence without the words at the place."""
    before, after = text[:start].rstrip(" ,"), text[end:]
    if UNFINISHED.search(before) or re.match(r",? (?:or|to|and) ", after):
        return ""
    left = f"{before}{after}"
    first = clauses.bare(left.split()[0]) if left.split() else ""
    clause = clauses.parse(left)
    if sentences.is_negative(left) or "," in left:
        return ""
    if clause and not clause.intro:
        question = clauses.asked(clause)
        return f"According to the article, how often {question}?" if question and numbers.is_named(clause) else ""
    if not clause and forms.is_verb(first, "base") and len(left.split()) > 1:
        return f"According to the article, how often should you {forms.decapitalized(left)}?"
    return ""


def around(row: Sequence[str], key: str, chance: int) -> list[str]:
    """Four neighbors of a row, the key at a place that the text decides."""
    at = row.index(key)
    first = max(0, min(at - chance % 4, len(row) - 4))
    return list(row[first : first + 4])


def in_how_many(statement: Statement, text: str) -> Iterator[Draft]:
    found = IN.search(text)
    part = int(amounts.value(found["of"].lower())) if found else 0
    clause = clauses.parse(text[found.end() :].strip()) if found else None
    if not found or part not in PARTS or not clause or not numbers.SHARE.fullmatch(text[: found.start()]):
        return
    shown = around([f"1 in {each}" for each in PARTS], f"1 in {part}", numbers.chance_of(text))
    after = numbers.HANGING_ON.sub("", text[found.end() :])
    stem = f"According to the article, {forms.decapitalized(text[: found.start()])}what proportion of{after}?"
    yield listed(statement, stem, f"1 in {part}", shown[::-1], found[0])


def from_which_age(book: Book, statement: Statement, text: str) -> Iterator[Draft]:
    found = AGE.search(text)
    age = int(found["one"] or found["from"]) if found else 0
    if not found or age not in AGES or len(AGE.findall(text)) > 1 or len(re.findall(r"\d+", text)) > 1:
        return
    told = {int(each) for other in book.statements for each in re.findall(r"\b\d{2}\b", other.text)} - {age}
    row = [each for each in AGES if each == age or each not in told]
    if len(row) < 4 or not numbers.told_whole(text[: found.start()], text):
        return
    unit = found["on"] or ""
    shown = around([f"{each}{unit}" for each in row], f"{age}{unit}", numbers.chance_of(text))
    asks = "which age" if found["the"] else "of which age"
    after = numbers.HANGING_ON.sub("", text[found.end() :])
    stem = f"According to the article, {leads.told(text[: found.start()])}{asks}{after}?"
    yield listed(statement, stem, f"{age}{unit}", shown, found[0])


def listed(statement: Statement, stem: str, key: str, shown: Sequence[str], marked: str = "") -> Draft:
    """In the order of their size, as numbers are."""
    why = f"The article says: “{statement.text}”"
    options = tuple(
        Option(forms.capitalized(each), each == key, why if each == key else f"The article says “{key}” instead.")
        for each in shown
    )
    return made(ONE, "frequency", stem, statement, [marked or key], options, {"fixed_order": True})
