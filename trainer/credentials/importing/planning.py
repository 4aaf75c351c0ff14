"""From a file to a plan: what would be done about each row, as things stand now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from flask import current_app
from flask_security import EmailValidateException

from trainer import clock
from trainer.credentials import queries as credentials
from trainer.credentials.importing import queries, reading
from trainer.credentials.importing.models import ImportBatch
from trainer.credentials.importing.rules import Fault, Lexicon, Mapping, Meant, Plan, meaning, plan_of
from trainer.credentials.models import CredentialVersion
from trainer.people.models import Clinic, Person

Read = list[Meant | list[Fault]]
Heard = Callable[[int], None]
BEAT = 500  # rows; so often whoever waits hears how far it is


def quiet(_rows: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True)
class Shelf:
    """The credentials that a clinic follows today, by slug: what an earlier certificate can be entered as."""

    versions: dict[str, CredentialVersion]

    @classmethod
    def of(cls, clinic: Clinic) -> "Shelf":
        followed = credentials.rulebook(clinic.id, clock.today(clinic.time_zone)).versions
        return cls({one.credential.slug: one for one in followed})

    @property
    def words(self) -> dict[str, str]:
        """In every spelling that a file may use, in small letters."""
        found = {}
        for slug, version in self.versions.items():
            for word in (slug, version.title, credentials.policy_of(version).name):
                found[word.casefold()] = slug
        return found


def mapping_of(batch: ImportBatch) -> Mapping:
    return Mapping(**(batch.mapping or {}))


def as_document(mapping: Mapping) -> dict:
    return asdict(mapping)


def meant_by(clinic: Clinic, table: reading.Table, mapping: Mapping, shelf: Shelf, heard: Heard = quiet) -> Read:
    today = clock.today(clinic.time_zone)
    lexicon = Lexicon(shelf.words, partial(email_of, {}), today)
    found: Read = []
    for number, row in enumerate(table.rows, start=1):
        found.append(meaning(row, table.head, mapping, lexicon))
        if not number % BEAT:
            heard(number)
    return found


def email_of(seen: dict[str, str | None], typed: str) -> str | None:
    if typed not in seen:
        try:
            seen[typed] = current_app.extensions["security"].mail_util.validate(typed)
        except EmailValidateException:
            seen[typed] = None
    return seen[typed]


def planned(clinic: Clinic, read: Iterable[Meant | list[Fault]], importer: Person | None) -> Plan:
    rows: Sequence[Meant | list[Fault]] = list(read)
    meant = [one for one in rows if isinstance(one, Meant)]
    return plan_of(rows, queries.known(clinic, meant, importer, clock.today(clinic.time_zone)))


class Planning:
    """What a file of a batch means, and what is to be done about it: `plan` says that as things stand now.

    `mark`: how long the trail was just before the last plan; while it is as long, the plan holds.
    """

    def __init__(self, batch: ImportBatch, importer: Person | None, heard: Heard = quiet):
        self.clinic, self.importer, self.shelf = batch.clinic, importer, Shelf.of(batch.clinic)
        self.latest: Plan | None = None
        self.mark = 0
        table = reading.read(queries.content_of(batch))
        self.read = meant_by(batch.clinic, table, mapping_of(batch), self.shelf, heard)

    def plan(self) -> Plan:
        self.mark = queries.mark()
        self.latest = planned(self.clinic, self.read, self.importer)
        return self.latest
