"""Wrong options that nobody, or hardly anybody, has chosen yet: what may be said of them before it is an alert.

An alert about a dead distractor takes some hundred takers, as it is held to all distractors of a bank together (see
`alarms.dead`). What is said here is about one option by itself: no alert, and worded so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.insight.rules.alarms import RARE, TAKERS
from trainer.insight.rules.distributions import at_most

SELDOM = 0.10  # from this chance down an option is worth a look
FINEST = 0.01
LITTLE = ", so that says little yet."
A_LOOK = ", so it is worth a look. It is no alert: of many options some look so by chance."


@dataclass(frozen=True)
class Unchosen:
    """Of so many distractors that enough takers met nobody chose `nobody`; `expected` would look so by chance, if one
    taker in twenty would choose each."""

    asked: int
    nobody: int
    expected: float


def unchosen(options: Sequence[tuple[int, int]]) -> Unchosen:
    """Each option is (chosen by, of so many takers)."""
    enough = [(count, takers) for count, takers in options if takers >= TAKERS]
    expected = sum((1 - RARE) ** takers for _, takers in enough)
    return Unchosen(len(enough), sum(count == 0 for count, _ in enough), expected)


def chance(count: int, takers: int) -> float:
    """That so few or fewer choose an option which one taker in twenty would choose."""
    return float(np.asarray(at_most([count], [takers], RARE))[0])


def in_words(count: int, takers: int) -> str:
    """A note on one wrong option; empty where there is nothing to say, or too few have met it."""
    if takers < TAKERS:
        return ""
    by_chance = chance(count, takers)
    if count and by_chance > SELDOM:
        return ""
    said = "Seldom chosen" if count else "Nobody has chosen it yet"
    groups = f"about {round(100 * by_chance)} of 100" if by_chance >= FINEST else "fewer than 1 of 100"
    meaning = LITTLE if by_chance > SELDOM else A_LOOK
    return (
        f"{said}: {count} of {takers} takers. If one taker in twenty would choose it, it would look so in {groups} "
        f"such groups{meaning}"
    )
