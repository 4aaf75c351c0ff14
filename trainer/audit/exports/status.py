"""How everybody stands with every credential, as a file: read in parts, in memory that does not grow with them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine, Row

from trainer.audit.exports.roster import ROWS_AT_ONCE, written
from trainer.audit.pages.explained import named
from trainer.audit.pages.roster import Followed, until_of
from trainer.audit.queries import status as queries
from trainer.audit.rules import Clocks
from trainer.credentials import queries as credentials
from trainer.credentials import rules
from trainer.credentials.rules.explaining import explain
from trainer.people.models import Clinic


@dataclass(frozen=True)
class Part:
    """One clinic in the list: its days, and the credentials that it follows on the day as known then."""

    clinic: Clinic
    clocks: Clocks
    followed: list[Followed]


@dataclass(frozen=True)
class Status:
    """One person and one credential."""

    part: Part
    person: Row
    credential: Followed
    standing: rules.Standing
    code: str
    provenance: str  # empty: it was earned here
    why: Any  # rules.explaining.Reason

    @property
    def cells(self) -> dict[str, Any]:
        """In the order of the columns; days as year-month-day."""
        clocks, version = self.part.clocks, self.credential.version
        until = until_of(self.standing)
        return {
            "clinic": self.part.clinic.slug,
            "person": self.person.id,
            "name": self.person.name,
            "email": self.person.email,
            "profession": self.person.profession or "",
            "credential": version.credential.slug,
            "version": version.number,
            "state": self.standing.state,
            "cleared": "yes" if self.standing.cleared else "no",
            "last_day": until.isoformat() if until else "",
            "certificate": self.code,
            "provenance": self.provenance,
            "reasons": self.why.text,
            "as_of": clocks.day.isoformat(),
            "as_known_on": clocks.known_day.isoformat(),
        }

    @property
    def document(self) -> dict[str, Any]:
        return {
            **self.cells,
            "cleared": self.standing.cleared,
            "last_day": self.cells["last_day"] or None,
            "certificate": self.code or None,
            "provenance": self.provenance or None,
            "regions": list(self.standing.policy.regions),
            "why": self.why.document,
        }


COLUMNS = (
    *("clinic", "person", "name", "email", "profession", "credential", "version", "state", "cleared", "last_day"),
    *("certificate", "provenance", "reasons", "as_of", "as_known_on"),
)


def status_csv(engine: Engine, parts: Sequence[Part], titles: Mapping[str, str]) -> Iterator[str]:
    yield written([COLUMNS])
    for rows in lists(engine, parts, titles):
        yield written([*one.cells.values()] for one in rows)


def status_json(engine: Engine, parts: Sequence[Part], titles: Mapping[str, str]) -> Iterator[str]:
    """One document: both days of each clinic, then the rows, then how many there were."""
    clinics = [
        {
            "clinic": one.clinic.slug,
            "as_of": one.clocks.day.isoformat(),
            "as_known_on": one.clocks.known_day.isoformat(),
            "time_zone": one.clinic.time_zone,
        }
        for one in parts
    ]
    yield f'{{"clinics": {json.dumps(clinics)}, "rows": ['
    number = 0
    for row in chain.from_iterable(lists(engine, parts, titles)):
        yield (",\n" if number else "\n") + json.dumps(row.document, ensure_ascii=False)
        number += 1
    yield f'\n], "count": {number}}}\n'


def lists(engine: Engine, parts: Sequence[Part], titles: Mapping[str, str]) -> Iterator[list[Status]]:
    """Some hundred people at a time, clinic by clinic; each with every credential, by its title."""
    with engine.connect() as reading, engine.connect() as asking:
        for part in parts:
            statement = queries.people(part.clinic.id, part.clocks.day, part.clocks.known_at)
            found = reading.execution_options(yield_per=ROWS_AT_ONCE).execute(statement)
            for people in found.partitions():
                yield statuses(part, people, titles, asking)


def statuses(part: Part, people: Sequence[Row], titles: Mapping[str, str], asking: Connection) -> list[Status]:
    histories = credentials.histories([one.id for one in people], part.clocks.known_at, asking)
    found = [
        (person, one, rules.standing(one.rule, histories[person.id], part.clocks.day, one.earned_under))
        for person in people
        for one in part.followed
    ]
    codes = queries.codes((standing for *_, standing in found), asking)
    held = [standing.certificate.id for *_, standing in found if standing.certificate]
    imported = queries.provenances(held, part.clocks.known_at, asking)
    why = queries.reasons((standing for *_, standing in found), asking)
    names = {one.version.id: cache(partial(named, one.policy, titles)) for one in part.followed}
    return [
        Status(
            part,
            person,
            one,
            standing,
            codes.get(standing.certificate.id, "") if standing.certificate else "",
            imported.get(standing.certificate.id, "") if standing.certificate else "",
            explain(one.rule, standing, histories[person.id], names[one.version.id], why),
        )
        for person, one, standing in found
    ]
