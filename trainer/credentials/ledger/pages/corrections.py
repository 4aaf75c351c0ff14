"""How somebody would stand today if something that is on the record were not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from trainer.credentials import rules
from trainer.credentials.ledger.pages.record import Record
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.pages import Standing


@dataclass(frozen=True)
class Change:
    title: str
    state: rules.State
    until: date | None
    next_state: rules.State
    next_until: date | None

    @property
    def is_none(self) -> bool:
        return (self.state, self.until) == (self.next_state, self.next_until)


def after_voiding(record: Record, entry: Entry) -> list[Change]:
    left = tuple(one for one in record.history.entries if one.id != entry.id)
    return list(compared(record.standings, record.without(replace(record.history, entries=left))))


def after_withdrawing(record: Record, certificate: Certificate) -> list[Change]:
    left = tuple(one for one in record.history.certificates if one.id != certificate.id)
    return list(compared(record.standings, record.without(replace(record.history, certificates=left))))


def compared(now: list[Standing], then: list[Standing]) -> Iterator[Change]:
    for one, other in zip(now, then, strict=True):
        yield Change(one.title, one.state, one.until, other.state, other.until)
