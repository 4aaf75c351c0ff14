"""What was answered to one item, for whoever has to judge it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

LEAST = 10  # takers below which a discrimination says nothing


@dataclass(frozen=True)
class Answered:
    """One first attempt: its share of this item, of all the others on its form, and what was chosen, in words."""

    score: float
    rest: float
    choices: tuple[str, ...]  # empty: left blank


@dataclass(frozen=True)
class Choice:
    words: str
    by_group: tuple[int, int, int]  # lower, middle and upper third by the rest of the form

    @property
    def total(self) -> int:
        return sum(self.by_group)


@dataclass(frozen=True)
class ItemData:
    """`facility` is the mean share from 0 to 1, None without takers; `discrimination` the correlation of the item with
    the rest of the form (Pearson's; the corrected item-total correlation), None where it cannot be told."""

    takers: int
    facility: float | None
    discrimination: float | None
    groups: tuple[int, int, int]
    choices: tuple[Choice, ...]


def item_data(answers: Sequence[Answered], known: Sequence[str] = ()) -> ItemData:
    """`known` are choices that are listed first, in this order, also where nobody made them."""
    ranked = sorted(answers, key=lambda one: (one.rest, one.score, one.choices))
    group_of = [min(2, 3 * place // max(1, len(ranked))) for place in range(len(ranked))]
    counts: dict[str, Counter[int]] = {words: Counter() for words in known}
    for one, group in zip(ranked, group_of, strict=True):
        for words in one.choices or ("Left blank",):
            counts.setdefault(words, Counter())[group] += 1
    listed = [*known, *sorted(counts.keys() - set(known), key=lambda words: (-counts[words].total(), words))]
    return ItemData(
        len(ranked),
        sum(one.score for one in ranked) / len(ranked) if ranked else None,
        correlation([one.score for one in ranked], [one.rest for one in ranked]),
        triple(Counter(group_of)),
        tuple(Choice(words, triple(counts[words])) for words in listed),
    )


def triple(counts: Counter[int]) -> tuple[int, int, int]:
    return counts[0], counts[1], counts[2]


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    if len(xs) < LEAST:
        return None
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sqrt(sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys))
    if spread < 1e-12:
        return None
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
