"""All numbers of a module at once, kept in the process until somebody hands in again."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
from flask import current_app

from trainer import clock
from trainer.insight import queries
from trainer.insight.again import Approved, answers_of, with_new_keys
from trainer.insight.columns import Asked
from trainer.insight.meanings import Meaning
from trainer.insight.queries import Extent
from trainer.insight.rules import alarms
from trainer.insight.rules.alarms import Alarm
from trainer.insight.rules.answers import Answers
from trainer.insight.rules.choices import Choices, choices
from trainer.insight.rules.items import ItemNumbers, discriminations, item_numbers
from trainer.insight.rules.pooling import BetaPrior, NormalPrior, beta_prior, normal_prior
from trainer.insight.rules.unchosen import Unchosen, unchosen

KEPT = 12  # summaries
Distractor = tuple[int, str, int, int]  # place of the item version, in words, chosen by, of so many takers
PATIENCE, MANY = timedelta(minutes=10), 200_000  # very many answers are summed up anew only so often
BY = {
    "model": "Items, variants of a model as one",
    "item": "Items, all versions as one",
    "version": "Versions of items",
}


@dataclass(frozen=True)
class Summary:
    """`units` are what a row stands for: the item versions that belong together, as places in `meanings`."""

    made_at: datetime
    takers: int
    answers: int
    meanings: tuple[Meaning, ...]
    units: tuple[tuple[int, ...], ...]
    numbers: ItemNumbers
    facility: BetaPrior | None
    discrimination: NormalPrior | None
    alarms: dict[int, tuple[Alarm, ...]]  # by place in `units`
    unchosen: Unchosen


def summary_of(
    asked: Asked, by: str, extents: Sequence[Extent], approved: Sequence[Approved] = ()
) -> tuple[Summary, Answers | None]:
    """The numbers, with the answers themselves where they had to be read for it.

    `approved`: what was approved about items of the module. A correction or a merged account shows at once.
    """
    kept: OrderedDict = current_app.extensions["numbers kept"]
    mark = tuple((one.clinic_id, one.attempts, one.newest) for one in extents)
    changed = (len(approved), *((extents[0].regraded, extents[0].merged) if extents else ()))
    if (asked, by) in kept:
        then, changed_then, summary = kept[asked, by]
        is_fresh = then == mark or (summary.answers > MANY and clock.now() - summary.made_at < PATIENCE)
        if is_fresh and changed == changed_then:
            kept.move_to_end((asked, by))
            return summary, None
    answers = answers_of(asked, approved)
    meanings = queries.meanings(asked.module_id, answers.item_ids.tolist())
    summary = summed_up(answers, meanings if asked.as_first_marked else with_new_keys(meanings, approved), by)
    kept[asked, by] = mark, changed, summary
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return summary, answers


def summed_up(answers: Answers, by_version: dict[int, Meaning], by: str) -> Summary:
    meanings = tuple(by_version[int(one)] for one in answers.item_ids)
    group, units = grouped(meanings, by)
    numbers = item_numbers(answers, group, len(units))
    found: dict[int, list[Alarm]] = {}
    takers, given = np.bincount(answers.item, minlength=len(meanings)), choices(answers)
    options = list(distractors(answers, given, meanings, takers))
    for one in alarms_of(answers, meanings, given, options):
        found.setdefault(int(group[one.item]), []).append(one)
    return Summary(
        clock.now(),
        len(answers.attempt_ids),
        len(answers.item),
        meanings,
        units,
        numbers,
        beta_prior(numbers.points, numbers.takers),
        normal_prior(numbers.discrimination, numbers.takers),
        {place: tuple(some) for place, some in found.items()},
        unchosen([(count, of) for _, _, count, of in options]),
    )


def grouped(meanings: Sequence[Meaning], by: str) -> tuple[np.ndarray, tuple[tuple[int, ...], ...]]:
    """For each item version the unit it belongs to, and the units."""
    places: dict[object, int] = {}
    units: list[list[int]] = []
    group = np.zeros(len(meanings), np.int64)
    for place, one in enumerate(meanings):
        key = one.version_id if by == "version" else (by == "model" and one.model) or one.item_id
        number = places.setdefault(key, len(units))
        if number == len(units):
            units.append([])
        units[number].append(place)
        group[place] = number
    return group, tuple(tuple(unit) for unit in units)


def alarms_of(
    answers: Answers, meanings: Sequence[Meaning], given: Choices, options: Sequence[Distractor]
) -> Iterator[Alarm]:
    """Of item versions, each by itself: another version is another question."""
    if not meanings:
        return
    count = len(meanings)
    takers = np.bincount(answers.item, minlength=count)
    points = np.bincount(answers.item, answers.score, count)
    timed = np.bincount(answers.item, ~np.isnan(answers.seconds), count).astype(int)
    limits = np.array([alarms.reading_time(one.characters) for one in meanings])
    hasty = np.bincount(answers.item, answers.seconds < limits[answers.item], count)
    yield from alarms.wrong_keys(given, lambda item, code: meanings[item].says(answers.texts[code]))
    yield from alarms.negative(discriminations(answers, count), takers)
    yield from alarms.drift(successors(meanings), points, takers, np.array([one.number for one in meanings]))
    yield from alarms.too_fast(hasty, timed, limits)
    yield from alarms.dead(options)


def successors(meanings: Sequence[Meaning]) -> list[tuple[int, int]]:
    """Versions of one item that follow each other among those that were answered."""
    order = sorted(range(len(meanings)), key=lambda place: (meanings[place].item_id, meanings[place].number))
    return [(a, b) for a, b in pairwise(order) if meanings[a].item_id == meanings[b].item_id]


def distractors(
    answers: Answers, given: Choices, meanings: Sequence[Meaning], takers: np.ndarray
) -> Iterator[Distractor]:
    """Every wrong option of an item that enough people met, and how many chose it."""
    for place in np.flatnonzero(takers >= alarms.TAKERS).tolist():
        meaning = meanings[place]
        if meaning.options:
            chosen = counts_of(answers, given, place, meaning)
            for name, _, is_key in meaning.options:
                if not is_key:
                    yield place, meaning.says(name), int(chosen.get(name, np.zeros(3)).sum()), int(takers[place])


def counts_of(answers: Answers, given: Choices, place: int, meaning: Meaning) -> dict[str, np.ndarray]:
    """By option, or by answer where a kind has none, how many of each third gave it."""
    found: dict[str, np.ndarray] = {}
    for entry in given.of_item(place):
        if given.given[entry] >= 0:
            text = answers.texts[given.given[entry]]
            for name in meaning.picked(text) if meaning.options else [text]:
                found[name] = found.get(name, np.zeros(3, np.int64)) + given.counts[entry]
    return found
