"""What in the numbers somebody should look at, in words, and seldom without cause.

Every alarm is a test with a chance of error. All tests of one kind in one module are judged together, so that of
modules where nothing is wrong at most 5 in 100 show a false alarm of that kind, however many items they have, and of
the alarms that are shown at most 5 in 100 are false (Benjamini and Hochberg 1995, J R Stat Soc B 57:289-300). Negative
discrimination and dead distractors are held to more, see there (Holm 1979, Scand J Stat 6:65-70).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from trainer.insight.rules.choices import Choices
from trainer.insight.rules.distributions import above, at_least, at_most

FALSE_ALARMS = 0.05
OF_NEGATIVE = 0.02
BY_ITSELF = 0.08  # chance of error of the single test for that
ALIKE = 10  # fewest items that tell what items of a module are like
TAKERS = 30  # fewest for any alarm
UPPER = 10  # fewest in the upper third that gave the key or the answer it is compared with
RARE = 0.05  # a distractor that fewer than these would choose does nothing
HASTY = 0.10  # of answers may be faster than the question can be read
DRIFT = 0.10  # smallest difference of facility worth a word

KEY, NEGATIVE, CHANGED = "key likely wrong", "negative discrimination", "drift"
FAST, DEAD = "too fast", "dead distractor"
GRAVEST_FIRST = (KEY, NEGATIVE, CHANGED, FAST, DEAD)


@dataclass(frozen=True)
class Alarm:
    """`item`: the place of the item version; `option`: which of its options it is about, in words."""

    kind: str
    item: int
    takers: int
    says: str
    option: str = ""


def chosen(chances: np.ndarray) -> np.ndarray:
    """Which of these chances of error are small enough, all taken together."""
    if not len(chances):
        return np.zeros(0, bool)
    order = np.argsort(chances)
    limits = FALSE_ALARMS * np.arange(1, len(chances) + 1) / len(chances)
    below = np.flatnonzero(chances[order] <= limits)
    found = np.zeros(len(chances), bool)
    found[order[: below[-1] + 1 if len(below) else 0]] = True
    return found


def all_sound(chances: np.ndarray, false_alarms: float) -> np.ndarray:
    """Which are so small that, whatever the rest is like, at most so many modules have any error among them (Holm)."""
    order = np.argsort(chances, kind="stable")
    limits = false_alarms / np.arange(len(chances), 0, -1)
    holds = np.logical_and.accumulate(chances[order] <= limits)
    found = np.zeros(len(chances), bool)
    found[order[holds]] = True
    return found


def negative(discrimination: np.ndarray, takers: np.ndarray) -> list[Alarm]:
    """Those who know more do worse: the item is none of the module's, and its own correlation is below 0.

    Sound items tell people apart, each a little more or less than the next, so that one whose z = artanh r is far below
    theirs is told from few takers, long before it could be told from 0. For an item of the module z has the mean m of
    the module and the variance t² + 1/(n-3), with t² between items and 1/(n-3) of so many takers: the predictive
    distribution of Higgins, Thompson and Spiegelhalter (2009, J R Stat Soc A 172:137-159). m is the median of z, and t
    what the middle half of them is spread beyond 1/(n-3), so that a few bad items do not hide each other. Of modules
    without one at most 2 in 100 raise an alarm (Holm), also where no item tells anybody apart. It is said only where r
    itself speaks for less than 0, by a single test at 8 in 100: as weak a test as keeps false alarms of sound modules
    below 2 in 100 (tests/benchmarks/alarms.py). Of fewer than 10 items nobody knows what items are like: there r itself
    has to be below 0, all taken together.
    """
    places = np.flatnonzero((takers >= TAKERS) & ~np.isnan(discrimination))
    if not len(places):
        return []
    z = np.arctanh(np.clip(discrimination[places], -0.999, 0.999))
    own = 1 / (takers[places] - 3.0)
    mean, between = (max(0.0, float(np.median(z))), spread_between(z, own)) if len(z) >= ALIKE else (0.0, 0.0)
    is_strange = all_sound(above((mean - z) / np.sqrt(between + own)), OF_NEGATIVE)
    is_below = above(-z / np.sqrt(own)) <= BY_ITSELF
    return [
        Alarm(
            NEGATIVE,
            int(place),
            int(takers[place]),
            f"Negative discrimination: those who did better on the rest of their form did worse here "
            f"({discrimination[place]:.2f}, {takers[place]} takers).",
        )
        for place in places[is_strange & is_below]
    ]


def spread_between(z: np.ndarray, own: np.ndarray) -> float:
    """The variance of items, by the distance of the quartiles: 1.349 deviations, where values are normal."""
    low, high = np.percentile(z, [25, 75])
    return float(max(0.0, ((high - low) / 1.349) ** 2 - np.median(own)))


def wrong_keys(found: Choices, name: Callable[[int, int], str]) -> list[Alarm]:
    """A wrong answer that the upper third gives more often than the key, and more often than the lower third does.

    A sign test among those of the upper third who gave either: half of them would, if both were as good. It is asked
    of the commonest wrong answer, so the chance is multiplied by the number of wrong ones. `name` says in words what
    was given.
    """
    cases = [case for item in range(len(found.sizes)) if (case := key_case(found, item))]
    kept = chosen(np.array([case[0] for case in cases]))
    return [
        Alarm(
            KEY,
            item,
            int(found.sizes[item].sum()),
            f"The key may be wrong: of the upper third {wrong} gave {name(item, int(found.given[entry]))} and {right} "
            f"the key ({found.sizes[item].sum()} takers, {found.sizes[item][2]} of them in the upper third).",
        )
        for (_, item, entry, wrong, right), is_kept in zip(cases, kept, strict=True)
        if is_kept
    ]


def key_case(found: Choices, item: int) -> tuple[float, int, int, int, int] | None:
    """The chance of error, the item, the entry of the wrong answer, and how many gave that and the key."""
    if found.sizes[item].sum() < TAKERS:
        return None
    entries = found.of_item(item)
    wrong = entries[(found.score[entries] < 1) & (found.given[entries] >= 0)]
    if not len(wrong):
        return None
    rival = wrong[found.counts[wrong, 2].argmax()]
    rivals = int(found.counts[rival, 2])
    keys = int(found.counts[entries[found.score[entries] == 1], 2].sum())
    low, _, high = found.counts[rival] / np.maximum(found.sizes[item], 1)
    if rivals + keys < UPPER:
        return None
    chance = min(1.0, len(wrong) * float(at_least(rivals, rivals + keys, 0.5))) if high > low else 1.0
    return chance, item, int(rival), rivals, keys


def dead(options: Sequence[tuple[int, str, int, int]]) -> list[Alarm]:
    """A distractor that fewer than 5 in 100 choose. Each option is (item, its name, chosen by, of so many takers).

    The upper confidence bound of its share is below that (Clopper and Pearson 1934, Biometrika 26:404-413), at a
    confidence that takes in how many distractors were asked about (Holm): of all modules at most 5 in 100 name any
    distractor that is chosen by more. The bound of 5 % is that of Haladyna and Downing 1993 (Educ Psychol Meas
    53:999-1010).
    """
    asked = [one for one in options if one[3] >= TAKERS]
    chances = at_most([one[2] for one in asked], [one[3] for one in asked], RARE) if asked else np.zeros(0)
    return [
        Alarm(DEAD, item, takers, f"Dead distractor: {name} was chosen by {count} of {takers} takers.", name)
        for (item, name, count, takers), is_dead in zip(
            asked, all_sound(np.asarray(chances), FALSE_ALARMS), strict=True
        )
        if is_dead
    ]


def reading_time(characters: int) -> int:
    """Seconds within which nobody reads so much, let alone thinks: 3 up to 200 characters, 5 up to 1,000, then 10.

    Wise and Kong 2005 (Appl Meas Educ 18:163-183), who call faster answers rapid guesses.
    """
    return 3 if characters < 200 else 5 if characters <= 1000 else 10


def too_fast(hasty: np.ndarray, timed: np.ndarray, limits: np.ndarray) -> list[Alarm]:
    """More than one in ten answers faster than the question can be read (`limits`, by item, in seconds)."""
    places = np.flatnonzero(timed >= TAKERS)
    chances = at_least(hasty[places], timed[places], HASTY) if len(places) else np.zeros(0)
    return [
        Alarm(
            FAST,
            int(place),
            int(timed[place]),
            f"Too fast: {int(hasty[place])} of {int(timed[place])} answers came in less than {int(limits[place])} "
            f"seconds, in which the question cannot be read.",
        )
        for place in places[chosen(np.asarray(chances))]
    ]


def drift(pairs: Sequence[tuple[int, int]], points: np.ndarray, takers: np.ndarray, number: np.ndarray) -> list[Alarm]:
    """Two versions of an item that are not equally hard: a test of two shares with the pooled variance.

    `pairs` are (earlier, later) places; `number` the numbers of the versions.
    """
    asked = [pair for pair in pairs if min(takers[list(pair)]) >= TAKERS]
    if not asked:
        return []
    old, new = np.array(asked).T
    before, after = points[old] / takers[old], points[new] / takers[new]
    pooled = (points[old] + points[new]) / (takers[old] + takers[new])
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 1e-9) * (1 / takers[old] + 1 / takers[new]))
    kept = chosen(2 * above(np.abs(after - before) / spread)) & (np.abs(after - before) >= DRIFT)
    return [
        Alarm(
            CHANGED,
            int(new[place]),
            int(takers[old[place]] + takers[new[place]]),
            f"Drift between versions: version {number[old[place]]} was answered rightly by {before[place]:.0%} of "
            f"{takers[old[place]]} takers, version {number[new[place]]} by {after[place]:.0%} of "
            f"{takers[new[place]]}.",
        )
        for place in np.flatnonzero(kept)
    ]
