"""Amounts: a number or a range with its unit, and other amounts that someone might take for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

COUNTED = (
    "seconds? minutes? hours? days? weeks? months? years? times? sessions? steps? drops? glasses cups? tablespoons? "
    "teaspoons? servings? portions? calories treatments? doses? tablets? inches feet miles pints? liters? "
    "litres? meters? "
    "metres? units? millimeters? centimeters? millilit(?:er|re)s? kilograms? pounds? grams? milligrams? people adults "
    "patients puffs? pillows? breaths? compressions? stages? phases? groups? drinks? readings? repetitions? nights?"
).split()
SIGNS = (
    "%|percent|mmHg|mm Hg|mg/dL|mmol/L|mg|mcg|µg|g|kg|mL|ml|L|mm|cm|km|m|°C|°F|degrees|kcal|bpm|IU|"
    "beats per minute|breaths per minute"
)
NAMES = "one two three four five six seven eight nine ten twelve".split()
VALUES = {name: Fraction(value) for name, value in zip(NAMES, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12), strict=True)}
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
ONE = rf"{NUMBER}|{'|'.join(NAMES)}"
AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?P<from>between\s)?(?P<low>{ONE})(?:(?P<dash>\s?[-–—]\s?|\s(?:to|and)\s)(?P<high>{ONE}))?"
    rf"(?P<gap>\s|-)?(?P<unit>(?:{'|'.join(COUNTED)})\b|(?:{SIGNS})(?![\w/]))"
)
WHOLE = re.compile("|".join(COUNTED))
# Measured on a scale without a natural double: wrong values lie some steps away.
SCALES = re.compile(r"°[CF]|degrees|mm ?Hg|mg/dL|mmol/L|bpm|beats per minute|breaths per minute")
# Amounts that people use, by unit; others grow by these digits.
USUAL = {
    "second": (1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180),
    "minute": (1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120),
    "hour": (1, 2, 4, 6, 8, 12, 24, 36, 48, 72, 96, 120),
    "day": (1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 60, 90),
    "week": (1, 2, 3, 4, 6, 8, 12, 16, 24, 52),
    "month": (1, 2, 3, 6, 9, 12, 18, 24, 36),
    "percent": (1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 95, 99),
    "%": (1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 95, 99),
    "year": (1, 2, 3, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80),
}
FEW = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)
USUAL |= dict.fromkeys(("glasse", "cup", "serving", "portion", "puff", "drop", "tablet", "drink", "dose", "time"), FEW)
DIGITS = (1, 2, 3, 4, 5, 6, 8)
APART = Fraction(7, 5)

Ends = tuple[Fraction, Fraction | None]


@dataclass(frozen=True)
class Amount:
    """`written` as it stands in the text; the unit in the singular where it is a word."""

    low: Fraction
    high: Fraction | None
    unit: str
    written: str
    dash: str
    gap: str
    spelled: bool
    start: int
    end: int
    before: str = ""  # "between ", where the range is told so

    @property
    def is_counted(self) -> bool:
        return bool(WHOLE.fullmatch(self.unit))

    @property
    def plural(self) -> str:
        return (
            self.unit
            if not self.is_counted or self.unit in {"feet", "people"} or self.unit.endswith("s")
            else f"{self.unit}s"
        )


def amounts(text: str) -> Iterator[Amount]:
    for found in AMOUNT.finditer(text):
        unit = found["unit"]
        high = value(found["high"]) if found["high"] else None
        low = value(found["low"])
        if found["low"] == "one" and high is None:
            continue  # "one day" is seldom a count
        if (high is not None and high <= low) or bool(found["from"]) != (found["dash"] == " and "):
            continue
        yield Amount(
            low,
            high,
            unit,
            found[0],
            found["dash"] or "",
            found["gap"] or "",
            found["low"] in VALUES,
            *found.span(),
            found["from"] or "",
        )


def value(text: str) -> Fraction:
    return VALUES[text] if text in VALUES else Fraction(text.replace(",", ""))


def shown(ends: Ends, like: Amount) -> str:
    """Other ends, written like the amount."""
    low, high = ends
    number = in_figures(low, like.spelled) + (
        f"{like.dash}{in_figures(high, like.spelled)}" if high is not None else ""
    )
    unit = (
        like.unit.rstrip("s")
        if like.is_counted and (low, high) == (1, None) and like.unit not in {"feet"}
        else like.plural
    )
    return f"{like.before}{number}{like.gap}{unit}"


def in_figures(number: Fraction, spelled: bool) -> str:
    if spelled and number in VALUES.values():
        return next(name for name, known in VALUES.items() if known == number)
    return f"{int(number):,}" if number.denominator == 1 else f"{float(number):g}"


def others(amount: Amount, taken: set[Fraction], chance: int) -> list[Ends]:
    """Two or three wrong amounts that the text does not give in this unit; `chance` decides the right one's rank."""
    if amount.high is not None:
        found = usual_ranges(amount.low, amount.high, amount.unit) or ranges(amount.low, amount.high)
        if amount.spelled:
            found = in_words(found) if len(in_words(found)) > 1 else stepped(amount.low, amount.high)
        most = 100 if amount.unit in {"%", "percent"} else None
        return [each for each in found if each[0] > 0 and (most is None or (each[1] or 0) <= most)][:3]
    below, above = scaled(amount) if SCALES.fullmatch(amount.unit) else usual(amount)
    below = [each for each in below if each not in taken and (not amount.spelled or each in VALUES.values())]
    above = [each for each in above if each not in taken and (not amount.spelled or each in VALUES.values())]
    if amount.unit in {"%", "percent"}:
        above = [each for each in above if each < 100]
    count = max(min(chance % 3, len(below)), min(3 - len(above), len(below)))
    return [(each, None) for each in [*below[:count], *above[: 3 - count]]]


def in_words(found: list[Ends]) -> list[Ends]:
    """Those that can be written in words as the right one is."""
    return [each for each in found if set(each) <= set(VALUES.values())]


def stepped(low: Fraction, high: Fraction) -> list[Ends]:
    """Spans as wide, beside it: four to six and seven to nine for one to three."""
    step = high - low + 1
    return in_words([(low + step * count, high + step * count) for count in (-1, 1, 2, -2)])


def usual_ranges(low: Fraction, high: Fraction, unit: str) -> list[Ends]:
    """Spans between numbers that people use with the unit, one below and up to two above, none touching another."""
    known = sorted(Fraction(each) for each in USUAL.get(unit.rstrip("s"), ()) if is_neat(Fraction(each), low))
    width = min(high / low, Fraction(2))
    found: list[Ends] = []
    below = [each for each in known if each < low]
    if len(below) > 1:
        end = below[-1]
        found.append((min(below[:-1], key=lambda each: abs(end / width - each)), end))
    last = high
    for begin in known:
        longer = [each for each in known if each > begin]
        if begin > last and longer and len(found) < 3:
            last = min(longer, key=lambda each: abs(begin * width - each))
            found.append((begin, last))
    return found if len(found) > 1 else []


def ranges(low: Fraction, high: Fraction) -> list[Ends]:
    """Spans below and above: the same width a step further where it is narrow, else multiples."""
    if high < low * Fraction(5, 4):
        step = high - low + (1 if high.denominator == low.denominator == 1 else Fraction(1, 10))
        return [(low + step * count, high + step * count) for count in (-1, 1, 2, -2)]
    lower = [(low * f, high * f) for f in (Fraction(1, 2), Fraction(1, 3), Fraction(1, 4))]
    found = [each for each in lower if each[1] < low and is_neat(each[0], low) and is_neat(each[1], high)][:1]
    for factor in (2, 3, 4, 6, 8):
        if low * factor > max([high, *(each[1] for each in found)]) and len(found) < 3:
            found.append((low * factor, high * factor))
    width = high - low
    for at in (high + width / 2, high + width * 2):
        if len(found) < 2 and is_neat(at, low) and all(at > each[1] for each in found if each[1]):
            found.append((at, at + width))
    return list(found)


def is_neat(number: Fraction, like: Fraction) -> bool:
    return number > 0 and (number.denominator == 1 if like.denominator == 1 else number.denominator <= 10)


def scaled(amount: Amount) -> tuple[list[Fraction], list[Fraction]]:
    in_body = amount.unit in {"°C", "degrees"} and 34 <= amount.low <= 43
    step = Fraction(1) if in_body else rounded(amount.low * Fraction(15, 100))
    below = [amount.low - step * count for count in (1, 2)]
    return [each for each in below if each > 0], [amount.low + step * count for count in (1, 2, 3)]


def rounded(number: Fraction) -> Fraction:
    """To 1, 2 or 5 times a power of ten."""
    power = Fraction(1)
    while power * 10 <= number:
        power *= 10
    while power > number > 0:
        power /= 10
    return power * max(digit for digit in (1, 2, 5) if power * digit <= max(number, power))


def usual(amount: Amount) -> tuple[list[Fraction], list[Fraction]]:
    """Nearest first, each well apart from the one before."""
    unit = amount.unit.rstrip("s")
    known = sorted(
        {Fraction(each) for each in USUAL.get(unit, ())}
        or {power_of(amount.low) * Fraction(factor) * digit for factor in (Fraction(1, 10), 1, 10) for digit in DIGITS}
    )
    below, above = [], []
    last = amount.low
    part = unit in {"%", "percent"}
    for each in reversed(known):
        if (each * APART <= last or (part and last - each >= 10)) and is_neat(each, amount.low):
            below.append(each)
            last = each
    last = amount.low
    for each in known:
        if each >= last * APART or (part and each - last >= 10):
            above.append(each)
            last = each
    return below, above


def power_of(number: Fraction) -> Fraction:
    power = Fraction(1)
    while power * 10 <= number:
        power *= 10
    while 0 < number < power:
        power /= 10
    return power
