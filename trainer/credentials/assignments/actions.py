from dataclasses import dataclass
from datetime import date

from trainer import clock, trail
from trainer.credentials.actions.ledger import Occasion, is_same
from trainer.credentials.assignments.models import Assignment, AssignmentWithdrawal
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Person


@dataclass(frozen=True)
class Task:
    """What somebody can be asked to complete; `title` as it reads on the day."""

    kind: str  # "module" or "credential"
    subject: str
    title: str


def assign(occasion: Occasion, task: Task, due_on: date) -> Assignment:
    """Ask somebody to complete it by the day, that day included. `occasion.reason` may be empty."""
    if is_same(occasion.by, occasion.person):
        raise Refused("Nobody can be asked by themselves. Ask another director.")
    if due_on < clock.today(occasion.clinic.time_zone):
        raise Refused("That day has passed. Enter a day to come.")
    assignment = Assignment(
        person_id=occasion.person.id,
        clinic_id=occasion.clinic.id,
        kind=task.kind,
        subject=task.subject,
        due_on=due_on,
        reason=occasion.reason,
        asked_by_id=occasion.by.id,
        asked_at=clock.now(),
    )
    db.session.add(assignment)
    trail.record(
        "assignment.made",
        about=occasion.person,
        by=occasion.by,
        clinic=occasion.clinic,
        what=task.title,
        due=due_on.isoformat(),
        reason=occasion.reason or "no reason given",
    )
    return assignment


def withdraw(assignment: Assignment, *, title: str, by: Person, reason: str) -> None:
    """It is not asked any more; that it was stays on the record."""
    db.session.add(
        AssignmentWithdrawal(assignment_id=assignment.id, withdrawn_at=clock.now(), by_id=by.id, reason=reason)
    )
    trail.record(
        "assignment.withdrawn", about=assignment.person, by=by, clinic=assignment.clinic, what=title, reason=reason
    )
