"""Facility, discrimination, discriminative efficiency and time, of items or of groups of them."""

from dataclasses import dataclass, fields

import numpy as np

from trainer.insight.rules.answers import Answers

ROUND_OFF = 1e-12


@dataclass(frozen=True)
class ItemNumbers:
    """One entry a group in each. Not a number where too few answers say nothing.

    facility            mean score, 0 to 1
    deviation           standard deviation of the scores, n - 1
    discrimination      correlation of the score with the rest of the form, without the item itself
    efficiency          that covariance as a share of the largest one these very scores could have
    seconds             median time on the question
    """

    takers: np.ndarray
    points: np.ndarray
    blanks: np.ndarray
    facility: np.ndarray
    deviation: np.ndarray
    discrimination: np.ndarray
    efficiency: np.ndarray
    seconds: np.ndarray
    timed: np.ndarray

    def at(self, places: np.ndarray) -> "ItemNumbers":
        return ItemNumbers(*(getattr(self, one.name)[places] for one in fields(self)))


def item_numbers(answers: Answers, group: np.ndarray, groups: int) -> ItemNumbers:
    """`group` says for each item which of so many groups it belongs to: itself, its item, its family.

    Discrimination is the corrected item-total correlation: for scores of 0 and 1 the point-biserial one (Henrysson
    1963, Psychometrika 28:211-218), with the rest of each taker's own form as a share (see Answers.rest).
    """
    of = group[answers.item]
    x, rest = answers.score, answers.rest
    takers = np.bincount(of, minlength=groups)
    points = np.bincount(of, x, groups)
    blanks = np.bincount(of, answers.given < 0, groups)
    known = ~np.isnan(rest)
    if not known.all():
        of, x, rest = of[known], x[known], rest[known]
    spread = co_deviations(of, x, rest, groups)
    best = largest_covariance(of, x, rest, groups)
    seconds, timed = medians(group[answers.item], answers.seconds, groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        facility = points / takers
        return ItemNumbers(
            takers,
            points,
            blanks,
            facility,
            np.where(takers > 1, np.sqrt(spread.xx / (takers - 1)), np.nan),
            correlation(spread),
            np.where(best > ROUND_OFF * np.maximum(takers, 1), spread.xy / best, np.nan),
            seconds,
            timed,
        )


@dataclass(frozen=True)
class CoDeviations:
    """Sums of products of deviations from the mean of the group."""

    xx: np.ndarray
    yy: np.ndarray
    xy: np.ndarray


def co_deviations(of: np.ndarray, x: np.ndarray, y: np.ndarray, groups: int) -> CoDeviations:
    n = np.maximum(np.bincount(of, minlength=groups), 1)
    dx = x - (np.bincount(of, x, groups) / n)[of]
    dy = y - (np.bincount(of, y, groups) / n)[of]
    return CoDeviations(*(np.bincount(of, one, groups) for one in (dx * dx, dy * dy, dx * dy)))


def correlation(spread: CoDeviations) -> np.ndarray:
    """Not a number where one side does not vary."""
    varies = (spread.xx > ROUND_OFF) & (spread.yy > ROUND_OFF)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(varies, spread.xy / np.sqrt(spread.xx * spread.yy), np.nan)


def discriminations(answers: Answers, items: int) -> np.ndarray:
    """Of each item by itself, and nothing else."""
    known = ~np.isnan(answers.rest)
    return correlation(co_deviations(answers.item[known], answers.score[known], answers.rest[known], items))


def largest_covariance(of: np.ndarray, x: np.ndarray, y: np.ndarray, groups: int) -> np.ndarray:
    """The sum of co-deviations if whoever did best on the rest had the best score on the item too, and so on down.

    The denominator of the discriminative efficiency as Moodle's quiz statistics define it: 100 Cov(x, rest) /
    Cov(sorted x, sorted rest). (docs.moodle.org, Quiz statistics calculations.)
    """
    by_x, by_y = x[np.lexsort((x, of))], y[np.lexsort((y, of))]
    return co_deviations(np.sort(of, kind="stable"), by_x, by_y, groups).xy


def medians(of: np.ndarray, values: np.ndarray, groups: int) -> tuple[np.ndarray, np.ndarray]:
    """By group the median of the values that are numbers, and how many those are."""
    known = ~np.isnan(values)
    of, values = of[known], values[known]
    values = values[np.lexsort((values, of))]
    sizes = np.bincount(of, minlength=groups)
    starts = np.cumsum(sizes) - sizes
    found = np.full(groups, np.nan)
    there = sizes > 0
    low, high = starts + (sizes - 1) // 2, starts + sizes // 2
    found[there] = (values[low[there]] + values[high[there]]) / 2
    return found, sizes


def weights(marks: np.ndarray, most: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of a form that is the same for everybody: the share of the result each question was meant to have, and has.

    `marks` has a row for each taker, `most` the highest mark of each question. Intended is the share of the highest
    marks; effective the share of √Cov(mark, total), a negative covariance counting as none (Moodle, as above).
    """
    totals = marks.sum(axis=1)
    covariances = ((marks - marks.mean(axis=0)) * (totals - totals.mean())[:, None]).sum(axis=0) / (len(marks) - 1)
    roots = np.sqrt(np.maximum(covariances, 0))
    return most / most.sum(), roots / roots.sum()
