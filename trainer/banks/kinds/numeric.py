"""Give a number, in a unit where there are several."""

import json
import math
import re
from collections.abc import Iterator
from random import Random

from trainer.banks.content import Numeric
from trainer.banks.kinds.parts import Flaw, Sent, Text, compact, only, repeats, typed
from trainer.errors import Unreadable

template = "banks/kinds/numeric.html"
NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:[.,]\d+)?", re.ASCII)


def units(item: Numeric) -> dict[str, float]:
    """The units an answer may be given in, with what a value in it is multiplied by."""
    return {item.unit: 1.0} | {other.unit: other.factor for other in item.other_units}


def flaws(item: Numeric) -> Iterator[Flaw]:
    for number, other in enumerate(item.other_units):
        if not other.factor > 0 or not math.isfinite(other.factor):
            message = f"The factor of {other.unit} in item {item.id} is {other.factor:g}."
            yield ("other_units", number, "factor"), "shape", message, "Write a number above 0."
    names = [item.unit, *(other.unit for other in item.other_units)]
    for _, later in repeats(names):
        message = f"Item {item.id} has the unit {names[later]} twice."
        yield ("other_units", later - 1), "equal-options", message, "Take one of them out."
    for number, mistake in enumerate(item.mistakes):
        if is_right(item, mistake.value):
            message = f"Item {item.id} lists {mistake.value:g} as a mistake, and accepts it."
            yield ("mistakes", number), "two-keys", message, "Correct it, or narrow the tolerance."


def texts(item: Numeric) -> Iterator[Text]:
    tolerance = f" ± {item.tolerance:g}" if item.tolerance else ""
    yield ("value",), "Key", f"{item.value:g}{tolerance} {item.unit}"
    for number, other in enumerate(item.other_units):
        yield ("other_units", number), f"Other unit {number + 1}", f"{other.unit}, times {other.factor:g}"
    yield ("why",), "Rationale", item.why
    for number, mistake in enumerate(item.mistakes):
        yield ("mistakes", number, "why"), f"Rationale of {mistake.value:g}", mistake.why


def order(item: Numeric, random: Random) -> list[int]:
    return []


def in_bank(item: Numeric) -> list[int]:
    return []


def rule(item: Numeric) -> str:
    if not item.tolerance:
        return "Type a number."
    return f"Type a number. It may be off by {item.tolerance:g} {item.unit} either way."


def read(item: Numeric, sent: Sent) -> str | None:
    """The number as typed and its unit. A unit typed behind the number is understood too."""
    text = typed(sent)
    if not text:
        return None
    unit = only(sent, "unit") or item.unit
    for name in units(item):
        if text.casefold().endswith(name.casefold()) and value_of(text[: -len(name)]) is not None:
            text, unit = text[: -len(name)].strip(), name
            break
    if value_of(text) is None:
        raise Unreadable(f"“{text[:30]}” is not a number. Type digits, like 12 or 0.5.")
    if unit not in units(item):
        raise Unreadable("That is not one of the units. Choose one of the units shown.")
    return compact([text, unit])


def value_of(text: str) -> float | None:
    """1,200 is a thousand and two hundred; 0,5 is a half, as many write it."""
    text = text.strip().replace("−", "-")
    if not text or not NUMBER.fullmatch(text) or not any(letter.isdigit() for letter in text):
        return None
    if re.fullmatch(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text) and not text.lstrip("-+").startswith("0"):
        text = text.replace(",", "")
    return float(text.replace(",", "."))


def score(item: Numeric, given: str) -> float:
    text, unit = json.loads(given)
    value = value_of(text)
    return 1.0 if value is not None and is_right(item, value * units(item)[unit]) else 0.0


def is_right(item: Numeric, value: float) -> bool:
    """The edges of the tolerance are right; a rounding error of the machine does not make them wrong."""
    slack = 1e-9 * max(1.0, abs(item.value))
    return abs(value - item.value) <= item.tolerance + slack


def key(item: Numeric) -> str:
    return compact([f"{item.value:.12g}" if abs(item.value) < 1e12 else str(int(item.value)), item.unit])


def slip(item: Numeric, random: Random) -> str:
    wrong = [mistake.value for mistake in item.mistakes] or [item.value + 2 * item.tolerance + 1]
    return compact([f"{random.choice(wrong):.12g}", item.unit])


def shown(item: Numeric, given: str | None) -> tuple[str, str]:
    """The number as it was typed, and its unit."""
    text, unit = json.loads(given) if given else ("", item.unit)
    return text, unit


def mistake_of(item: Numeric, given: str | None) -> str | None:
    """Why just this number is wrong, where the author foresaw it."""
    text, unit = shown(item, given)
    value = value_of(text)
    if value is None:
        return None
    value *= units(item)[unit]
    return next((one.why for one in item.mistakes if math.isclose(one.value, value, rel_tol=1e-9)), None)
