"""What was said about practice goes with the practice, when an account is erased: see quizzes.erasing."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from trainer import trail
from trainer.db import db
from trainer.insight.corrections.models import Contest, ContestAnswer, Regrading
from trainer.people.models import Person


def forget(person: Person, by: Person, practice: Sequence[int]) -> None:
    """Called before the attempts themselves go."""
    contests = ids(Contest, Contest.attempt_id.in_(practice))
    answers = ids(ContestAnswer, ContestAnswer.contest_id.in_(contests))
    results = ids(Regrading, Regrading.attempt_id.in_(practice))
    if not (contests or results):
        return
    db.session.execute(delete(ContestAnswer).where(ContestAnswer.id.in_(answers)))
    db.session.execute(delete(Contest).where(Contest.id.in_(contests)))
    db.session.execute(delete(Regrading).where(Regrading.id.in_(results)))
    trail.record(
        "corrections.erased",
        about=person,
        by=by,
        contests=listed(contests),
        answers=listed(answers),
        results=listed(results),
    )


def ids(model: Any, *conditions: ColumnElement[bool]) -> list[int]:
    return list(db.session.scalars(select(model.id).where(*conditions).order_by(model.id)))


def listed(numbers: list[int]) -> str:
    return " ".join(map(str, numbers)) or "none"


def erased_rows(what: str) -> Callable[[Sequence[str]], set[str]]:
    """For the check of the seals: of rows that are gone, those that the trail says were erased."""

    def of(row_ids: Sequence[str]) -> set[str]:
        lines = db.session.scalars(
            select(trail.Event.details)
            .join(Person, Person.id == trail.Event.about_id)
            .where(trail.Event.name == "corrections.erased", Person.erased_at.is_not(None))
        )
        return {number for details in lines for number in details[what].split()} & set(row_ids)

    return of
