"""What somebody was asked to complete, as the holder and the director see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from trainer import clock
from trainer.credentials.assignments import queries
from trainer.credentials.assignments.models import Assignment
from trainer.credentials.assignments.rules import State, state_of
from trainer.people.models import Clinic, Person


@dataclass(frozen=True)
class AskedOf:
    """One assignment on its clinic's day. `met_at`: when it was done, if it was."""

    assignment: Assignment
    state: State
    met_at: datetime | None
    withdrawn_because: str

    @property
    def due_on(self) -> date:
        return self.assignment.due_on

    @property
    def is_to_do(self) -> bool:
        return self.state in ("open", "overdue")

    @property
    def start(self) -> str:
        """Where it begins: the quiz of a module, and of a credential the page that says what it takes."""
        if self.assignment.kind == "module":
            return url_for("quizzes.conditions", slug=self.assignment.subject, clinic=self.assignment.clinic.slug)
        return url_for("credentials.certificates")

    def title(self, modules: Mapping[str, str], credentials: Mapping[str, str]) -> str:
        titles = modules if self.assignment.kind == "module" else credentials
        return titles.get(self.assignment.subject, self.assignment.subject)


def asked_of(person: Person, clinics: Iterable[Clinic] | None = None) -> list[AskedOf]:
    """What is to be done first, by day; then the rest, the newest first. `clinics`: only what these asked."""
    ids = None if clinics is None else [one.id for one in clinics]
    found = []
    for assignment, met_at, withdrawal in queries.of_person(person, ids):
        withdrawn_at = withdrawal.withdrawn_at if withdrawal else None
        today = clock.today(assignment.clinic.time_zone)
        state = state_of(assignment.due_on, met_at, withdrawn_at, today)
        found.append(AskedOf(assignment, state, met_at, withdrawal.reason if withdrawal else ""))
    to_do = [one for one in found if one.is_to_do]
    return to_do + sorted((one for one in found if not one.is_to_do), key=lambda one: one.assignment.id, reverse=True)
