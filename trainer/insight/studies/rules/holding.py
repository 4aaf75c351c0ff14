"""For which versions of a module a study holds, and whether a cut rests on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from trainer.insight.studies.rules.sampling import Blueprint, Unit, cells_of, length_of

HOLDS_FROM = 80  # percent of a form, by the blueprint, that must be drawn from items the study was held on


@dataclass(frozen=True)
class Basis:
    """What a cut rests on: a study that holds for the module version, and the decision to follow it."""

    study: int
    report: int
    decision: int
    content_hash: str
    percent: int  # as decided
    cut: float  # as the panel found it
    error: float | None
    panelists: int
    closed_at: datetime
    decided_at: datetime
    covers: int  # percent of the module version's forms

    @property
    def in_words(self) -> str:
        error = f", standard error {self.error:.1f}" if self.error is not None else ""
        decided = f"; {self.percent}% was decided on" if abs(self.percent - self.cut) > 1 else ""  # not by rounding
        return (
            f"It rests on study {self.study}: a modified Angoff panel of {self.panelists} put it at "
            f"{self.cut:.1f}%{error}{decided}. The report has the hash {self.content_hash[:12]}"
        )


def covered_share(domain: Sequence[int], units: Sequence[Unit], blueprint: Blueprint) -> int:
    """Percent of a form that is drawn, on average, from units of which the study's domain holds an item unchanged.

    `domain`: the item versions that the study was held on, all that could be scored then. Rounded down.
    """
    known, share = set(domain), 0.0
    for cell, number in cells_of(blueprint).items():
        here = [one for one in units if one.cell == cell]
        if here:
            share += number * sum(not known.isdisjoint(one.items) for one in here) / len(here)
    return int(100 * share / length_of(blueprint) + 1e-6)


def same_proportions(one: Blueprint, other: Blueprint) -> bool:
    """Whether two blueprints describe the same domain: the same cells, each with the same share of a form."""
    return shares(one) == shares(other)


def shares(blueprint: Blueprint) -> Mapping[tuple[str, str], float]:
    length = length_of(blueprint)
    return {cell: round(number / length, 9) for cell, number in cells_of(blueprint).items()}
