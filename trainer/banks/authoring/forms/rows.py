"""Rows that come, go and move, in what a form holds as data."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Rows = list[Any]
VERBS = ("add", "drop", "up", "down")


def rearranged(rows: Sequence[Any], verb: str, at: str, new: Any, most: int) -> Rows:
    """One more at the end, or without, or with another place for, the row number `at`."""
    changed, number = list(rows), int(at) if at.isdecimal() and len(at) < 6 else None
    if verb == "add":
        return [*changed, new] if len(changed) < most else changed
    if number is None or number >= len(changed):
        return changed
    row = changed.pop(number)
    if verb in {"up", "down"}:
        changed.insert(max(number + (-1 if verb == "up" else 1), 0), row)
    return changed if verb in VERBS else list(rows)


def with_rows(data: Any, path: Sequence[str], change: Callable[[Rows], Rows]) -> Any:
    """The data with other rows at the end of the path: ["tables", "0", "rows"]. The same where that leads nowhere."""
    step, rest = path[0], path[1:]
    if isinstance(data, Mapping) and step in data:
        inner = data[step]
        is_end = not rest and isinstance(inner, list)
        return {**data, step: change(inner) if is_end else with_rows(inner, rest, change) if rest else inner}
    if isinstance(data, list) and step.isdecimal() and int(step) < len(data) and rest:
        return [with_rows(one, rest, change) if number == int(step) else one for number, one in enumerate(data)]
    return data
