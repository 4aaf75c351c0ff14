"""Which items a panel rates: all that can be scored, or a sample in the proportions of the blueprint."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

Cell = tuple[str, str]  # objective, level
Blueprint = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Unit:
    """What a form draws as one: an item written by hand, or one of the variants of an item model."""

    name: str
    objective: str
    level: str
    items: tuple[int, ...]  # their versions' ids

    @property
    def cell(self) -> Cell:
        return self.objective, self.level


def units_of(items: Iterable[tuple[int, str, str, str, str | None]], blueprint: Blueprint) -> list[Unit]:
    """Of (version id, slug, objective, level, model) those that a form can draw, the variants of a model as one unit.

    A form draws at most one variant of a model, and its variants are meant to be as hard as each other.
    """
    groups: dict[tuple[bool, str, str, str], list[int]] = {}
    for version_id, slug, objective, level, model in items:
        if blueprint.get(objective, {}).get(level):
            groups.setdefault((model is not None, model or slug, objective, level), []).append(version_id)
    return [Unit(name, objective, level, tuple(ids)) for (_, name, objective, level), ids in groups.items()]


def fewest_items(units: Sequence[Unit], blueprint: Blueprint) -> int:
    """One form: the smallest sample that can stand for the blueprint, as far as the bank has so many."""
    return sum(min(number, there(units, cell)) for cell, number in cells_of(blueprint).items())


def chosen(units: Sequence[Unit], blueprint: Blueprint, size: int | None, seed: int) -> list[tuple[Unit, int]]:
    """The units to rate, each with the version that stands for it, in a shuffled order; the same seed, the same choice.

    `size` None: all of them. Otherwise each cell gets its share of `size` by the blueprint, at least as many as a form
    draws of it and at most all it has. Chance comes of the seed and the name alone, as in a draw that anybody can
    repeat.
    """
    picked: list[Unit] = []
    for cell, number in cells_of(blueprint).items():
        pool = sorted((one for one in units if one.cell == cell), key=lambda one: chance(seed, "choice", one.name))
        wanted = len(pool) if size is None else max(number, round(size * number / length_of(blueprint)))
        picked += pool[:wanted]
    picked.sort(key=lambda one: chance(seed, "order", one.name))
    return [(one, variant(one, seed)) for one in picked]


def variant(unit: Unit, seed: int) -> int:
    return min(unit.items, key=lambda one: chance(seed, "variant", str(one)))


def chance(seed: int, purpose: str, name: str) -> str:
    return sha256(f"{seed}|{purpose}|{name}".encode()).hexdigest()


def cells_of(blueprint: Blueprint) -> dict[Cell, int]:
    return {
        (objective, level): number
        for objective, levels in blueprint.items()
        for level, number in levels.items()
        if number
    }


def length_of(blueprint: Blueprint) -> int:
    return sum(cells_of(blueprint).values())


def there(units: Sequence[Unit], cell: Cell) -> int:
    return sum(one.cell == cell for one in units)
