"""The ledger of one person, line by line: both clocks, who, why, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from trainer.credentials.models import Certificate, Entry
from trainer.credentials.provenance.queries import SUBJECT
from trainer.credentials.rules import KINDS
from trainer.people.models import Clinic

CERTIFICATE = "certificate"
WORDS = KINDS | {CERTIFICATE: "certificate"}
EARLIEST, LATEST = 1900, 2100  # years; the ends of a day further off are no moments
ENDINGS = {"reinstatement", "return", "temporary", "practical", "practical_refusal"}  # what another line may await


@dataclass(frozen=True)
class Line:
    """An entry or a certificate. `ended_by` lifts, ends or approves it; `voided_by` is its correction."""

    kind: str
    thing: Entry | Certificate
    from_on: date
    until_on: date | None
    recorded_at: datetime
    voided_by: Entry | None
    ended_by: Entry | None
    certificate: Certificate | None  # that it is about

    @property
    def anchor(self) -> str:
        return f"{'certificate' if self.kind == CERTIFICATE else 'line'}-{self.thing.id}"

    @property
    def word(self) -> str:
        return WORDS[self.kind][0].upper() + WORDS[self.kind][1:]

    def may_be_corrected(self, clinic: Clinic) -> bool:
        is_answered = self.kind == "practical_request" and self.ended_by is not None
        is_open = self.voided_by is None and not is_answered
        return self.thing.clinic_id == clinic.id and is_open and self.kind != "correction"

    def may_be_verified(self, clinic: Clinic) -> bool:
        """Whether it came with an import of the clinic, and stands."""
        is_imported = isinstance(self.thing, Entry) and self.kind == "document" and self.thing.subject == SUBJECT
        return is_imported and self.thing.clinic_id == clinic.id and self.voided_by is None

    def may_be_ended(self, clinic: Clinic) -> bool:
        """Whether it is a suspension to be lifted or a leave to be ended."""
        is_open = self.ended_by is None and self.voided_by is None
        return self.kind in {"suspension", "leave"} and is_open and self.thing.clinic_id == clinic.id


@dataclass(frozen=True)
class Days:
    """What an address says of days, as the pages of the record that lead here do; what is no day is left out."""

    as_of: date | None = None
    as_known_on: date | None = None

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Days":
        return cls(day_of(asked.get("as_of", "")), day_of(asked.get("as_known_on", "")))

    @property
    def in_address(self) -> dict[str, str]:
        return {name: one.isoformat() for name, one in vars(self).items() if one}


def day_of(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None


def as_known(
    entries: Sequence[Entry], held: Sequence[Certificate], known_at: datetime | None
) -> tuple[Sequence[Entry], Sequence[Certificate]]:
    """What was on record at a moment; None: now."""
    if known_at is None:
        return entries, held
    return [one for one in entries if one.recorded_at <= known_at], [one for one in held if one.issued_at <= known_at]


def lines(entries: Sequence[Entry], held: Iterable[Certificate]) -> list[Line]:
    """Newest effect first; of one day what was recorded last comes first."""
    certificates = {one.id: one for one in held}
    corrections = [one for one in entries if one.kind == "correction"]
    void = {one.refers_to_id: one for one in corrections if one.refers_to_id}
    withdrawn = {one.certificate_id: one for one in corrections if not one.refers_to_id}
    endings = {one.refers_to_id: one for one in entries if one.kind in ENDINGS and one.id not in void}
    found = [
        Line(
            one.kind,
            one,
            one.from_on,
            one.until_on,
            one.recorded_at,
            void.get(one.id),
            endings.get(one.id),
            certificates.get(one.certificate_id or 0),
        )
        for one in entries
    ]
    found += [
        Line(CERTIFICATE, one, one.valid_from, one.valid_until, one.issued_at, withdrawn.get(one.id), None, one)
        for one in certificates.values()
    ]
    return sorted(found, key=lambda one: (one.from_on, one.recorded_at, one.thing.id), reverse=True)
