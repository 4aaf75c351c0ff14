"""What a director asks of the roster, and the matrix that answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import Row
from werkzeug.datastructures import MultiDict

from trainer import clock
from trainer.audit.forms import RosterForm
from trainer.audit.queries.roster import Roster
from trainer.audit.rules import STATES, Filter
from trainer.credentials import queries as credentials
from trainer.credentials import rules
from trainer.credentials.content import Policy
from trainer.credentials.models import CredentialVersion
from trainer.people.models import Clinic


@dataclass(frozen=True)
class Question:
    """What a director asks of the roster of a clinic, today. Without any credential there is nothing to ask."""

    clinic: Clinic
    form: RosterForm
    wanted: Filter
    version: CredentialVersion
    policy: Policy
    roster: Roster

    @property
    def day(self) -> date:
        return self.roster.day

    def url(self, **changes: Any) -> str:
        """The roster's address with these changes to the filter, from its first page."""
        values: dict[str, Any] = {"clinic": self.clinic, **self.wanted.but(**changes).in_address}
        return url_for("audit.roster", **values)

    def cells(
        self, person_id: int, passes: dict[tuple[int, str], date], failed: dict[tuple[int, str], int]
    ) -> list["Cell"]:
        keys = [(person_id, module) for module in self.policy.modules]
        return [self.cell(passes.get(key), failed.get(key, 0)) for key in keys]

    def cell(self, passed_on: date | None, failed: int) -> "Cell":
        until = rules.last_day(passed_on, self.policy.within_months) if passed_on else None
        return Cell(rules.state_on(self.day, passed_on, until, self.policy.due_soon_days), until, failed)


@dataclass(frozen=True)
class Cell:
    """One module of one person: how the newest pass stands, until when it counts, how many attempts were not passed."""

    state: rules.State
    until: date | None
    failed: int


@dataclass(frozen=True)
class Line:
    """One person of the roster; `person` is a row of queries.roster.people."""

    person: Row
    cells: list[Cell]


def question(clinic: Clinic, asked: MultiDict) -> Question | None:
    versions = credentials.live_policies()
    if not versions:
        return None
    form = RosterForm(asked, versions)
    wanted = form.wanted()
    version = next((one for one in versions if one.credential.slug == wanted.credential), versions[0])
    if version is versions[0]:
        wanted = wanted.but(credential="")
    policy = credentials.policy_of(version)
    return Question(clinic, form, wanted, version, policy, roster_of(clinic, version, policy))


def roster_of(clinic: Clinic, version: CredentialVersion, policy: Policy) -> Roster:
    return Roster(clinic.id, version.credential_id, clock.today(clinic.time_zone), policy.due_soon_days)


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
