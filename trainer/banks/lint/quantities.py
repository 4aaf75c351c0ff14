"""Options that are nothing but a quantity: a number or a range, with or without a unit."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from trainer.banks.lint.wording import NUMBERS

UNITS: dict[str, tuple[str, float]] = {  # word: (what it measures, how many of the smallest)
    **dict.fromkeys("ms millisecond milliseconds".split(), ("time", 0.001)),
    **dict.fromkeys("s sec secs second seconds".split(), ("time", 1)),
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
    **dict.fromkeys("mcg µg μg".split(), ("mass", 1e-6)),
    **dict.fromkeys("mg milligram milligrams".split(), ("mass", 1e-3)),
    **dict.fromkeys("g gram grams".split(), ("mass", 1)),
    **dict.fromkeys("kg kilogram kilograms".split(), ("mass", 1e3)),
    **dict.fromkeys("ml milliliter milliliters".split(), ("volume", 1e-3)),
    **dict.fromkeys("l liter liters litre litres".split(), ("volume", 1)),
    **dict.fromkeys("% percent".split(), ("share", 1)),
    **dict.fromkeys("kpa mmhg °c °f degrees degree bpm".split(), ("", 1)),
}
ORDINALS = dict(
    zip("first second third fourth fifth sixth seventh eighth ninth tenth".split(), range(1, 11), strict=True)
)
ORDINALS |= {"eleventh": 11, "twelfth": 12}

NUMBER = r"(?:\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
BELOW = r"(?:less than|fewer than|under|below|<)"
ABOVE = r"(?:more than|over|above|greater than|longer than|>)"
AT_MOST = r"(?:up to|at most|no more than|not more than|≤)"
AT_LEAST = r"(?:at least|no less than|≥)"
UNIT = r"(?P<unit>\s*[%°]?\s*[a-zµμ]*(?:[ -][a-z]+){0,2})"
QUANTITY = re.compile(
    rf"(?:about |approximately |around |roughly |within |after |for |every |only |some )?(?:(?P<bound>{BELOW}|{ABOVE}|{AT_MOST}|{AT_LEAST})\s*)?"
    rf"(?P<low>{NUMBER})(?P<first_unit>\s*%|\s+[a-z]+)??(?:\s*(?:-|–|−|to|through|and)\s*(?P<high>{NUMBER}))?"
    rf"{UNIT}(?P<open>\s*(?:or more|or longer|or older|and over|and above|\+))?(?P<under>\s*or (?:less|fewer))?\.?"
)
RATE = re.compile(rf"(?:about |roughly )?(?P<of>{NUMBER}) (?:in|of|out of|per) (?P<all>{NUMBER})(?: [a-z]+)?\.?")
ORDINAL = re.compile(
    rf"(?:the )?(?:(?P<word>{'|'.join(ORDINALS)})|(?P<digits>\d+)(?:st|nd|rd|th))(?P<unit>(?: [a-z]+){{0,2}})\.?"
)


@dataclass(frozen=True)
class Quantity:
    """From `low` to `high`, ends included where they are closed; `unit` as written, `measures` what it measures."""

    low: float
    high: float
    unit: str = ""
    measures: str = ""
    factor: float = 1
    low_open: bool = False
    high_open: bool = False

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def middle(self) -> tuple[float, float]:
        return self.low * self.factor, self.high * self.factor

    def overlaps(self, other: "Quantity") -> bool:
        first, second = sorted((self, other), key=lambda quantity: (quantity.low, not quantity.low_open))
        if second.low < first.high:
            return True
        return second.low == first.high and not (first.high_open or second.low_open)


@lru_cache(maxsize=20_000)
def quantity(text: str) -> Quantity | None:
    """The quantity that the text is, or None when it says anything else as well."""
    text = " ".join(text.casefold().strip().split())
    if match := RATE.fullmatch(text):
        share = number(match["of"]) / (number(match["all"]) or math.inf)
        return Quantity(share, share, "in")
    if match := ORDINAL.fullmatch(text):
        value = ORDINALS[match["word"]] if match["word"] else int(match["digits"])
        return Quantity(value, value, "ordinal" + match["unit"])
    match = QUANTITY.fullmatch(text)
    return measured(match) if match else None


def measured(match: re.Match[str]) -> Quantity | None:
    unit = match["unit"].strip().rstrip(".")
    measures, factor = UNITS.get(unit.split(" ")[0] if unit else "", ("", 1.0))
    if not measures and len(unit.split()) > 1:
        return None
    low, high = number(match["low"]), number(match["high"] or match["low"])
    bound, low_open, high_open = match["bound"] or "", False, False
    if re.fullmatch(BELOW, bound) or re.fullmatch(AT_MOST, bound) or match["under"]:
        low, high_open = -math.inf, bool(re.fullmatch(BELOW, bound))
    elif re.fullmatch(ABOVE, bound) or re.fullmatch(AT_LEAST, bound) or match["open"]:
        high, low_open = math.inf, bool(re.fullmatch(ABOVE, bound))
    return Quantity(low, high, unit, measures, factor, low_open, high_open) if low <= high else None


def number(text: str) -> float:
    return float(NUMBERS.get(text, text).replace(",", ""))
