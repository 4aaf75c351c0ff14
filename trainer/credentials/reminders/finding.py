"""What is due at one clinic now: rows that may be, put to the rules."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Row

from trainer.credentials import queries, rules
from trainer.credentials.queries.policies import Shelf
from trainer.credentials.reminders.queries import due as rows_of
from trainer.credentials.reminders.queries.due import Reach
from trainer.credentials.reminders.queries.readers import written
from trainer.credentials.reminders.rules import STEPS, Matter, Term, due
from trainer.credentials.reminders.rules.words import in_words

HOLDER = "holder"
STOPS = {"revocation": "revoked", "suspension": "suspended", "reinstatement": "reinstated"}


@dataclass(frozen=True)
class Due:
    """Something to be told about a person. `email` is theirs; `is_home`: this clinic writes to them, too."""

    key: str  # without its reader
    about_id: int
    email: str
    is_home: bool
    matter: Matter
    certificate_id: int | None = None
    entry_id: int | None = None

    def key_for(self, reader: str) -> str:
        return f"{self.key} {reader}"


def reach_of(clinic_id: int, day: date, shelf: Shelf) -> Reach:
    windows = [one.renewal.opens_days_before for one in map(queries.policy_of, shelf.versions) if one.renewal]
    return Reach(clinic_id, day, max([*STEPS, *windows]))


def pages(reach: Reach, shelf: Shelf, readers: Sequence[str]) -> Iterator[list[Due]]:
    """A page of people at a time, what is due and was not yet written to every one of the readers."""
    for page in rows_of.certificates(reach):
        yield not_yet_written(from_certificates(page, reach.day, shelf, readers), readers)


def from_certificates(page: Sequence[Row], day: date, shelf: Shelf, readers: Sequence[str]) -> list[Due]:
    """First what the days alone say, which costs nothing; the histories only of those who have something new."""
    rough = [(row, kind) for row in page for kind in kinds(row, day, shelf)]
    keys = {f"{kind} certificate {row.id} {reader}" for row, kind in rough for reader in readers}
    done = written(keys) if keys else set()
    new = [row for row, kind in rough if any(f"{kind} certificate {row.id} {reader}" not in done for reader in readers)]
    histories = queries.histories({row.person_id for row in new}) if new else {}
    return [
        due_of(row, kind, day)
        for row in dict.fromkeys(new)
        for kind in decided(row, day, shelf, histories[row.person_id])
    ]


def kinds(row: Row, day: date, shelf: Shelf) -> list[str]:
    """Before anything is known about leaves: a lapse is taken as fresh."""
    back_on = day if day > row.valid_until else None
    return due(Term(row.valid_from, row.valid_until, opens_on(row, shelf), back_on), day)


def decided(row: Row, day: date, shelf: Shelf, history: rules.History) -> list[str]:
    """By the rule of standing: not for what is renewed, revoked or suspended, and on leave nobody is reminded."""
    versions = shelf.as_written(row.credential_id)
    found = rules.standing(versions[row.credential_version_id], history, day, versions)
    stands = found.certificate is not None and found.certificate.id == row.id
    if not stands or found.suspensions or found.leaves:
        return []
    return due(Term(row.valid_from, row.valid_until, opens_on(row, shelf), back_on(history, day)), day)


def opens_on(row: Row, shelf: Shelf) -> date | None:
    renewal = shelf.as_written(row.credential_id)[row.credential_version_id].renewal
    return row.valid_until - timedelta(days=renewal.opens_days_before) if renewal else None


def back_on(history: rules.History, day: date) -> date | None:
    """The day on which the last leave was over."""
    returns = {one.refers_to: one.from_on for one in history.of("return", None, day)}
    ends = [
        min(returns.get(leave.id, date.max), leave.until_on + timedelta(days=1) if leave.until_on else date.max)
        for leave in history.of("leave", None, day)
    ]
    return max((one for one in ends if one <= day), default=None)


def due_of(row: Row, kind: str, day: date) -> Due:
    matter = Matter(kind, row.name, row.title, day, row.valid_until, (row.valid_until - day).days)
    key = f"{kind} certificate {row.id}"
    return Due(key, row.person_id, row.email, row.is_home, matter, certificate_id=row.id)


def stopped(reach: Reach, moment, shelf: Shelf, readers: Sequence[str]) -> list[Due]:
    """Revocations; suspensions while they are in force; what ends one, if after it no suspension is left."""
    titles = {one.credential.slug: one.title for one in shelf.versions}
    found = rows_of.stops(reach, moment)
    people = {row.person_id for row in found if row.kind != "revocation"}
    histories = queries.histories(people) if people else {}
    return not_yet_written(
        [
            stop_of(row, titles.get(row.subject, row.subject))
            for row in found
            if row.kind == "revocation" or holds_still(row, reach.day, shelf, histories[row.person_id])
        ],
        readers,
    )


def holds_still(row: Row, day: date, shelf: Shelf, history: rules.History) -> bool:
    version = next((one for one in reversed(shelf.versions) if one.credential.slug == row.subject), None)
    if version is None:
        return False
    found = rules.standing(shelf.as_written(version.credential_id)[version.id], history, day)
    if row.kind == "reinstatement" or row.has_ended:
        return not found.suspensions and found.revocation is None
    return row.id in {one.id for one in found.suspensions}


def stop_of(row: Row, title: str) -> Due:
    if row.has_ended:
        reason = f"Its last day was {in_words(row.until_on)}."
        matter = Matter("reinstated", row.name, title, row.until_on + timedelta(days=1), reason=reason)
    else:
        matter = Matter(STOPS[row.kind], row.name, title, row.from_on, reason=row.reason)
    key = f"{matter.kind} entry {row.id}"
    return Due(key, row.person_id, row.email, row.is_home, matter, row.certificate_id, row.id)


def not_yet_written(found: Iterable[Due], readers: Sequence[str]) -> list[Due]:
    """Without what every reader has been told."""
    found = list(found)
    keys = [one.key_for(reader) for one in found for reader in readers]
    done = written(keys) if keys else set()
    return [one for one in found if any(one.key_for(reader) not in done for reader in readers)]


def by_person(found: Iterable[Due]) -> dict[int, list[Due]]:
    sorted_out: dict[int, list[Due]] = defaultdict(list)
    for one in found:
        sorted_out[one.about_id].append(one)
    return sorted_out
