"""Options that are nothing but a quantity: a number or a range, with or without a unit."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from trainer.banks.lint.wording import NUMBERS

UNITS: dict[str, tuple[str, float]] = {  # word: (what it measures, how many of the first)
    **dict.fromkeys("s sec secs second seconds".split(), ("time", 1)),
    **dict.fromkeys("ms millisecond milliseconds".split(), ("time", 0.001)),
    **dict.fromkeys("min mins minute minutes".split(), ("time", 60)),
    **dict.fromkeys("h hr hrs hour hours".split(), ("time", 3600)),
    **dict.fromkeys("day days".split(), ("time", 86_400)),
    **dict.fromkeys("week weeks".split(), ("time", 604_800)),
    **dict.fromkeys("month months".split(), ("time", 2_629_800)),
    **dict.fromkeys("year years".split(), ("time", 31_557_600)),
    **dict.fromkeys("mm millimeter millimeters millimetre millimetres".split(), ("length", 1)),
    **dict.fromkeys("cm centimeter centimeters centimetre centimetres".split(), ("length", 10)),
    **dict.fromkeys("m meter meters metre metres".split(), ("length", 1000)),
    **dict.fromkeys("inch inches".split(), ("length", 25.4)),
    **dict.fromkeys("g gram grams".split(), ("mass", 1)),
    **dict.fromkeys("mcg µg μg microgram micrograms".split(), ("mass", 1e-6)),
    **dict.fromkeys("mg milligram milligrams".split(), ("mass", 1e-3)),
    **dict.fromkeys("kg kilogram kilograms".split(), ("mass", 1e3)),
    **dict.fromkeys("l liter liters litre litres".split(), ("volume", 1)),
    **dict.fromkeys("ml milliliter milliliters".split(), ("volume", 1e-3)),
    **dict.fromkeys("% percent".split(), ("share", 1)),
    **dict.fromkeys("kpa kilopascal kilopascals".split(), ("pressure", 1)),
    "mmhg": ("pressure", 0.133),
    "°c": ("temperature", 1),
    "°f": ("temperature", 0.556),
    **dict.fromkeys("degree degrees °".split(), ("angle", 1)),
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}

NUMBER = (
    r"(?:\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")(?![\d.])"
)
BELOW = re.compile(r"less than|fewer than|under|below|<")
ABOVE = re.compile(r"more than|over|above|greater than|longer than|>")
AT_MOST = re.compile(r"up to|at most|no more than|not more than|≤")
AT_LEAST = re.compile(r"at least|no less than|≥")
BOUND = "|".join(pattern.pattern for pattern in (BELOW, ABOVE, AT_MOST, AT_LEAST))
QUANTITY = re.compile(
    r"(?:(?:about|approximately|around|roughly|within|after|for|in|every|only|some|from|between) )?"
    rf"(?:(?P<bound>{BOUND}) ?)?"
    rf"(?P<low>{NUMBER})(?: ?[a-z%°]+)??(?: ?(?:-|–|−| to | through | and ) ?(?P<high>{NUMBER}))?"
    r"(?P<unit> ?[%°]?[a-zµμ]*(?: [a-z]+){0,2}?)"
    r"(?P<open> or (?:more|longer|older)| and (?:over|above)|\+)?(?P<under> or (?:less|fewer))?\.?"
)
ONE = re.compile(rf"\ban? (?=(?:{'|'.join(unit for unit in UNITS if unit.isalpha() and len(unit) > 2)})\b)")
RATE = re.compile(rf"(?:about |roughly )?(?P<part>{NUMBER}) (?:in|of|out of|per) (?P<all>{NUMBER})(?: [a-z]+)?\.?")
ORDINAL = re.compile(
    rf"(?:the )?(?:(?P<word>{'|'.join(ORDINALS)})|(?P<digits>\d+)(?:st|nd|rd|th))(?P<unit>(?: [a-z]+){{0,2}})\.?"
)


@dataclass(frozen=True)
class Quantity:
    """From `low` to `high`, an open end not included. `unit` as written; times `factor` in that of the others."""

    low: float
    high: float
    unit: str = ""
    measures: str = ""
    factor: float = 1
    low_open: bool = False
    high_open: bool = False
    is_place: bool = False  # in a rank, like the tenth rib, or a rate, like 1 in 200: no unit is missing

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def is_limit(self) -> bool:
        return math.isinf(self.low) and not self.high_open

    @property
    def ends(self) -> tuple[float, float]:
        return self.low * self.factor, self.high * self.factor

    def is_like(self, other: "Quantity") -> bool:
        """Whether the two can be put in order."""
        if self.measures or other.measures:
            return self.measures == other.measures
        return self.is_place == other.is_place and self.unit.rstrip("s") == other.unit.rstrip("s")

    def overlaps(self, other: "Quantity") -> bool:
        first, second = sorted((self, other), key=lambda each: (*each.ends[:1], each.low_open))
        border, start = first.ends[1], second.ends[0]
        return start < border or (start == border and not (first.high_open or second.low_open))


@lru_cache(maxsize=20_000)
def quantity(text: str) -> Quantity | None:
    """The quantity that the text is, or None when it says anything else as well."""
    text = ONE.sub("1 ", " ".join(text.casefold().split()), count=1)
    if match := RATE.fullmatch(text):
        share = number(match["part"]) / (number(match["all"]) or math.inf)
        return Quantity(share, share, "in", is_place=True)
    if match := ORDINAL.fullmatch(text):
        rank = ORDINALS[match["word"]] if match["word"] else int(match["digits"])
        return Quantity(rank, rank, match["unit"], is_place=True)
    match = QUANTITY.fullmatch(text)
    return measured(match) if match else None


def measured(match: re.Match[str]) -> Quantity | None:
    if match["high"] and " and " in match[0] and not match[0].startswith("between "):
        return None  # two numbers, not a range
    unit = match["unit"].strip()
    measures, factor = UNITS.get(unit.split(" ")[0], ("", 1.0))
    if not measures and " " in unit:
        return None
    low, high = number(match["low"]), number(match["high"] or match["low"])
    bound, low_open, high_open = match["bound"] or "", False, False
    if BELOW.fullmatch(bound) or AT_MOST.fullmatch(bound) or match["under"]:
        low, high_open = -math.inf, bool(BELOW.fullmatch(bound))
    elif ABOVE.fullmatch(bound) or AT_LEAST.fullmatch(bound) or match["open"]:
        high, low_open = math.inf, bool(ABOVE.fullmatch(bound))
    return Quantity(low, high, unit, measures, factor, low_open, high_open) if low <= high else None


def number(text: str) -> float:
    return float(NUMBERS.get(text, text).replace(",", ""))
