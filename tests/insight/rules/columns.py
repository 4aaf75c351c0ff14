"""Answers as columns, from a table with a row for each taker."""

import numpy as np

from trainer.insight.rules.answers import Answers, numbered


def answers_of(marks, items=None, given=None, seconds=None) -> Answers:
    """`marks` by taker and question; `items`, `given` and `seconds` of the same shape, where they matter."""
    marks = np.asarray(marks, float)
    takers, questions = marks.shape
    items = np.tile(np.arange(questions), (takers, 1)) if items is None else np.asarray(items)
    item_ids, item = numbered(items.ravel())
    given = np.where(marks == 1, 0, 1) if given is None else np.asarray(given)
    seconds = np.full(marks.shape, np.nan) if seconds is None else np.asarray(seconds, float)
    return Answers(
        np.repeat(np.arange(takers), questions),
        item,
        marks.ravel(),
        seconds.ravel(),
        given.ravel(),
        np.arange(takers),
        item_ids,
        [str(number) for number in range(int(given.max(initial=0)) + 1)],
    )


def each(answers: Answers) -> tuple[np.ndarray, int]:
    """Every item a group of its own."""
    return np.arange(len(answers.item_ids)), len(answers.item_ids)
