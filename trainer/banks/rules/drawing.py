"""How a form is drawn from a bank: which items meet the blueprint. Plain values in, item ids out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from random import Random

Blueprint = Mapping[str, Mapping[str, int]]
Cell = tuple[str, str]  # objective, level

MOST_CASES = 10  # with more, not every set of cases is tried before a form is refused


@dataclass(frozen=True)
class Candidate:
    """An item that may be drawn: which one, and the blueprint's cell it fills."""

    item: int  # its version's id
    slug: str
    objective: str
    level: str
    family: str | None = None  # the item model that it is a variant of
    case: str | None = None  # the story that it shares with others
    place: int = 0  # where it stands in the bank

    @property
    def cell(self) -> Cell:
        return self.objective, self.level


@dataclass(frozen=True)
class Shortfall(Exception):
    """The bank cannot meet the blueprint: which cell, how many are wanted and how many there are."""

    objective: str
    level: str
    wanted: int
    there: int


@dataclass(frozen=True)
class Unit:
    """What is drawn in one go: an item; one of the variants of a model; or all items of a case."""

    name: str
    members: tuple[Candidate, ...]
    is_case: bool = False

    @cached_property
    def needs(self) -> Counter[Cell]:
        """How many places it takes up in each cell."""
        return Counter(one.cell for one in self.members) if self.is_case else Counter([self.members[0].cell])


def units_of(candidates: Sequence[Candidate]) -> list[Unit]:
    """By name, so that a draw does not depend on the order of rows."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for one in sorted(candidates, key=lambda one: one.slug):
        kind = "case" if one.case else "model" if one.family else "item"
        groups.setdefault((kind, one.case or one.family or one.slug), []).append(one)
    return [Unit(name, tuple(members), kind == "case") for (kind, name), members in sorted(groups.items())]


def cells_of(blueprint: Blueprint) -> dict[Cell, int]:
    return {
        (objective, level): blueprint[objective][level]
        for objective in sorted(blueprint)
        for level in sorted(blueprint[objective])
        if blueprint[objective][level]
    }


def draw(candidates: Sequence[Candidate], blueprint: Blueprint, seen: Mapping[str, int], seed: int) -> list[int]:
    """The items of one form, in the order asked; the same seed draws the same form, on every platform.

    Each cell of the blueprint is filled by items met least often before: `seen` says how often, by slug. At most one
    variant of a model is on a form; a case comes whole, its items one behind the other. Raises Shortfall with the gap.
    """
    random, wanted = Random(seed), cells_of(blueprint)
    units = units_of(candidates)
    random.shuffle(units)
    units.sort(key=lambda unit: times_met(unit, seen))  # stable: chance decides among equals
    chosen = filled(units, wanted)
    if chosen is None:
        chosen = with_other_cases(units, wanted)
    if chosen is None:
        raise shortfall(units, wanted)
    random.shuffle(chosen)
    return [one.item for unit in chosen for one in members_asked(unit, seen, random)]


def times_met(unit: Unit, seen: Mapping[str, int]) -> float:
    met = [seen.get(one.slug, 0) for one in unit.members]
    return sum(met) / len(met) if unit.is_case else min(met)


def filled(units: Sequence[Unit], wanted: Mapping[Cell, int]) -> list[Unit] | None:
    """The first units that fit, until every cell is full; None when one stays open."""
    room, open_places, chosen = dict(wanted), sum(wanted.values()), []
    for unit in units:
        if open_places and all(room.get(cell, 0) >= number for cell, number in unit.needs.items()):
            chosen.append(unit)
            for cell, number in unit.needs.items():
                room[cell] -= number
                open_places -= number
    return chosen if open_places == 0 else None


def with_other_cases(units: Sequence[Unit], wanted: Mapping[Cell, int]) -> list[Unit] | None:
    """Where taking units as they come leaves a cell open, some choice of cases may still fill it: all are tried."""
    singles = [unit for unit in units if not unit.is_case]
    for cases in sets_of([unit for unit in units if unit.is_case][:MOST_CASES]):
        ordered = [*cases, *singles]
        chosen = filled(ordered, wanted)
        if chosen is not None and all(case in chosen for case in cases):
            return chosen
    return None


def sets_of(cases: Sequence[Unit]) -> Iterator[tuple[Unit, ...]]:
    for size in range(len(cases) + 1):
        yield from combinations(cases, size)


def shortfall(units: Sequence[Unit], wanted: Mapping[Cell, int]) -> Shortfall:
    """The first cell that the bank cannot fill; where each could be, the first that its cases do not fit into."""
    singles = [unit for unit in units if not unit.is_case]
    for pool in (units, singles):
        for cell, number in wanted.items():
            there = sum(unit.needs[cell] for unit in pool)
            if there < number:
                return Shortfall(*cell, number, there)
    raise AssertionError("every cell can be filled")


def members_asked(unit: Unit, seen: Mapping[str, int], random: Random) -> list[Candidate]:
    if unit.is_case:
        return sorted(unit.members, key=lambda one: (one.place, one.slug))
    least = min(seen.get(one.slug, 0) for one in unit.members)
    return [random.choice([one for one in unit.members if seen.get(one.slug, 0) == least])]
