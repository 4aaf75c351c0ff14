"""Which answers were given, by those who did well on the rest of the form and by those who did not."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from trainer.insight.rules.answers import Answers, thirds


@dataclass(frozen=True)
class Choices:
    """One entry for each distinct answer to an item version, blank ones too, and each mark it got; sorted by item.

    `counts` has three columns: takers in the lower, middle and upper third by the rest of their form.
    """

    item: np.ndarray
    given: np.ndarray
    score: np.ndarray
    counts: np.ndarray
    sizes: np.ndarray  # by item, takers in each third

    @property
    def takers(self) -> np.ndarray:
        return self.counts.sum(axis=1)

    def of_item(self, place: int) -> np.ndarray:
        return np.arange(self.bounds[place], self.bounds[place + 1])

    @cached_property
    def bounds(self) -> list[int]:
        """By item, where its entries begin."""
        return np.searchsorted(self.item, np.arange(len(self.sizes) + 1)).tolist()


def choices(answers: Answers) -> Choices:
    items, texts = len(answers.item_ids), len(answers.texts) + 1
    third = thirds(answers.item, np.nan_to_num(answers.rest))
    key = answers.item.astype(np.int64) * texts + (answers.given + 1)
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    if (answers.score != answers.score[first][place]).any():  # a correction was approved at one clinic, not at another
        marks, mark = np.unique(answers.score, return_inverse=True)
        _, first, place = np.unique(key * len(marks) + mark, return_index=True, return_inverse=True)
    counts = np.bincount(place * 3 + third, minlength=3 * len(first)).reshape(-1, 3)
    sizes = np.bincount(answers.item * 3 + third, minlength=3 * items).reshape(-1, 3)
    return Choices(answers.item[first], answers.given[first], answers.score[first], counts, sizes)
