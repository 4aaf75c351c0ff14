"""What somebody was asked to complete, as the holder and the director see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from trainer import clock
from trainer.credentials.assignments import queries
from trainer.credentials.assignments.models import Assignment
from trainer.credentials.assignments.rules import State, state_of
from trainer.credentials.queries import live_policies
from trainer.people.models import Clinic, Person


@dataclass(frozen=True)
class AskedOf:
    """One assignment on its clinic's day. `met_at`: when it was done, if it was."""

    assignment: Assignment
    state: State
    met_at: datetime | None
    withdrawn_because: str
    credential: str  # its title, where it is one

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

    def title(self, modules: Mapping[str, str]) -> str:
        """`modules` are titles by slug: this room knows those of credentials only."""
        return self.credential or modules.get(self.assignment.subject, self.assignment.subject)


def asked_of(person: Person, clinics: Iterable[Clinic] | None = None) -> list[AskedOf]:
    """What is to be done first, by day; then the rest, the newest first. `clinics`: only what these asked."""
    rows = queries.of_person(person, None if clinics is None else [one.id for one in clinics])
    titles = titles_of(assignment for assignment, _, _ in rows)
    found = []
    for assignment, met_at, withdrawal in rows:
        withdrawn_at = withdrawal.withdrawn_at if withdrawal else None
        today = clock.today(assignment.clinic.time_zone)
        state = state_of(assignment.due_on, met_at, withdrawn_at, today)
        because = withdrawal.reason if withdrawal else ""
        found.append(AskedOf(assignment, state, met_at, because, titles.get(assignment.id, "")))
    to_do = [one for one in found if one.is_to_do]
    return to_do + sorted((one for one in found if not one.is_to_do), key=lambda one: one.assignment.id, reverse=True)


def titles_of(assignments: Iterable[Assignment]) -> dict[int, str]:
    """Of those that ask for a credential, what it is called now."""
    asked = {one.id: one.subject for one in assignments if one.kind == "credential"}
    named = {one.credential.slug: one.title for one in live_policies()} if asked else {}
    return {number: named.get(subject, subject) for number, subject in asked.items()}
