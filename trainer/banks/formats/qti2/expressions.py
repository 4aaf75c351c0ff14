"""The expressions of response processing that items in the wild use. Another one raises Unknown."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.qti2.declarations import Value, typed
from trainer.banks.formats.qti2.operators import CONSTANTS, figure, is_null, says
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
    orders = {state.is_ordered(child) for child, value in zip(node.nodes, args, strict=True) if isinstance(value, list)}
    try:
        if node.name in {"match", "contains"} and len(orders) > 1:
            raise ValueError("One in an order, and one in none.")
        if node.name in {"match", "contains"} and True in orders:
            return IN_ORDER[node.name](node, args)
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


def match(node: Node, args: list[Value]) -> bool | None:
    one, other = args
    if is_null(one) or is_null(other):
        return None
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    return same(one, other)


def match_in_order(node: Node, args: list[Value]) -> bool | None:
    return None if any(map(is_null, args)) else bool(args[0] == args[1])


def contains_in_order(node: Node, args: list[Value]) -> bool | None:
    """One after the other; whether others may stand between them is read in two ways."""
    if any(map(is_null, args)):
        return None
    whole, part = args
    if any(whole[at : at + len(part)] == part for at in range(len(whole))):
        return True
    rest = iter(whole)
    if all(one in rest for one in part):
        raise ValueError("Others stand between them.")
    return False


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
    mode = node.get("tolerancemode", "exact")
    if mode == "exact":
        return same(one, other)
    margins = [value for part in node.get("tolerance").split() if (value := number_of(part)) is not None]
    if not margins or len(margins) < len(node.get("tolerance").split()):
        raise ValueError("Its tolerance is no number.")
    below, above = margins[0], margins[-1]
    if mode == "relative":
        low, high = one * (1 - below / 100), one * (1 + above / 100)
    else:
        low, high = one - below, one + above
    low, high = min(low, high), max(low, high)
    takes_low, takes_high = (says(node, f"include{edge}bound", otherwise=True) for edge in ("lower", "upper"))
    return within(other, low, takes_low, other >= low) and within(other, high, takes_high, other <= high)


def within(value: float, edge: float, takes_edge: bool, is_inside: bool) -> bool:
    return takes_edge if same(value, edge) else is_inside


def equal_rounded(node: Node, args: list[Value]) -> bool | None:
    if any(map(is_null, args)):
        return None
    mode, figures = node.get("roundingmode", "significantFigures"), figure(node, "figures")
    one, other = (rounded(Decimal(repr(float(value))), mode, figures) for value in args)
    return one == other


def rounded(value: Decimal, mode: str, figures: int) -> Decimal:
    places = figures if mode.startswith("decimal") else figures - 1 - (value.adjusted() if value else 0)
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def string_match(node: Node, args: list[Value]) -> bool | None:
    if any(map(is_null, args)):
        return None
    said, wanted = map(str, args)
    if not says(node, "casesensitive", otherwise=True):
        said, wanted = said.casefold(), wanted.casefold()
    return wanted in said if says(node, "substring", otherwise=False) else said == wanted


def flat(args: list[Value]) -> list[Value]:
    return [value for one in args for value in (one if isinstance(one, list) else [one])]


def over(work: Callable[[list[Value]], Value]) -> Callable[[Node, list[Value]], Value]:
    """Of all values of all containers; without one where any of them has none."""
    return lambda node, args: None if any(map(is_null, [*args, *flat(args)])) else work(flat(args))


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
    "sum": over(sum),
    "product": over(math.prod),
    "subtract": arithmetic(lambda one, other: one - other),
    "divide": arithmetic(lambda one, other: one / other if other else None),
    "gt": arithmetic(lambda one, other: one > other),
    "gte": arithmetic(lambda one, other: one >= other),
    "lt": arithmetic(lambda one, other: one < other),
    "lte": arithmetic(lambda one, other: one <= other),
    "min": over(min),
    "max": over(max),
    "round": lambda node, args: None if is_null(args[0]) else math.floor(args[0] + 0.5),
    "truncate": lambda node, args: None if is_null(args[0]) else math.trunc(args[0]),
    "integertofloat": lambda node, args: args[0],
    "multiple": gathered,
    "ordered": gathered,
    "containersize": lambda node, args: len(args[0] or []),
}
IN_ORDER = {"match": match_in_order, "contains": contains_in_order}
