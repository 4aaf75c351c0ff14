"""Practice of somebody whose account is erased. It decided nothing, so the record need not keep it; what counted stays.

The database lets go of just that (migration 0015). The trail says which rows went, so that the check of the seals tells
them from lines that somebody made disappear.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select

from trainer import trail
from trainer.credentials.models import Entry
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes.again import above
from trainer.quizzes.models import Answer, Attempt, ConfidentMiss, Response


def forget_practice(person: Person, by: Person) -> None:
    """Attempts that could not count, handed in or not, with all that was noted about them; quizzes on changes stay."""
    practice = db.session.scalars(
        select(Attempt.id)
        .where(Attempt.person_id == person.id, Attempt.adoption_id.is_(None), Attempt.delta_id.is_(None))
        .order_by(Attempt.id)
    ).all()
    if not practice:
        return
    above().forget(person, by, practice)
    about = ConfidentMiss.attempt_id.in_(practice)
    misses = db.session.scalars(select(ConfidentMiss.id).where(about).order_by(ConfidentMiss.id)).all()
    db.session.execute(delete(ConfidentMiss).where(about))
    db.session.execute(delete(Response).where(Response.attempt_id.in_(practice)))
    db.session.execute(delete(Answer).where(Answer.attempt_id.in_(practice)))
    db.session.execute(delete(Attempt).where(Attempt.id.in_(practice)))
    trail.record("practice.erased", about=person, by=by, attempts=listed(practice), misses=listed(misses))


def listed(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers)) or "none"


def erased_attempts(row_ids: Sequence[str]) -> set[str]:
    """Of these those that the trail says were erased: of an erased account, and evidence for nothing."""
    named = named_as("attempts", row_ids)
    evidence = [f"attempt {number}" for number in named]
    counted = db.session.scalars(select(Entry.evidence).where(Entry.evidence.in_(evidence)))
    return named - {one.removeprefix("attempt ") for one in counted if one}


def erased_misses(row_ids: Sequence[str]) -> set[str]:
    return named_as("misses", row_ids)


def named_as(what: str, row_ids: Sequence[str]) -> set[str]:
    lines = db.session.scalars(
        select(trail.Event.details)
        .join(Person, Person.id == trail.Event.about_id)
        .where(trail.Event.name == "practice.erased", Person.erased_at.is_not(None))
    )
    return {number for details in lines for number in details[what].split()} & set(row_ids)
