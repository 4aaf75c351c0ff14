"""How the form of a quiz on changes is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Candidate:
    """An item, by its version, and the changed passage that it covers; `family`: the model that it is a variant of."""

    item: int
    slug: str
    passage: str
    family: str | None = None


def smallest(candidates: Sequence[Candidate]) -> int:
    """The fewest items that cover every passage that any item covers."""
    return len({one.passage for one in candidates})


def largest(candidates: Sequence[Candidate]) -> int:
    """The most items that every form can have: of each model one variant."""
    families = {one.family for one in candidates if one.family}
    return max(smallest(candidates), len(families) + sum(one.family is None for one in candidates))


def draw(candidates: Sequence[Candidate], size: int, seed: int) -> list[int]:
    """The items of one form, in the order asked; the same seed draws the same, on every platform.

    First one item for each passage, then others up to `size`; as many as there are passages, even where that is more.
    At most one variant of a model is on a form, unless a passage had none without.
    """
    shuffled = sorted(candidates, key=lambda one: (one.slug, one.item))
    Random(seed).shuffle(shuffled)
    chosen: list[Candidate] = []
    families: set[str] = set()
    for first_round in (True, False):
        covered = {one.passage for one in chosen}
        for one in shuffled:
            if one in chosen or (first_round and one.passage in covered):
                continue
            if one.family in families and not (first_round and is_alone(one, shuffled, families)):
                continue
            if first_round or len(chosen) < size:
                chosen.append(one)
                covered.add(one.passage)
                families |= {one.family} if one.family else set()
    Random(seed + 1).shuffle(chosen)
    return [one.item for one in chosen]


def is_alone(one: Candidate, candidates: Sequence[Candidate], families: set[str]) -> bool:
    """Whether its passage has no item but variants of models that are on the form already."""
    return all(other.family in families for other in candidates if other.passage == one.passage)
