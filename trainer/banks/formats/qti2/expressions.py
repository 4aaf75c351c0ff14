"""The expressions of response processing that items in the wild use. Another one raises Unknown."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.qti2.declarations import Value, typed
from trainer.banks.formats.qti2.operators import CONSTANTS, is_null
from trainer.banks.formats.qti2.operators import OPERATORS as RARER
from trainer.banks.formats.trees import Node

if TYPE_CHECKING:
    from trainer.banks.formats.qti2.processing import State


class Unknown(Exception):
    """Something in the item that is not carried out here."""


def value_of(node: Node, state: "State") -> Value:
    if node.name in LEAVES:
        return LEAVES[node.name](node, state)
    if node.name not in OPERATORS:
        raise Unknown(f"“{node.name}” in its scoring is not known here.")
    args = [value_of(child, state) for child in node.nodes]
    in_order = any(state.is_ordered(child) for child in node.nodes)
    try:
        if node.name == "match":
            return match(node, args, in_order)
        return OPERATORS[node.name](node, args)
    except (ArithmeticError, AttributeError, IndexError, TypeError, ValueError) as problem:
        raise Unknown(f"“{node.name}” in its scoring has not what it needs.") from problem


def base_value(node: Node, state: "State") -> Value:
    return typed(node.words.strip(), node.get("basetype"))


def correct(node: Node, state: "State") -> Value:
    return state.response(node.get("identifier")).right


def map_response(node: Node, state: "State") -> Value:
    mapping = state.response(node.get("identifier")).mapping
    if mapping is None:
        raise Unknown("Its scoring uses a mapping that is not there.")
    return mapping.value(state.values.get(node.get("identifier")))


def same(one: Value, other: Value) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int) and not isinstance(one, bool):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    return bool(one == other)


def match(node: Node, args: list[Value], in_order: bool = False) -> bool | None:
    one, other = args
    if is_null(one) or is_null(other):
        return None
    if isinstance(one, list) and isinstance(other, list):
        return one == other or (not in_order and sorted(map(str, one)) == sorted(map(str, other)))
    return same(one, other)


def member(node: Node, args: list[Value]) -> bool | None:
    one, container = args
    if is_null(one) or is_null(container):
        return None
    return any(same(one, other) for other in (container if isinstance(container, list) else [container]))


def contains(node: Node, args: list[Value]) -> bool | None:
    whole, part = args
    if is_null(whole) or is_null(part):
        return None
    part = part if isinstance(part, list) else [part]
    return all(whole.count(one) >= part.count(one) for one in part)


def equal(node: Node, args: list[Value]) -> bool | None:
    """The first is x: right is what lies between its tolerances."""
    one, other = args
    if is_null(one) or is_null(other):
        return None
    margins = [number_of(part) for part in node.get("tolerance").split()]
    mode = node.get("tolerancemode", "exact")
    if mode == "exact" or not margins or any(margin is None for margin in margins):
        return same(one, other)
    below, above = margins[0] or 0.0, margins[-1] or 0.0
    if mode == "relative":
        low, high = one * (1 - below / 100), one * (1 + above / 100)
    else:
        low, high = one - below, one + above
    low, high = min(low, high), max(low, high)
    takes_low = node.get("includelowerbound", "true") == "true"
    takes_high = node.get("includeupperbound", "true") == "true"
    return within(other, low, takes_low, other >= low) and within(other, high, takes_high, other <= high)


def within(value: float, edge: float, takes_edge: bool, is_inside: bool) -> bool:
    return takes_edge if same(value, edge) else is_inside


def equal_rounded(node: Node, args: list[Value]) -> bool | None:
    if any(map(is_null, args)):
        return None
    mode, figures = node.get("roundingmode", "significantFigures"), int(number_of(node.get("figures")) or 0)
    one, other = (rounded(Decimal(repr(float(value))), mode, figures) for value in args)
    return one == other


def rounded(value: Decimal, mode: str, figures: int) -> Decimal:
    places = figures if mode.startswith("decimal") else figures - 1 - (value.adjusted() if value else 0)
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def string_match(node: Node, args: list[Value]) -> bool | None:
    if any(map(is_null, args)):
        return None
    said, wanted = map(str, args)
    if node.get("casesensitive", "true").lower() == "false":
        said, wanted = said.casefold(), wanted.casefold()
    return wanted in said if node.get("substring").lower() == "true" else said == wanted


def flat(args: list[Value]) -> list[Value]:
    return [value for one in args for value in (one if isinstance(one, list) else [one])]


def total(node: Node, args: list[Value]) -> Value:
    values = flat(args)
    return None if any(map(is_null, values)) else sum(values)


def product(node: Node, args: list[Value]) -> Value:
    values = flat(args)
    return None if any(map(is_null, values)) else math.prod(values)


def arithmetic(work: Callable[[float, float], Value]) -> Callable[[Node, list[Value]], Value]:
    def done(node: Node, args: list[Value]) -> Value:
        return None if any(map(is_null, args)) else work(*args)

    return done


def all_of(node: Node, args: list[Value]) -> bool | None:
    if any(value is False for value in args):
        return False
    return None if any(map(is_null, args)) else True


def any_of(node: Node, args: list[Value]) -> bool | None:
    if any(value is True for value in args):
        return True
    return None if any(map(is_null, args)) else False


def gathered(node: Node, args: list[Value]) -> Value:
    return [value for value in flat(args) if not is_null(value)]


LEAVES: dict[str, Callable[[Node, "State"], Value]] = {
    "variable": lambda node, state: state.value(node.get("identifier")),
    "correct": correct,
    "basevalue": base_value,
    "mapresponse": map_response,
    "null": lambda node, state: None,
    "mathconstant": lambda node, state: CONSTANTS[node.get("name")],
    "default": lambda node, state: state.default(node.get("identifier")),
}
OPERATORS: dict[str, Callable[[Node, list[Value]], Value]] = {
    **RARER,
    "match": match,
    "member": member,
    "contains": contains,
    "equal": equal,
    "equalrounded": equal_rounded,
    "stringmatch": string_match,
    "isnull": lambda node, args: is_null(args[0]),
    "not": lambda node, args: None if args[0] is None else not args[0],
    "and": all_of,
    "or": any_of,
    "sum": total,
    "product": product,
    "subtract": arithmetic(lambda one, other: one - other),
    "divide": arithmetic(lambda one, other: one / other if other else None),
    "gt": arithmetic(lambda one, other: one > other),
    "gte": arithmetic(lambda one, other: one >= other),
    "lt": arithmetic(lambda one, other: one < other),
    "lte": arithmetic(lambda one, other: one <= other),
    "min": lambda node, args: None if any(map(is_null, flat(args))) else min(flat(args)),
    "max": lambda node, args: None if any(map(is_null, flat(args))) else max(flat(args)),
    "round": lambda node, args: None if is_null(args[0]) else math.floor(args[0] + 0.5),
    "truncate": lambda node, args: None if is_null(args[0]) else math.trunc(args[0]),
    "integertofloat": lambda node, args: args[0],
    "multiple": gathered,
    "ordered": gathered,
    "containersize": lambda node, args: len(args[0] or []),
}
