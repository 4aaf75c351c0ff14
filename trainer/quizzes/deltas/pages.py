"""What the pages of quizzes on changes show: to educators, to the director of a clinic, and to who is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app

from trainer import clock
from trainer.banks.models import ModuleVersion
from trainer.credentials import queries as credentials
from trainer.credentials.queries import Shelf, policy_of
from trainer.credentials.rules import leaves, oldest_that_counts
from trainer.people.models import Clinic, Person
from trainer.quizzes.deltas import queries, rules
from trainer.quizzes.deltas.comparing import Comparison, Reading, compare
from trainer.quizzes.deltas.models import Delta, DeltaOffer

WORDS = {
    "open": "Open",
    "overdue": "The last day has passed",
    "failed": "Not passed, attempts used up",
    "noted": "Has taken note",
    "withdrawn": "Withdrawn",
}


@dataclass(frozen=True)
class Standing:
    """One offer and what came of it."""

    offer: DeltaOffer
    state: rules.State
    noted_on: date | None
    failed: int
    withdrawn_because: str

    @classmethod
    def of(cls, row: Any) -> "Standing":
        offer, note, withdrawal, failed = row
        state = rules.state_of(
            offer.until_on,
            noted_on=note.noted_on if note else None,
            is_withdrawn=withdrawal is not None,
            failed=failed,
            attempts=offer.delta.attempts,
            today=clock.today(offer.clinic.time_zone),
        )
        reason = withdrawal.reason if withdrawal else ""
        return cls(offer, state, note.noted_on if note else None, failed, reason)

    @property
    def words(self) -> str:
        return WORDS[self.state]

    @property
    def is_to_do(self) -> bool:
        return self.state in ("open", "overdue", "failed")


def asked_of(person: Person) -> list[Standing]:
    """What somebody was asked, the next last day first."""
    return [Standing.of(row) for row in queries.offered_to(person)]


def comparison_of(delta: Delta) -> Comparison:
    """As it was released: the same two versions, and the same changes of sources."""
    return compare(delta.from_version, delta.to_version, queries.changes_by_id(delta.source_changes))


def readings_of(delta: Delta) -> list[Reading]:
    """Read once a process: what was released never changes."""
    kept = current_app.extensions["readings of deltas"]
    if delta.id not in kept:
        kept[delta.id] = [one for one in comparison_of(delta).readings if one.passage in delta.passages]
    return kept[delta.id]


def ground_of(clinic: Clinic, module: str, shelf: Shelf | None = None) -> queries.Ground:
    """The earliest day of a pass that still counts for a credential that the clinic follows."""
    today = clock.today(clinic.time_zone)
    followed = (shelf or credentials.shelf([clinic.id])).followed(clinic.id, today)
    asked = [
        leaf
        for version in followed
        for leaf in leaves(policy_of(version).rule(version.credential.slug).requires)
        if (leaf.kind, leaf.subject) == ("module", module)
    ]
    if not asked:
        return queries.Ground((clinic.id,), today, None)
    if any(leaf.months is None for leaf in asked):
        return queries.Ground((clinic.id,), today, date.min)
    return queries.Ground(
        (clinic.id,), today, min(oldest_that_counts(today, leaf.months) for leaf in asked if leaf.months)
    )


def grounds_of(clinics: Sequence[Clinic], module: str) -> list[queries.Ground]:
    """Clinics that have the same day and the same rules together."""
    shelf = credentials.shelf([clinic.id for clinic in clinics])
    together: dict[tuple[date, date | None], list[int]] = {}
    for clinic in clinics:
        one = ground_of(clinic, module, shelf)
        together.setdefault((one.day, one.oldest), []).append(clinic.id)
    return [queries.Ground(tuple(ids), day, oldest) for (day, oldest), ids in together.items()]


def older_than(comparison: Comparison, live: ModuleVersion) -> queries.Older:
    """Whom what would be released concerns."""
    moments = [one.noted_at for one in comparison.noted if one.noted_at > live.published_at]
    return queries.Older(comparison.after.slug, live.number, max(moments, default=None))
