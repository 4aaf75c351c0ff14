"""How far a panel agrees: rater severity, agreement about items, what the second round changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median, stdev

from trainer.insight.studies.rules.cuts import Rated, Ratings, cuts_by_panelist, mean_squares

WIDE = 20  # points of standard deviation between panelists from which an item's spread is named
SEVERE = 10  # points from the others' mean from which a panelist is named


@dataclass(frozen=True)
class Severity:
    """`by`: points above (stricter on candidates) or below the mean of the others; `without`: the cut without them."""

    panelist: str
    cut: float
    by: float | None
    without: float | None
    changed: int  # items they rated otherwise in the second round
    moved: float  # by how many points the second round moved their cut

    @property
    def stands_out(self) -> bool:
        return self.by is not None and abs(self.by) >= SEVERE


@dataclass(frozen=True)
class Agreement:
    """`single` and `panel`: intraclass correlations of one panelist's ratings and of the panel's mean; None: too few
    ratings, or none that differ. `deviation`: mean absolute distance of a rating from its item's mean, in points."""

    single: float | None
    panel: float | None
    deviation: float


@dataclass(frozen=True)
class ItemSpread:
    """What a panel said of one item, in percent."""

    item: int
    mean: float
    median: float
    lowest: float
    highest: float
    deviation: float | None  # standard deviation

    @property
    def is_wide(self) -> bool:
        return self.deviation is not None and self.deviation >= WIDE


def severities(rated: Sequence[Rated], first: Ratings, second: Ratings) -> list[Severity]:
    """Rater severity as the distance from the mean of the others, after the second round; in the order given.

    Leaving one out at a time shows how far the cut hangs on one person (the jackknife; Cizek and Bunch 2007, ch. 3).
    """
    cuts, before = cuts_by_panelist(rated, second), cuts_by_panelist(rated, first)
    found = []
    for who, cut in cuts.items():
        others = [other for name, other in cuts.items() if name != who]
        rest = mean(others) if others else None
        changed = sum(first[who][one.item] != second[who][one.item] for one in rated)
        by = cut - rest if rest is not None else None
        found.append(Severity(who, cut, by, rest, changed, cut - before[who]))
    return found


def agreement(rated: Sequence[Rated], ratings: Ratings) -> Agreement:
    """ICC(2,1) and ICC(2,k) of Shrout and Fleiss, Psychological Bulletin 86 (1979), 420-428: items and raters random,
    absolute agreement. (MSI - MSE) / (MSI + (k-1) MSE + k (MSR - MSE) / n) for one of k raters on n items; for their
    mean (MSI - MSE) / (MSI + (MSR - MSE) / n)."""
    means = {one.item: mean(given[one.item] for given in ratings.values()) for one in rated}
    deviation = mean(abs(given[one.item] - means[one.item]) for given in ratings.values() for one in rated)
    squares = mean_squares(rated, ratings)
    if squares is None:
        return Agreement(None, None, deviation)
    raters, items, left = squares
    count, number = len(ratings), len(rated)
    bias = (raters - left) / number
    return Agreement(
        share(items - left, items + (count - 1) * left + count * bias), share(items - left, items + bias), deviation
    )


def share(part: float, whole: float) -> float | None:
    """None where nothing differs. Below nothing is possible: the raters then agree less than chance."""
    return part / whole if abs(whole) > 1e-9 else None


def spread_of(item: int, given: Sequence[float]) -> ItemSpread:
    deviation = stdev(given) if len(given) > 1 else None
    return ItemSpread(item, mean(given), median(given), min(given), max(given), deviation)


def spreads(rated: Sequence[Rated], ratings: Mapping[str, Mapping[int, float]]) -> list[ItemSpread]:
    return [spread_of(one.item, [given[one.item] for given in ratings.values()]) for one in rated]
