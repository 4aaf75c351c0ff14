"""How long a credential lasts and when it can be renewed: the numbers of a policy, as the rules need them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from trainer.credentials.rules.requirements import NOTHING, Leaf, Requirement, leaves, ongoing

Anchor = Literal["evidence", "completion", "last day", "fixed"]


@dataclass(frozen=True)
class Validity:
    """How long a certificate lasts.

    evidence    as long as the oldest of what it rests on counts
    completion  so many months from the day the last requirement was met
    last day    the first as by completion; a renewal so many months from the last day of the one before
    fixed       until a day of the year (`month`, `day`): the last one within so many months, but if that would come
                less than `minimum_active_days` after completion, the next one
    Apart from renewals by "last day", never longer than the evidence it rests on counts.
    """

    anchor: Anchor
    months: int | None = None
    month: int = 12
    day: int = 31
    minimum_active_days: int = 0


@dataclass(frozen=True)
class Renewal:
    """From `opens_days_before` the last day until `grace_days` after it, the refresher `requires` is enough.

    What counts for it must date from within that time, but for what is ongoing. In grace nobody is cleared.
    """

    opens_days_before: int
    grace_days: int
    requires: Requirement


@dataclass(frozen=True)
class Policy:
    """What a credential takes, how long it lasts, how it is renewed (None: whenever newer evidence is there)."""

    credential: str
    requires: Requirement
    validity: Validity
    renewal: Renewal | None = None
    due_soon_days: int = 60
    regions: tuple[str, ...] = ()

    @property
    def ongoing(self) -> Requirement:
        return ongoing(self.requires)

    @property
    def leaves(self) -> Iterator[Leaf]:
        """Of the full path and of the refresher."""
        yield from leaves(self.requires)
        yield from leaves(self.renewal.requires if self.renewal else NOTHING)

    @property
    def subjects(self) -> set[tuple[str, str | None]]:
        """Kind and subject of every entry that it may rest on."""
        return {(leaf.kind, leaf.subject) for leaf in self.leaves}
