"""The cut score of a panel and its standard error. Ratings are in percent, and so is everything that comes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev, variance

Cell = tuple[str, str]  # objective, level
Ratings = Mapping[str, Mapping[int, float]]  # by panelist and item: percent of borderline practitioners who are right


@dataclass(frozen=True)
class Rated:
    """An item that was rated: its cell of the blueprint, how many a form draws of that and how many the bank has."""

    item: int
    cell: Cell
    drawn: int
    there: int


@dataclass(frozen=True)
class CutScore:
    """`error` is the standard error over panelists and items together; None: one panelist or one item says nothing."""

    percent: float
    panelists: int
    items: int
    spread: float | None  # the standard deviation of the panelists' cuts
    error_panelists: float | None
    error_items: float | None
    error: float | None
    components: Mapping[str, float] | None  # variance of panelists, of items, and of what is left


def weights(rated: Sequence[Rated]) -> dict[int, float]:
    """What each item adds to the cut: its cell's share of a form, divided among the items rated of that cell.

    A form is drawn by the blueprint, so the cut is one of the domain that the blueprint describes and not of the list
    that was rated: a cell with many items in the bank counts no more than a form asks of it.
    """
    in_cell: dict[Cell, int] = {}
    for one in rated:
        in_cell[one.cell] = in_cell.get(one.cell, 0) + 1
    cells = {one.cell: one.drawn for one in rated}
    length = sum(cells.values())
    return {one.item: one.drawn / length / in_cell[one.cell] for one in rated}


def cuts_by_panelist(rated: Sequence[Rated], ratings: Ratings) -> dict[str, float]:
    """Each panelist's own cut: the weighted mean of their ratings (Angoff 1971, Scales, Norms, and Equivalent Scores,
    in Thorndike, Educational Measurement, 2nd edition, 514-515: the sum over the items of the chance that a minimally
    acceptable person answers right)."""
    weight = weights(rated)
    return {who: sum(weight[one.item] * given[one.item] for one in rated) for who, given in ratings.items()}


def cut_score(rated: Sequence[Rated], ratings: Ratings) -> CutScore:
    """The mean of the panelists' cuts. Every panelist has rated every item.

    Over panelists the standard error is s / sqrt(n) (Cizek and Bunch, Standard Setting, 2007, chapter 3). Over items it
    is that of a stratified sample without replacement, the cells being the strata: the root of the sum over cells of
    W^2 (1 - m/M) s^2 / m, with W the cell's share of a form, m items rated of the M there are, and s^2 the variance of
    the items in the cell (Cochran, Sampling Techniques, 3rd edition 1977, 5.2 to 5.4). Where all items were rated it is
    nothing. That a panelist sees one item otherwise than the others do is in the spread of the panelists already, so
    it is taken out of s^2, and the squares of both add up (Brennan, Generalizability Theory, 2001, chapter 2).
    """
    cuts = list(cuts_by_panelist(rated, ratings).values())
    spread = stdev(cuts) if len(cuts) > 1 else None
    by_panelists = spread / sqrt(len(cuts)) if spread is not None else None
    by_items = error_of_items(rated, ratings)
    together = sqrt(by_panelists**2 + by_items**2) if by_panelists is not None and by_items is not None else None
    return CutScore(
        percent=mean(cuts),
        panelists=len(cuts),
        items=len(rated),
        spread=spread,
        error_panelists=by_panelists,
        error_items=by_items,
        error=together,
        components=components(rated, ratings),
    )


def error_of_items(rated: Sequence[Rated], ratings: Ratings) -> float | None:
    """A cell with one item rated, of several, takes the mean variance within the other cells; None: there is none."""
    cells: dict[Cell, list[Rated]] = {}
    for one in rated:
        cells.setdefault(one.cell, []).append(one)
    within = {cell: variance_of_items(some, ratings) for cell, some in cells.items() if len(some) > 1}
    usual = mean(within.values()) if within else None
    length = sum(some[0].drawn for some in cells.values())
    total = 0.0
    for cell, some in cells.items():
        left = 1 - len(some) / some[0].there
        if left <= 0:
            continue
        if (spread := within.get(cell, usual)) is None:
            return None
        total += (some[0].drawn / length) ** 2 * left * spread / len(some)
    return sqrt(total)


def variance_of_items(rated: Sequence[Rated], ratings: Ratings) -> float:
    """Of the mean ratings, less what only comes of few panelists: (MSI - MSE) / n, at least nothing."""
    squares = mean_squares(rated, ratings)
    if squares is None:  # one panelist: nothing tells the two apart
        return variance(mean(given[one.item] for given in ratings.values()) for one in rated)
    _, items, left = squares
    return max(0.0, (items - left) / len(ratings))


def mean_squares(rated: Sequence[Rated], ratings: Ratings) -> tuple[float, float, float] | None:
    """Of panelists, of items, and of what is left, in the two-way table with one rating a cell; None: too small."""
    people, items = list(ratings), [one.item for one in rated]
    if len(people) < 2 or len(items) < 2:
        return None
    grand = mean(ratings[who][item] for who in people for item in items)
    of_people = {who: mean(ratings[who][item] for item in items) for who in people}
    of_items = {item: mean(ratings[who][item] for who in people) for item in items}
    left = sum((ratings[w][i] - of_people[w] - of_items[i] + grand) ** 2 for w in people for i in items)
    return (
        len(items) * sum((one - grand) ** 2 for one in of_people.values()) / (len(people) - 1),
        len(people) * sum((one - grand) ** 2 for one in of_items.values()) / (len(items) - 1),
        left / ((len(people) - 1) * (len(items) - 1)),
    )


def components(rated: Sequence[Rated], ratings: Ratings) -> dict[str, float] | None:
    """Variance components of the panelists x items design, from its mean squares (Brennan, Generalizability Theory,
    2001, chapter 2); one that comes out below nothing is nothing. Items count alike here, whatever their cell."""
    squares = mean_squares(rated, ratings)
    if squares is None:
        return None
    people, items, left = squares
    return {
        "panelists": max(0.0, (people - left) / len(rated)),
        "items": max(0.0, (items - left) / len(ratings)),
        "left": left,
    }
