"""How often somebody passes who truly knows so much: the true chance under the marking rule. Plain values in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb

Blueprint = Mapping[str, Mapping[str, int]]
SHARES = tuple(range(50, 100, 5))  # percent of what is asked about that somebody truly knows


@dataclass(frozen=True)
class Standard:
    """What it takes: percent of all items, percent of each safety-critical objective by itself, and how many tries."""

    percent: int
    safety_percent: int
    safety_objectives: tuple[str, ...]
    attempts: int


@dataclass(frozen=True)
class Passing:
    """`knows` in percent; the chances from 0 to 1: of one attempt, and of all that are allowed."""

    knows: int
    once: float
    within: float


def passing_table(blueprint: Blueprint, standard: Standard, shares: Sequence[int] = SHARES) -> list[Passing]:
    found = []
    for share in shares:
        once = chance_of_passing(blueprint, standard, share / 100)
        found.append(Passing(share, once, within_attempts(once, standard.attempts)))
    return found


def chance_of_passing(blueprint: Blueprint, standard: Standard, knows: float | Mapping[str, float]) -> float:
    """The chance of one attempt. `knows`: the share of what could be asked that is known, of all or by objective.

    Each item of a form is drawn from all that could be asked, so each is right with that chance, independently: the
    right answers of an objective are binomial (Lord and Novick, Statistical Theories of Mental Test Scores, 1968,
    chapter 23), those of a form their sum over the objectives. A safety-critical objective that falls short fails the
    form however many are right, so its distribution counts only from its own bar up; the joint chance is the sum over
    all that is left. Guessing, partly right answers and learning between attempts are not part of it.
    """
    length = sum(sum(levels.values()) for levels in blueprint.values())
    if length == 0:
        raise ValueError("A form without items cannot be passed.")
    right = [1.0]  # right[k]: the chance of k right answers so far, no safety-critical objective failed
    for objective, levels in blueprint.items():
        number = sum(levels.values())
        share = knows if isinstance(knows, float | int) else knows[objective]
        is_critical = objective in standard.safety_objectives
        least = fewest(number, standard.safety_percent) if is_critical else 0
        right = joined(right, binomial(number, share, least))
    return min(1.0, sum(right[fewest(length, standard.percent) :]))


def within_attempts(once: float, attempts: int) -> float:
    """The chance of at least one pass in so many attempts, each on a form of its own and nothing learned between."""
    return 1 - (1 - once) ** attempts


def fewest(out_of: int, percent: int) -> int:
    """The fewest right answers that reach the percentage, as an attempt is marked."""
    return -(-out_of * percent // 100)


def binomial(number: int, share: float, least: int) -> list[float]:
    """The chance of 0, 1, 2 ... right of `number`; what is below `least` has none."""
    return [
        comb(number, right) * share**right * (1 - share) ** (number - right) if right >= least else 0.0
        for right in range(number + 1)
    ]


def joined(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """The distribution of the sum of two independent counts."""
    found = [0.0] * (len(first) + len(second) - 1)
    for left, chance in enumerate(first):
        for right, other in enumerate(second):
            found[left + right] += chance * other
    return found
