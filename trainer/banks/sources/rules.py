"""What a change of a source reaches. Plain values in, an answer out."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

KINDS = {"new edition": "A new edition", "correction": "A correction", "retraction": "A retraction"}


@dataclass(frozen=True)
class Resting:
    """An item, by its version, with what it rests on."""

    version_id: int
    passage: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """Passages that cite the source, themselves or by a fact that they teach, and the items that rest on it."""

    passages: tuple[str, ...]
    items: tuple[Resting, ...]


def reach_of(
    source: str,
    passages: Iterable[tuple[str, AbstractSet[str], AbstractSet[str]]],
    facts: Mapping[str, Iterable[str]],
    items: Iterable[Resting],
) -> Reach:
    """`passages` are (id, sources it cites, facts it teaches) in the order of the article; `facts` name sources."""
    resting = {fact for fact, sources in facts.items() if source in sources}
    found = tuple(name for name, cited, taught in passages if source in cited or taught & resting)
    reached = tuple(one for one in items if one.passage in found or resting.intersection(one.facts))
    return Reach(found, reached)
