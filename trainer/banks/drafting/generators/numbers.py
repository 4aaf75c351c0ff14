"""Numbers with their unit: how many, how long, how much."""

import hashlib
import re
from collections.abc import Iterator
from fractions import Fraction

from trainer.banks.drafting.draft import NUMERIC, ONE, Draft, Option, made
from trainer.banks.drafting.facts import Book, Statement
from trainer.banks.drafting.generators import leads
from trainer.banks.drafting.language import clauses, forms, sentences

COUNTED = (
    "seconds? minutes? hours? days? weeks? months? years? times? sessions? steps? drops? glasses cups? tablespoons? teaspoons? "
    "servings? portions? calories treatments? doses? tablets? inches feet miles pints? liters? litres? meters? metres? units? "
    "millimeters? centimeters? millilit(?:er|re)s? kilograms? pounds? grams? milligrams? people adults patients"
)
SIGNS = r"%|percent|mmHg|mm Hg|mg/dL|mmol/L|mg|mcg|µg|g|kg|mL|ml|L|mm|cm|km|m|°C|°F|degrees|kcal|bpm|IU|beats per minute|breaths per minute"
WORDS = "two three four five six seven eight nine ten twelve".split()
VALUES = {word: value for word, value in zip(WORDS, (2, 3, 4, 5, 6, 7, 8, 9, 10, 12), strict=True)}
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?P<low>{NUMBER}|{'|'.join(WORDS)})(?:\s?(?:-|–|—|to)\s?(?P<high>{NUMBER}|{'|'.join(WORDS)}))?"
    rf"(?P<gap>\s|-)?(?P<unit>(?:{'|'.join(COUNTED.split())})\b|(?:{SIGNS})(?![\w/]))"
)
LONGEST = 30  # words


def drafts(book: Book) -> Iterator[Draft]:
    everywhere: dict[str, set[Fraction]] = {
        unit_of(match): set() for each in book.statements for match in AMOUNT.finditer(each.text)
    }
    for each in book.statements:
        for match in AMOUNT.finditer(each.text):
            everywhere[unit_of(match)] |= {value for value in ends(match) if value is not None}
    for statement in book.statements:
        found = list(AMOUNT.finditer(statement.text))
        for match in found:
            draft = asked(statement, match, everywhere[unit_of(match)])
            if draft:
                yield draft
                break


def unit_of(match: re.Match[str]) -> str:
    return match["unit"].lower().rstrip("s")


def ends(match: re.Match[str]) -> tuple[Fraction, Fraction | None]:
    return value(match["low"]), value(match["high"]) if match["high"] else None


def value(text: str) -> Fraction:
    return Fraction(VALUES[text]) if text in VALUES else Fraction(text.replace(",", ""))


def asked(statement: Statement, match: re.Match[str], taken: set[Fraction]) -> Draft | None:
    text = sentences.bare(statement.text)
    if not sentences.is_statement(f"{text}.") or not sentences.is_self_contained(text) or len(text.split()) > LONGEST:
        return None
    if match["gap"] == "-" or match.end() > len(text) or re.match(r"[- ](?:old|long|year|day)\b", text[match.end() :]):
        return None
    gap = "how many " + plural(match["unit"]) if match["unit"][0].islower() and unit_word(match) else "which value"
    before, after = text[: match.start()], text[match.end() :]
    if (
        re.search(r"\b(?:a|an|every|each|per|the|first|last|next|another)\s$", before, re.I)
        or AMOUNT.search(before[-12:])
        or "(" in before[-25:]
    ):
        return None
    if not told_whole(before, text):
        return None
    stem = f"According to the passage, {leads.told(before)}{gap}{after}?"
    stem = re.sub(r"\s+", " ", re.sub(r"\s*\([^)]*\)", "", stem))
    chance = int(hashlib.sha256(stem.encode()).hexdigest()[:6], 16)
    low, high = ends(match)
    if high is None and gap.startswith("how many") and chance % 3 == 0:
        return numeric(statement, match, stem)
    wrong = others(low, high, taken, chance)
    if len(wrong) < 2:
        return None
    written = {key: shown(key, match) for key in [(low, high), *wrong]}
    if len(set(written.values())) < len(written):
        return None
    why = f"The passage says: “{statement.text}”"
    amount = written[low, high]
    options = tuple(
        Option(words_, key == (low, high), why if key == (low, high) else f"The passage gives {amount}.")
        for key, words_ in sorted(written.items(), key=lambda each: each[0][0])
    )
    return made(ONE, "number", stem, statement, [match[0]], options, {"fixed_order": True})


def told_whole(before: str, text: str) -> bool:
    """Whether the sentence has its subject before the number, or begins as an instruction."""
    clause = clauses.parse(text)
    if clause:
        return bool(before.strip()) and len(before.split()) >= 2
    first = clauses.bare(text.split()[0])
    return forms.is_verb(first, "base") and before.strip() != ""


def unit_word(match: re.Match[str]) -> bool:
    return bool(re.fullmatch("|".join(COUNTED.split()), match["unit"]))


def plural(unit: str) -> str:
    return unit if unit.endswith(("s", "feet", "people")) else f"{unit}s"


def numeric(statement: Statement, match: re.Match[str], stem: str) -> Draft:
    amount = value(match["low"])
    number = int(amount) if amount.denominator == 1 else float(amount)
    answer = {
        "value": number,
        "unit": plural(match["unit"]),
        "tolerance": 0,
        "why": f"The passage says: “{statement.text}”",
    }
    return made(NUMERIC, "number", stem, statement, [match[0]], answer=answer)


Range = tuple[Fraction, Fraction | None]
RANGES = (
    ("1/4", "1/4"),
    ("1/2", "1/4"),
    ("1/4", "1/3"),
    ("1/2", "1/3"),
    ("3", "2"),
    ("3", "3"),
    ("6", "4"),
    ("8", "8"),
)


def others(low: Fraction, high: Fraction | None, taken: set[Fraction], chance: int) -> list[Range]:
    """Three plausible amounts around the right one, none of which the text gives in this unit; the key's rank varies."""
    below = [low * factor for factor in (Fraction(1, 2), Fraction(1, 4))]
    above = [low * factor for factor in (2, 3, 4)]
    if high is not None:
        scaled = [(low * Fraction(f), high * Fraction(g)) for f, g in RANGES]
        lower = [each for each in scaled if each[1] < low and is_neat(each[0], low) and is_neat(each[1], high)]
        upper = [each for each in scaled if each[0] > high]
        return [*lower[-1:], *upper[:1], *(each for each in upper if each[0] > upper[0][1])][:3]
    good = [each for each in below if is_neat(each, low) and each not in taken], [e for e in above if e not in taken]
    count = min(chance % 3, len(good[0]))
    return [(each, None) for each in [*good[0][:count], *good[1][: 3 - count]]]


def is_neat(number: Fraction, like: Fraction) -> bool:
    """As round as the right one: no half a person, no 3.75 among whole numbers."""
    return number > 0 and (number.denominator == 1 if like.denominator == 1 else number.denominator <= 10)


def shown(amount: Range, match: re.Match[str]) -> str:
    low, high = amount
    spelled = match["low"] in VALUES
    dash = f" {WORD_TO[0]} " if " to " in match[0] else (re.search(r"[-–—]", match[0]) or ["–"])[0]
    number = number_text(low, spelled) + (f"{dash}{number_text(high, spelled)}" if high is not None else "")
    unit = plural(match["unit"]) if unit_word(match) else match["unit"]
    return f"{number}{match['gap'] or ''}{unit}"


WORD_TO = ("to",)


def number_text(amount: Fraction, spelled: bool) -> str:
    if spelled and amount in VALUES.values():
        return next(word for word, number in VALUES.items() if number == amount)
    return f"{int(amount):,}" if amount.denominator == 1 else f"{float(amount):g}"
