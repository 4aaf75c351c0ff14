"""How one person stands with one credential on one day, and why: the one rule behind every page, list and export.

credentials.queries.status says the same in SQL; a property test holds the two equal over random histories.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.credentials.rules.days import (
    BY_RANK,
    CURRENT,
    DUE_SOON,
    LAPSED,
    MISSING,
    STOPPED,
    State,
)
from trainer.credentials.rules.evidence import FOREVER, Asked, Finding, examine
from trainer.credentials.rules.history import Entry, Held, History
from trainer.credentials.rules.policies import Policy


@dataclass(frozen=True)
class Standing:
    """The answer on one day. `until` is the last day on which it stays cleared if nothing new is recorded.

    `certificate` is what stands on that day, lapsed or not; `policy` the one it was earned under, or the clinic's where
    there is none. `suspensions`, `leaves`, `revocation` are what stops it. `required` is how everything stands that the
    clinic's policy asks for, `ongoing` what the certificate's own policy wants held every day.
    """

    day: date
    rank: int
    until: date | None
    policy: Policy
    certificate: Held | None
    revocation: Entry | None
    suspensions: tuple[Entry, ...]
    leaves: tuple[Entry, ...]
    temporary: Entry | None
    ongoing: Finding
    required: Finding

    @property
    def state(self) -> State:
        return BY_RANK[self.rank]

    @property
    def cleared(self) -> bool:
        return self.rank >= DUE_SOON

    @property
    def is_temporary(self) -> bool:
        """Whether it is only the temporary clearance that clears."""
        return self.cleared and self.temporary is not None and self.rank_of_certificate < DUE_SOON

    @property
    def rank_of_certificate(self) -> int:
        return min(rank_of(self.certificate, self.day, self.policy.due_soon_days), self.ongoing.rank)


def standing(policy: Policy, history: History, day: date, earned_under: Mapping[int, Policy] | None = None) -> Standing:
    """`policy` is what the clinic follows on the day; `earned_under` the policies of certificates, by version id."""
    revocation, certificate, temporary = what_stands(policy.credential, history, day)
    own = (earned_under or {}).get(certificate.policy, policy) if certificate else policy
    asked = Asked(day, own.due_soon_days)
    ongoing, required = examine(own.ongoing, history, asked), examine(policy.requires, history, asked)
    suspensions, leaves = suspended(policy.credential, history, day), away(history, day)
    if certificate is not None:
        rank = min(rank_of(certificate, day, own.due_soon_days), ongoing.rank)
    else:
        rank = STOPPED if revocation else MISSING
    until = min(certificate.valid_until, ongoing.until or FOREVER) if certificate and rank >= DUE_SOON else None
    if temporary is not None and temporary.until_on is not None:
        by_grace = CURRENT if temporary.until_on >= day + timedelta(days=own.due_soon_days) else DUE_SOON
        rank, until = max(rank, by_grace), max(until or date.min, temporary.until_on)
    if suspensions or leaves:
        rank, until = STOPPED, None
    return Standing(day, rank, until, own, certificate, revocation, suspensions, leaves, temporary, ongoing, required)


def rank_of(certificate: Held | None, day: date, due_soon_days: int) -> int:
    if certificate is None:
        return MISSING
    if certificate.valid_until < day:
        return LAPSED
    return DUE_SOON if certificate.valid_until < day + timedelta(days=due_soon_days) else CURRENT


def what_stands(credential: str, history: History, day: date) -> tuple[Entry | None, Held | None, Entry | None]:
    """The newest revocation, and the certificate and temporary clearance that it has not ended.

    A revocation ends everything that began by its day, so that nothing older comes to life behind it. Of what is left,
    the certificate that lasts longest stands, lapsed or not; of equals the one that began last.
    """
    revocations = history.of("revocation", credential, day)
    revocation = max(revocations, key=lambda one: (one.from_on, one.id), default=None)
    since = revocation.from_on if revocation else date.min
    held = [
        one
        for one in history.certificates
        if one.credential == credential and one.valid_from <= day and (not revocation or one.valid_from > since)
    ]
    given = [
        one
        for one in history.of("temporary", credential, day)
        if one.until_on is not None and one.until_on >= day and (not revocation or one.from_on > since)
    ]
    return (
        revocation,
        max(held, key=lambda one: (one.valid_until, one.valid_from, one.id), default=None),
        max(given, key=lambda one: (one.until_on, one.from_on, one.id), default=None),
    )


def stops(certificate: int, credential: str, valid_from: date, history: History, day: date) -> tuple[Entry, ...]:
    """What makes one certificate worth nothing on the day: that it was voided, revoked, or is suspended."""
    voided = [one for one in history.corrections if one.certificate == certificate and one.refers_to is None]
    revoked = [one for one in history.of("revocation", credential, day) if one.from_on >= valid_from]
    return (*voided, *revoked, *suspended(credential, history, day))


def suspended(credential: str, history: History, day: date) -> tuple[Entry, ...]:
    """Suspensions in force on the day: begun, not past their own last day, and not lifted by a reinstatement.

    A reinstatement names its suspension and lifts it from its own day on, that day included.
    """
    return unended(history, "suspension", credential, "reinstatement", day)


def away(history: History, day: date) -> tuple[Entry, ...]:
    """Leaves of absence on the day. From the day of return on, that day included, the leave is over."""
    return unended(history, "leave", None, "return", day)


def unended(history: History, kind: str, subject: str | None, ending: str, day: date) -> tuple[Entry, ...]:
    ended = {one.refers_to for one in history.of(ending, None, day)}
    found = [
        one
        for one in history.of(kind, subject, day)
        if one.id not in ended and (one.until_on is None or one.until_on >= day)
    ]
    return tuple(sorted(found, key=lambda one: (one.from_on, one.id)))
