"""One item, version by version: its numbers, and who gave which answer."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from trainer.insight.again import answers_of
from trainer.insight.columns import Asked
from trainer.insight.corrections.queries.approvals import Approved
from trainer.insight.meanings import NAMED, Meaning, plain_answer, short
from trainer.insight.pages import Row, rows
from trainer.insight.rules.answers import Answers
from trainer.insight.rules.choices import choices
from trainer.insight.rules.intervals import wilson
from trainer.insight.rules.unchosen import in_words
from trainer.insight.summaries import Summary, counts_of

COMMONEST = 8  # answers that are shown where there are no options
LINE = 0.075  # height of a letter in the drawing, as a share of its scale
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Option:
    """An option, or an answer that was typed: who gave it. `shares` are of the lower, middle and upper third."""

    letter: str
    text: str
    is_key: bool
    count: int
    counts: tuple[int, int, int]
    shares: tuple[float, float, float]
    low: float
    high: float
    label_at: float = 0  # the share beside which its letter stands in the drawing
    note: str = ""  # what may be said of a wrong one that hardly anybody chose


@dataclass(frozen=True)
class VersionNumbers:
    meaning: Meaning
    row: Row
    sizes: tuple[int, int, int]  # takers in each third
    options: list[Option]


def versions_of(
    summary: Summary, answers: Answers | None, asked: Asked, slug: str, approved: Sequence[Approved] = ()
) -> list[VersionNumbers]:
    """Newest first. `summary` is of the whole module by version, and says what its items are like."""
    wanted = [one for one in summary.meanings if one.slug == slug]
    if not wanted:
        return []
    ids = np.array([one.version_id for one in wanted])
    if answers is None:
        answers = answers_of(replace(asked, item_version_ids=tuple(ids.tolist())), approved)
    else:
        meets = np.zeros(len(answers.attempt_ids), bool)
        meets[answers.attempt[np.isin(answers.item_ids[answers.item], ids)]] = True
        answers = answers.of_attempts(meets)
    given = choices(answers)
    place_of = {int(one): place for place, one in enumerate(answers.item_ids)}
    unit_of = {summary.meanings[unit[0]].version_id: place for place, unit in enumerate(summary.units)}
    found = []
    for meaning in sorted(wanted, key=lambda one: -one.number):
        place = place_of[meaning.version_id]
        sizes = given.sizes[place]
        [row] = rows(summary, [unit_of[meaning.version_id]])
        counted = counts_of(answers, given, place, meaning)
        right = {answers.texts[given.given[n]] for n in given.of_item(place) if given.score[n] == 1}
        listed = options(meaning, counted, right, sizes, {alarm.option for alarm in row.alarms})
        found.append(VersionNumbers(meaning, row, tuple(sizes.tolist()), listed))
    return found


def options(
    meaning: Meaning, counted: dict[str, np.ndarray], right: set[str], sizes: np.ndarray, alarming: AbstractSet[str]
) -> list[Option]:
    """`alarming`: those that an alert names already."""
    if meaning.options:
        listed = [(name, text, is_key) for name, text, is_key in meaning.options]
    else:
        common = sorted(counted, key=lambda name: (name not in right, -counted[name].sum(), name))[:COMMONEST]
        listed = [(name, short(plain_answer(name), NAMED), name in right) for name in common]
    found = []
    for letter, (name, text, is_key) in zip(LETTERS, listed, strict=False):
        counts = counted.get(name, np.zeros(3, np.int64))
        low, high = wilson(counts.sum(), sizes.sum())
        shares = counts / np.maximum(sizes, 1)
        is_told = is_key or not meaning.options or meaning.says(name) in alarming
        found.append(
            Option(
                letter,
                text,
                is_key,
                int(counts.sum()),
                tuple(counts.tolist()),
                tuple(shares.tolist()),
                float(low),
                float(high),
                note="" if is_told else in_words(int(counts.sum()), int(sizes.sum())),
            )
        )
    return apart(found)


def apart(found: list[Option]) -> list[Option]:
    """With their letters so far apart that each can be read: from the bottom up, then down again from the top."""
    order = sorted(found, key=lambda option: (option.shares[2], option.letter))
    at: list[float] = []
    for option in order:
        at.append(max(option.shares[2], at[-1] + LINE if at else 0))
    limit = 1.0
    for place in reversed(range(len(at))):
        at[place] = min(at[place], limit)
        limit = at[place] - LINE
    placed = {option.letter: share for option, share in zip(order, at, strict=True)}
    return [replace(option, label_at=placed[option.letter]) for option in found]
