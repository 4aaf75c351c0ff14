"""What is asked about everybody's standing, and which entries have anything to say to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, true

from trainer.credentials.models import Entry
from trainer.credentials.rules import Policy

Column = ColumnElement[Any]


@dataclass(frozen=True)
class Asked:
    """One credential on one day as known at a moment (None: now); `earned_under`: its versions' policies, by id."""

    credential_id: int
    policy: Policy
    earned_under: Mapping[int, Policy]
    day: date
    known_at: datetime | None = None

    @property
    def slug(self) -> str:
        return self.policy.credential

    @property
    def policies(self) -> list[Policy]:
        """Under which certificates may have been earned."""
        return [*self.earned_under.values()] or [self.policy]

    @property
    def differ(self) -> bool:
        """Whether it matters which version a certificate was earned under."""
        return len({(policy.ongoing, policy.due_soon_days) for policy in self.policies}) > 1


def known(asked: Asked, *kinds: str) -> Column:
    """Entries of these kinds that had begun by the day and stood at the moment."""
    recorded = true() if asked.known_at is None else Entry.recorded_at <= asked.known_at
    return and_(Entry.kind.in_(kinds), Entry.from_on <= asked.day, recorded, Entry.id.not_in(voided(asked)))


CORRECTION = Entry.__table__.alias("correction")
VOIDED = select(CORRECTION.c.refers_to_id).where(
    CORRECTION.c.kind == "correction", CORRECTION.c.refers_to_id.is_not(None)
)


def voided(asked: Asked) -> Select:
    return VOIDED if asked.known_at is None else VOIDED.where(CORRECTION.c.recorded_at <= asked.known_at)
