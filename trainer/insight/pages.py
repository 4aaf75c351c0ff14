"""What the pages of numbers show: rows for one page of a list, points of a plot, everything about one item."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from trainer.insight.meanings import Meaning
from trainer.insight.rules.alarms import Alarm
from trainer.insight.rules.intervals import fisher, wilson
from trainer.insight.summaries import Summary

PLOTTED = 300  # points of a plot: those with the most takers
FEWEST_SHOWN = 5  # attempts of one clinic or period
SORTS = {
    "item": "Item",
    "takers": "Takers",
    "facility": "Facility",
    "discrimination": "Discrimination",
    "efficiency": "Efficiency",
    "time": "Median time",
}


@dataclass(frozen=True)
class Estimate:
    """A number as observed and with its interval, and drawn towards the mean of the module with its own."""

    value: float | None
    low: float | None
    high: float | None
    pooled: float | None
    pooled_low: float | None
    pooled_high: float | None


@dataclass(frozen=True)
class Row:
    """One unit of a summary."""

    meanings: tuple[Meaning, ...]
    takers: int
    blanks: int
    facility: Estimate
    discrimination: Estimate
    efficiency: float | None
    seconds: float | None
    timed: int
    alarms: tuple[Alarm, ...]

    @property
    def newest(self) -> Meaning:
        return max(self.meanings, key=lambda one: (one.number, one.version_id))

    @cached_property
    def items(self) -> int:
        return len({one.item_id for one in self.meanings})

    @property
    def numbers(self) -> list[int]:
        return sorted({one.number for one in self.meanings})


def number(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)


def rows(summary: Summary, places: Sequence[int]) -> list[Row]:
    """Intervals are worked out for these only: a page shows few of many."""
    if not len(places):
        return []
    at = summary.numbers.at(np.asarray(places))
    facilities = zip(*facility_of(summary, at.points, at.takers), strict=True)
    discriminations = zip(*discrimination_of(summary, at.discrimination, at.takers), strict=True)
    return [
        Row(
            tuple(summary.meanings[one] for one in summary.units[place]),
            int(at.takers[row]),
            int(at.blanks[row]),
            Estimate(*map(number, facility)),
            Estimate(*map(number, discrimination)),
            number(at.efficiency[row]),
            number(at.seconds[row]),
            int(at.timed[row]),
            summary.alarms.get(int(place), ()),
        )
        for row, (place, facility, discrimination) in enumerate(zip(places, facilities, discriminations, strict=True))
    ]


def facility_of(summary: Summary, points: np.ndarray, takers: np.ndarray) -> tuple[np.ndarray, ...]:
    nothing = np.full(len(takers), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = (points / takers, *wilson(points, takers))
    if summary.facility is None:
        return (*own, nothing, nothing, nothing)
    return (*own, summary.facility.facility(points, takers), *summary.facility.interval(points, takers))


def discrimination_of(summary: Summary, correlation: np.ndarray, takers: np.ndarray) -> tuple[np.ndarray, ...]:
    nothing = np.full(len(takers), np.nan)
    own = (correlation, *fisher(correlation, takers))
    if summary.discrimination is None:
        return (*own, nothing, nothing, nothing)
    return (*own, *summary.discrimination.pooled(correlation, takers))


def pooled(summary: Summary) -> tuple[np.ndarray, np.ndarray]:
    """Facility and discrimination of every unit, drawn to the mean: what is sorted by and plotted."""
    numbers = summary.numbers
    facility, discrimination = numbers.facility, numbers.discrimination
    if summary.facility:
        facility = summary.facility.facility(numbers.points, numbers.takers)
    if summary.discrimination:
        discrimination = summary.discrimination.pooled(numbers.discrimination, numbers.takers)[0]
    return facility, discrimination


def ordered(summary: Summary, sort: str, flagged: bool = False, model: str = "") -> list[int]:
    """The units in the order asked for, like "facility" or "-facility"; what has no number comes last."""
    facility, discrimination = pooled(summary)
    numbers = summary.numbers
    first = [summary.meanings[unit[0]] for unit in summary.units]
    by_name = np.argsort(np.argsort([one.slug for one in first])) if first else np.zeros(0)
    keys = {
        "item": by_name,
        "takers": numbers.takers,
        "facility": facility,
        "discrimination": discrimination,
        "efficiency": numbers.efficiency,
        "time": numbers.seconds,
    }
    key = keys.get(sort.removeprefix("-"))
    if key is None:  # what somebody should look at, then the items that tell people apart least
        alarming = np.array([-len(summary.alarms.get(place, ())) for place in range(len(first))])
        order = np.lexsort((by_name, discrimination, alarming))
    else:
        order = np.lexsort((by_name, -key if sort.startswith("-") else key, np.isnan(key.astype(float))))
    found = [int(place) for place in order]
    if flagged:
        found = [place for place in found if place in summary.alarms]
    return [place for place in found if first[place].model == model] if model else found


@dataclass(frozen=True)
class Point:
    facility: float
    discrimination: float
    has_alarm: bool


def points(summary: Summary, places: Sequence[int]) -> list[Point]:
    """Those with the most takers."""
    facility, discrimination = pooled(summary)
    takers = summary.numbers.takers
    shown = sorted(places, key=lambda place: -takers[place])[:PLOTTED]
    return [
        Point(float(facility[place]), float(discrimination[place]), place in summary.alarms)
        for place in shown
        if not np.isnan(discrimination[place]) and not np.isnan(facility[place])
    ]
