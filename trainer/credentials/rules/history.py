"""What is known about one person: the entries of the ledger and their certificates, as far as known at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

# Every entry that can exist, and the word for it in a sentence.
KINDS = {
    "module": "passed module",
    "practical": "observed practical",
    "practical_request": "request to sign a practical",
    "practical_refusal": "practical not signed",
    "license": "license check",
    "training": "training",
    "document": "document",
    "verification": "verification of an imported certificate",
    "profession": "profession",
    "leave": "leave of absence",
    "return": "return from leave",
    "suspension": "suspension",
    "reinstatement": "reinstatement",
    "revocation": "revocation",
    "temporary_request": "request for a temporary clearance",
    "temporary": "temporary clearance",
    "correction": "correction",
}
EVIDENCE = ("module", "practical", "license", "training", "document")  # what requirements ask for


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. `from_on` is effective, `recorded_at` is when the system learned it.

    `until_on` is its own last day, None: without. `good` False: an observation or a check that went wrong. `refers_to`
    is the id of the entry that it ends, approves or voids; `certificate` that of the certificate it voids or is about.
    """

    id: int
    kind: str
    subject: str
    from_on: date
    recorded_at: datetime
    until_on: date | None = None
    good: bool = True
    percent: int | None = None
    minutes: int | None = None
    in_person_minutes: int | None = None
    refers_to: int | None = None
    certificate: int | None = None


@dataclass(frozen=True)
class Held:
    """A certificate. `policy` is the id of the policy version that it was earned under; `recorded_at` when issued."""

    id: int
    credential: str
    policy: int
    valid_from: date
    valid_until: date
    recorded_at: datetime


@dataclass(frozen=True)
class History:
    """Entries and certificates that stand: neither voided nor unknown. Their order says nothing."""

    entries: tuple[Entry, ...] = ()
    certificates: tuple[Held, ...] = ()
    corrections: tuple[Entry, ...] = ()

    def of(self, kind: str, subject: str | None, day: date) -> list[Entry]:
        """What has begun by the day; `subject` None: any."""
        return [
            one
            for one in self.entries
            if one.kind == kind and (subject is None or one.subject == subject) and one.from_on <= day
        ]

    def profession(self, day: date) -> str | None:
        """The one that began last; of two from one day the one recorded last, for it corrects the other."""
        found = self.of("profession", None, day)
        newest = max(found, key=lambda one: (one.from_on, one.recorded_at, one.subject), default=None)
        return newest.subject or None if newest else None


def as_known(entries: Iterable[Entry], certificates: Iterable[Held], known_at: datetime | None) -> History:
    """What stood at a moment (None: now): recorded by then, and not voided by a correction recorded by then.

    A correction is itself never voided: what it took away by mistake is entered again.
    """
    entries = [one for one in entries if known_at is None or one.recorded_at <= known_at]
    corrections = [one for one in entries if one.kind == "correction"]
    voided = {one.refers_to for one in corrections if one.refers_to is not None}
    void_certificates = {one.certificate for one in corrections if one.certificate is not None and not one.refers_to}
    return History(
        tuple(one for one in entries if one.id not in voided and one.kind != "correction"),
        tuple(
            one
            for one in certificates
            if one.id not in void_certificates and (known_at is None or one.recorded_at <= known_at)
        ),
        tuple(corrections),
    )
