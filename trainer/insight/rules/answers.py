"""Answers as columns, and what each is compared with: how its taker did on the rest of the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

BLANK = -1
LEFT = -1.0  # in the place of a score that stays as it was


@dataclass(frozen=True)
class Answers:
    """One entry an answer in each of the first five; attempts and items are numbered from 0 as they first appear.

    `given` points into `texts`, BLANK where nothing was given; `seconds` is not a number where nobody knows.
    """

    attempt: np.ndarray
    item: np.ndarray
    score: np.ndarray
    seconds: np.ndarray
    given: np.ndarray
    attempt_ids: np.ndarray
    item_ids: np.ndarray
    texts: Sequence[str]

    @cached_property
    def totals(self) -> np.ndarray:
        """By attempt, the sum of its scores."""
        return np.bincount(self.attempt, self.score, len(self.attempt_ids))

    @cached_property
    def squares(self) -> np.ndarray:
        return np.bincount(self.attempt, self.score**2, len(self.attempt_ids))

    @cached_property
    def lengths(self) -> np.ndarray:
        """By attempt, how many questions its form has."""
        return np.bincount(self.attempt, minlength=len(self.attempt_ids))

    @cached_property
    def rest(self) -> np.ndarray:
        """The share of the mark earned on all other questions of the same form.

        Everybody has another form, so it is a share and no sum; forms of equal blueprint make it comparable.
        """
        others = self.lengths[self.attempt] - 1
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(others > 0, (self.totals[self.attempt] - self.score) / np.maximum(others, 1), np.nan)

    def marked_again(self, entries: np.ndarray, scores: np.ndarray) -> "Answers":
        """With other scores at these entries: LEFT leaves one as it is; not a number: the question is not counted."""
        score, keep = self.score.copy(), np.ones(len(self.score), bool)
        score[entries] = np.where(scores == LEFT, score[entries], scores)
        keep[entries] = ~np.isnan(scores)
        item_ids, item = numbered(self.item_ids[self.item[keep]])
        return Answers(
            self.attempt[keep],
            item,
            score[keep],
            self.seconds[keep],
            self.given[keep],
            self.attempt_ids,
            item_ids,
            self.texts,
        )

    def of_attempts(self, wanted: np.ndarray) -> "Answers":
        """Only those of the attempts for which `wanted` is true."""
        keep = wanted[self.attempt]
        places = np.cumsum(wanted) - 1
        return Answers(
            places[self.attempt[keep]],
            self.item[keep],
            self.score[keep],
            self.seconds[keep],
            self.given[keep],
            self.attempt_ids[wanted],
            self.item_ids,
            self.texts,
        )


def numbered(ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct ids, ascending, and for each entry the place of its own among them."""
    if not len(ids):
        return ids, ids
    low, high = int(ids.min()), int(ids.max())
    if high - low > 50 * len(ids) + 1000:
        return np.unique(ids, return_inverse=True)
    seen = np.zeros(high - low + 1, bool)
    seen[ids - low] = True
    places = np.cumsum(seen) - 1
    return np.flatnonzero(seen) + low, places[ids - low]


def thirds(group: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """0, 1 or 2 for each answer: in which third of those who met the same group of items its taker stands by `rest`.

    Those who did equally well stand together, where the middle of them falls.
    """
    order = np.lexsort((rest, group))
    sorted_group, sorted_rest = group[order], rest[order]
    is_new_group = np.r_[True, sorted_group[1:] != sorted_group[:-1]]
    starts = np.flatnonzero(is_new_group)
    sizes = np.diff(np.r_[starts, len(order)])
    is_new_block = is_new_group | np.r_[True, sorted_rest[1:] != sorted_rest[:-1]]
    blocks = np.flatnonzero(is_new_block)
    lengths = np.diff(np.r_[blocks, len(order)])
    middles = np.repeat(blocks + (lengths - 1) / 2, lengths) - np.repeat(starts, sizes)
    found = np.empty(len(order), np.int8)
    found[order] = np.minimum(2, (3 * (middles + 0.5) / np.repeat(sizes, sizes)).astype(np.int8))
    return found
