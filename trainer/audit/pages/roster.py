"""What a director asks of the roster, and the matrix that answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from sqlalchemy import Row
from werkzeug.datastructures import MultiDict

from trainer import clock
from trainer.audit.forms import RosterForm
from trainer.audit.pages.clocks import clocks_of
from trainer.audit.queries.roster import Roster
from trainer.audit.rules import STATES, Clocks, Filter
from trainer.credentials import queries as credentials
from trainer.credentials import rules
from trainer.credentials.content import Policy
from trainer.credentials.models import CredentialVersion
from trainer.credentials.pages import title_of
from trainer.credentials.queries.status import Asked
from trainer.people.models import Clinic


@dataclass(frozen=True)
class Question:
    """What a director asks of the roster of a clinic. Without any credential there is nothing to ask.

    `others` are the credentials that the clinic follows on that day besides the chosen one.
    """

    clinic: Clinic
    clocks: Clocks
    form: RosterForm
    wanted: Filter
    version: CredentialVersion
    policy: Policy
    roster: Roster
    others: list["Followed"]
    shelf: credentials.Shelf

    @property
    def day(self) -> date:
        return self.clocks.day

    @property
    def in_address(self) -> dict[str, str]:
        return {**self.wanted.in_address, **self.clocks.in_address}

    def url(self, **changes: Any) -> str:
        """The roster's address with these changes to the filter, from its first page."""
        wanted = self.wanted.but(**changes).in_address
        values: dict[str, Any] = {"clinic": self.clinic, **wanted, **self.clocks.in_address}
        return url_for("audit.roster", **values)

    @property
    def learned_url(self) -> str:
        """Where everybody is listed who stands differently by what was learned since."""
        values: dict[str, Any] = {"clinic": self.clinic, **self.clocks.in_address}
        return url_for("audit.learned", credential=self.wanted.credential or None, **values)

    def why_url(self, person_id: int, version: CredentialVersion) -> str:
        """Why somebody stands with a credential as they do."""
        values: dict[str, Any] = {"clinic": self.clinic, "person_id": person_id, **self.clocks.in_address}
        return url_for("audit.standing", credential=version.credential.slug, **values)

    @property
    def columns(self) -> list["Column"]:
        """What the credential asks for, each once, in the order of its file."""
        found = {(leaf.kind, leaf.subject): leaf for leaf in rules.leaves(self.roster.asked.policy.requires)}
        return [Column(key, title_of(leaf, self.policy)) for key, leaf in found.items()]

    def line(self, person: Row, history: rules.History, failed: dict[str, int]) -> "Line":
        asked = self.roster.asked
        found = rules.standing(asked.policy, history, asked.day, asked.earned_under)
        cells = rules.outlook(asked.policy, found, history).by_key
        return Line(
            person,
            until_of(found),
            found.certificate.id if found.certificate else None,
            [one.cell(history, self.day) for one in self.others],
            [
                Cell.of(cells.get(one.key), failed.get(one.key[1] or "", 0) if one.key[0] == "module" else 0)
                for one in self.columns
            ],
        )


@dataclass(frozen=True)
class Followed:
    """A credential that the clinic follows on the day; certificates keep the version they were earned under."""

    version: CredentialVersion
    policy: Policy
    rule: rules.Policy
    earned_under: Mapping[int, rules.Policy]

    def cell(self, history: rules.History, day: date) -> "Cell":
        found = rules.standing(self.rule, history, day, self.earned_under)
        return Cell(found.state, until_of(found), 0)


def until_of(found: rules.Standing) -> date | None:
    """The last day on which somebody is cleared, or on which what they held ended; of what is stopped, none."""
    ended = found.certificate.valid_until if found.certificate else None
    return found.until or (ended if ended and ended < found.day else None)


@dataclass(frozen=True)
class Column:
    """One requirement: kind and subject, and what it is called (of a module, its slug)."""

    key: tuple[str, str | None]
    title: str


@dataclass(frozen=True)
class Cell:
    """One requirement or credential of one person: how it stands, until when, how many attempts were not passed.

    `state` None: it is not asked of this person.
    """

    state: rules.State | None
    until: date | None
    failed: int

    @classmethod
    def of(cls, cell: rules.Cell | None, failed: int) -> "Cell":
        return cls(cell.state, cell.until, failed) if cell else cls(None, None, 0)


@dataclass(frozen=True)
class Line:
    """One person of the roster; `person` is a row of queries.roster.people. `until`: as `until_of` says.

    `certificate` is what stands, `beside` are the other credentials, `cells` what the chosen one asks for.
    """

    person: Row
    until: date | None
    certificate: int | None
    beside: list[Cell]
    cells: list[Cell]


def question(clinic: Clinic, asked: MultiDict) -> Question | None:
    clocks = clocks_of(clinic, asked)
    shelf = credentials.shelf([clinic.id])
    book = shelf.at(clinic.id, clocks.day, clocks.known_at)
    versions = book.versions
    if not versions:
        return None
    form = RosterForm(asked, clocks.current_day, versions)
    wanted = form.wanted()
    version = next((one for one in versions if one.credential.slug == wanted.credential), versions[0])
    if version is versions[0]:
        wanted = wanted.but(credential="")
    policy, roster = credentials.policy_of(version), roster_of(clinic, shelf, version, clocks.day, clocks.known_at)
    others = [followed(book, one) for one in versions if one is not version]
    return Question(clinic, clocks, form, wanted, version, policy, roster, others, shelf)


def followed(book: credentials.Rulebook, version: CredentialVersion) -> Followed:
    return Followed(
        version, credentials.policy_of(version), book.rule_of(version), book.earned_under(version.credential_id)
    )


def roster_of(
    clinic: Clinic, shelf: credentials.Shelf, version: CredentialVersion, day: date, known_at: datetime | None = None
) -> Roster:
    book = shelf.at(clinic.id, day, known_at)
    earned_under = book.earned_under(version.credential_id)
    return Roster(
        clinic.id,
        Asked(version.credential_id, book.rule_of(version), earned_under, day, known_at),
        clock.end_of(day, clinic.time_zone),
    )


@dataclass(frozen=True)
class Counts:
    """How many people of one clinic stand in each state."""

    by_state: dict[str, int]

    @classmethod
    def of(cls, clinic_id: int, counted: dict[tuple[int, str], int]) -> "Counts":
        return cls({state: counted.get((clinic_id, state), 0) for state in STATES})

    @property
    def everyone(self) -> int:
        return sum(self.by_state.values())

    def of_state(self, state: str) -> int:
        return self.by_state[state] if state else self.everyone
