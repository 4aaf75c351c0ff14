"""Which certificates do not hold although their days say so: the room's rule, asked of all that share a list."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from trainer import clock
from trainer.credentials import rules
from trainer.credentials.badges import queries


@dataclass(frozen=True)
class Stopped:
    """The ids of certificates. One that was voided by a correction counts as revoked."""

    revoked: frozenset[int]
    suspended: frozenset[int]


def stopped(numbers: range, moment: datetime) -> Stopped:
    """Of these certificates, on the day that it is where each was issued."""
    entries: dict[int, list[rules.Entry]] = defaultdict(list)
    for owner, entry in queries.entries_that_stop():
        entries[owner].append(entry)
    histories = {owner: rules.as_known(found, (), None) for owner, found in entries.items()}
    kinds: dict[int, set[str]] = {}
    for owner, certificate, credential, valid_from, time_zone in queries.certificates_of(histories, numbers):
        day = clock.on_day(moment, time_zone)
        kinds[certificate] = {
            one.kind for one in rules.stops(certificate, credential, valid_from, histories[owner], day)
        }
    return Stopped(revoked=with_kind(kinds, "revocation", "correction"), suspended=with_kind(kinds, "suspension"))


def with_kind(kinds: dict[int, set[str]], *wanted: str) -> frozenset[int]:
    return frozenset(certificate for certificate, found in kinds.items() if found.intersection(wanted))
