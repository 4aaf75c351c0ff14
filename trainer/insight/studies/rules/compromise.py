"""Beuk's and Hofstee's checks: what a panel finds acceptable, against how people really score."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean, stdev

STEPS = 10  # to a point: the cut is looked for in steps of a tenth


@dataclass(frozen=True)
class Opinion:
    """What one panelist answers about the whole, in percent: the cut and pass rate expected, and what is acceptable."""

    cut: float
    passing: float
    lowest_cut: float
    highest_cut: float
    lowest_failing: float
    highest_failing: float


@dataclass(frozen=True)
class Compromise:
    """`cut` None: there is no such point, and `why` says it in words. `failing`: percent who would fail at the cut."""

    cut: float | None
    failing: float | None
    why: str = ""


NO_SCORES = "Too few have taken a scored quiz of this module yet, so there are no scores to compare with."


def beuk(opinions: Sequence[Opinion], scores: Sequence[float]) -> Compromise:
    """Where the line through the mean expected cut and pass rate, of slope s(pass rate) / s(cut), meets the share who
    really pass at each cut (Beuk, Journal of Educational Measurement 21 (1984), 147-152; described and tried by Mills
    and Melican, ETS Research Report 87-14, 1987). Where panelists agree on the cut more than on the rate, the line is
    steep and the cut stays near theirs. `scores`: of real takers, in percent."""
    if not scores:
        return Compromise(None, None, NO_SCORES)
    if len(opinions) < 2:
        return Compromise(None, None, "It takes the answers of at least two panelists.")
    cuts, rates = [one.cut for one in opinions], [one.passing for one in opinions]
    cut, rate, spread = mean(cuts), mean(rates), stdev(cuts)
    if spread == 0:
        return at(cut, scores)  # the line stands upright: all agree on the cut
    slope = stdev(rates) / spread
    found = crossing(lambda at: rate + slope * (at - cut) - (100 - failing(at, scores)), 0, 100)
    if found is None:
        return Compromise(None, None, "The line of the panel does not meet the scores between 0 and 100 percent.")
    return at(found, scores)


def hofstee(opinions: Sequence[Opinion], scores: Sequence[float]) -> Compromise:
    """Where the line from (lowest cut, highest failing) to (highest cut, lowest failing), each the panel's mean, meets
    the share who really fail at each cut (Hofstee, The case for compromise in educational selection and grading, in
    Anderson and Helmick, On Educational Testing, 1983, 109-127). Where it does not, the panel cannot have both."""
    if not scores:
        return Compromise(None, None, NO_SCORES)
    if not opinions:
        return Compromise(None, None, "No panelist has answered these questions.")
    low, high = mean(one.lowest_cut for one in opinions), mean(one.highest_cut for one in opinions)
    least, most = mean(one.lowest_failing for one in opinions), mean(one.highest_failing for one in opinions)
    if failing(low, scores) > most:
        return Compromise(None, None, "More would fail at the lowest acceptable cut than the panel accepts.")
    if failing(high, scores) < least:
        return Compromise(None, None, "Fewer would fail at the highest acceptable cut than the panel expects.")
    if high == low:
        return at(low, scores)
    slope = (most - least) / (high - low)
    found = crossing(lambda at: failing(at, scores) - (most - slope * (at - low)), low, high)
    return at(high if found is None else found, scores)


def failing(cut: float, scores: Sequence[float]) -> float:
    """Percent of the scores below the cut; the cut itself is a pass."""
    return 100 * sum(one < cut - 1e-9 for one in scores) / len(scores)


def at(cut: float, scores: Sequence[float]) -> Compromise:
    return Compromise(cut, failing(cut, scores))


def crossing(rising: Callable[[float], float], start: float, end: float) -> float | None:
    """The first place, in tenths of a point, where a function that never falls reaches nothing."""
    if rising(start) > 0:
        return None
    first, last = 0, round((end - start) * STEPS)
    if rising(start + last / STEPS) < 0:
        return None
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if rising(start + middle / STEPS) >= 0 else (middle + 1, last)
    return start + first / STEPS
