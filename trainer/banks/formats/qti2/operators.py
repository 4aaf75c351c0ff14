"""Expressions that are rarer in response processing, by their names in the standard."""

import math
import re
from collections.abc import Callable

from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.qti2.declarations import Value
from trainer.banks.formats.trees import Node

Operator = Callable[[Node, list[Value]], Value]
LONGEST_PATTERN = 60  # letters; a long one could look for ever
TRUE = {"true", "1"}
RISKY = re.compile(r"[*+}]\)?[*+{]|\)[*+{]")  # what repeats a repetition


def is_null(value: Value) -> bool:
    return value is None or value in ([], "")


def known(work: Operator) -> Operator:
    """Without a value where one of its arguments has none."""
    return lambda node, args: None if any(map(is_null, args)) else work(node, args)


def figure(node: Node, name: str) -> int:
    """Raises ValueError where none is written, as where a variable is named in its place."""
    value = number_of(node.get(name))
    if value is None:
        raise ValueError("No figure stands there.")
    return int(value)


def says(node: Node, name: str, otherwise: bool) -> bool:
    """XML writes what is true as “true” or as “1”."""
    return node.get(name, str(otherwise)).lower() in TRUE


def index(node: Node, args: list[Value]) -> Value:
    (values,) = args
    at = figure(node, "n")
    return values[at - 1] if values and 0 < at <= len(values) else None


def delete(node: Node, args: list[Value]) -> Value:
    one, values = args
    return [value for value in values if value != one]


def substring(node: Node, args: list[Value]) -> Value:
    part, whole = map(str, args)
    if not says(node, "casesensitive", otherwise=True):
        part, whole = part.casefold(), whole.casefold()
    return part in whole


def pattern_match(node: Node, args: list[Value]) -> Value:
    """The pattern is one of XML Schema, which matches the whole; those that it shares with Python are carried out."""
    pattern = node.get("pattern")
    if len(pattern) > LONGEST_PATTERN or RISKY.search(pattern) or re.search(r"\\[picCIP]|-\[|&&|^\^|\$$", pattern):
        raise ValueError("A pattern that is not carried out here.")
    try:
        return re.fullmatch(pattern, str(args[0])) is not None
    except re.error as problem:
        raise ValueError("This is no pattern.") from problem


def any_n(node: Node, args: list[Value]) -> Value:
    """Whether from min to max of them are true; no value where those without one decide it."""
    least, most = figure(node, "min"), figure(node, "max")
    true = sum(value is True for value in args)
    open_ = sum(is_null(value) for value in args)
    if true > most or true + open_ < least:
        return False
    return True if true >= least and true + open_ <= most else None


def round_to(node: Node, args: list[Value]) -> Value:
    value, figures = float(args[0]), figure(node, "figures")
    if not value or not math.isfinite(value):
        return value
    is_decimal = node.get("roundingmode", "significantFigures").startswith("decimal")
    shift = 10.0 ** (figures if is_decimal else figures - 1 - math.floor(math.log10(abs(value))))
    return math.floor(value * shift + 0.5) / shift


def power(node: Node, args: list[Value]) -> Value:
    base, exponent = args
    if abs(exponent) > 1000:
        raise ValueError("A power that is too large.")
    made = float(base) ** float(exponent)
    return made if isinstance(made, float) and math.isfinite(made) else None


OPERATORS: dict[str, Operator] = {
    "isnotnull": lambda node, args: not is_null(args[0]),
    "index": index,
    "delete": known(delete),
    "substring": known(substring),
    "patternmatch": known(pattern_match),
    "anyn": any_n,
    "roundto": known(round_to),
    "power": known(power),
    "integerdivide": known(lambda node, args: math.floor(args[0] / args[1]) if args[1] else None),
    "integermodulus": known(lambda node, args: args[0] - args[1] * math.floor(args[0] / args[1]) if args[1] else None),
    "gcd": known(lambda node, args: math.gcd(*map(int, args))),
    "lcm": known(lambda node, args: math.lcm(*map(int, args))),
}
CONSTANTS = {"pi": math.pi, "e": math.e}
