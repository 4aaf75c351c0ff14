"""Which rows may be combined: the space of a model's variants, counted, walked through, or sampled."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import product
from math import prod
from random import Random

from trainer.banks.generation.compiling import ReadyModel, ReadyRow

Combination = tuple[ReadyRow, ...]  # a row of each crossed table


def chance_of(*names: str) -> Random:
    """Chance that is the same for the same names, on every machine."""
    digest = sha256("/".join(names).encode()).digest()
    return Random(int.from_bytes(digest[:8], "big"))  # noqa: S311 - a variant is drawn repeatably, nothing is secret


def allowed(ready: ReadyModel, rows: Combination) -> bool:
    for rule in ready.forbidden:
        if all(rows[table].id in ids for table, ids in rule.items()):
            return False
    return all(
        plain(rows[table], cell) == plain(rows[other], other_cell) for table, cell, other, other_cell in ready.equal
    )


def plain(row: ReadyRow, cell: str) -> str:
    return str(row.raw[cell])


def combinations(ready: ReadyModel) -> Iterator[Combination]:
    """Every combination that no rule forbids, rows in the order of the file."""
    for rows in product(*ready.crossed):
        if allowed(ready, rows):
            yield rows


def number_of_combinations(ready: ReadyModel) -> int:
    """Counted over the tables that rules speak of; each of the others just multiplies."""
    ruled = {table for rule in ready.forbidden for table in rule}
    ruled |= {table for one, _, other, _ in ready.equal for table in (one, other)}
    free = prod(len(rows) for table, rows in enumerate(ready.crossed) if table not in ruled)
    if not ruled:
        return free
    choices = [rows if table in ruled else rows[:1] for table, rows in enumerate(ready.crossed)]
    return free * sum(allowed(ready, rows) for rows in product(*choices))


def sample(ready: ReadyModel, size: int) -> Iterator[Combination]:
    """Some combinations, the same every time: first each row of each table once, then by chance."""
    chance = chance_of(ready.model.id, "sample")
    seen: set[tuple[int, ...]] = set()
    longest = max(len(rows) for rows in ready.crossed)
    for turn in range(20 * size):
        if len(seen) == size:
            return
        if turn < longest:
            rows = tuple(table[turn % len(table)] for table in ready.crossed)
        else:
            rows = tuple(table[int(chance.random() * len(table))] for table in ready.crossed)
        name = tuple(row.number for row in rows)
        if name not in seen and allowed(ready, rows):
            seen.add(name)
            yield rows


def is_variant(ready: ReadyModel, name: str) -> bool:
    """Whether this names a variant: its rows joined by hyphens, and the number of the set if it is not the first."""
    return any(allowed(ready, rows) for rows in named(ready, name, ()))


def named(ready: ReadyModel, name: str, before: Combination) -> Iterator[Combination]:
    if len(before) == len(ready.crossed):
        if not name or (name.isdecimal() and 2 <= int(name) <= ready.model.options.sets):
            yield before
        return
    for row in ready.crossed[len(before)]:
        if name == row.id or name.startswith(f"{row.id}-"):
            yield from named(ready, name[len(row.id) + 1 :], (*before, row))
