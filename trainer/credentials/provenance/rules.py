"""What can be said of a certificate that was not earned here, as known at a moment. Plain values in, a decision out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Look:
    """Somebody asked the issuer, on a day. `voided_at`: when it was corrected, None: it stands."""

    entry: int
    on: date
    by: str
    confirmed: bool
    same_scope: bool
    recorded_at: datetime
    voided_at: datetime | None = None

    def stands(self, known_at: datetime | None) -> bool:
        if known_at is None:
            return self.voided_at is None
        return self.recorded_at <= known_at and (self.voided_at is None or self.voided_at > known_at)


@dataclass(frozen=True)
class Provenance:
    """`said` is what was written down at the import; `last` the newest look that stands, None: nobody has looked."""

    entry: int
    said: str
    issuer: str
    last: Look | None = None

    @property
    def is_verified(self) -> bool:
        return self.last is not None and self.last.confirmed

    @property
    def may_have_a_badge(self) -> bool:
        """Only where the issuer's certificate is about the same: else the badge would say what nobody has."""
        return self.is_verified and self.last is not None and self.last.same_scope

    @property
    def words(self) -> str:
        """For those who keep the record."""
        if self.last is None:
            return self.said
        day = in_words(self.last.on)
        return f"imported, {'verified' if self.last.confirmed else 'not confirmed'} by {self.last.by} on {day}"

    @property
    def brief(self) -> str:
        """For a column of a list."""
        return "imported, verified" if self.is_verified else "imported, not verified"

    @property
    def public_words(self) -> str:
        """For strangers, who need not know who works here."""
        if self.last is None:
            return self.said
        day = in_words(self.last.on)
        if self.last.confirmed:
            return f"imported, verified at its issuer on {day}"
        return f"imported, not confirmed by its issuer on {day}"


def provenance(entry: int, said: str, issuer: str, looks: Iterable[Look], known_at: datetime | None) -> Provenance:
    """As known at a moment (None: now). Of two looks of one moment one that confirms nothing counts, else the later."""
    known = [one for one in looks if one.stands(known_at)]
    last = max(known, key=lambda one: (one.on, one.recorded_at, not one.confirmed, one.entry), default=None)
    return Provenance(entry, said, issuer, last)


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
