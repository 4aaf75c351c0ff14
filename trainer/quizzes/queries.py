from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import joinedload

from trainer.banks.models import Item, ItemVersion
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes.models import Answer, Attempt

# Built once: these run for every question that is shown and every answer that is saved.
# What was handed in under an account that was merged into theirs is somebody's own, too.
MERGED = select(Person.id).where(Person.merged_into_id == bindparam("person_id"))
THEIRS = or_(
    Attempt.person_id == bindparam("person_id"), and_(Attempt.submitted_at.is_not(None), Attempt.person_id.in_(MERGED))
)
ATTEMPT_OF = select(Attempt).where(Attempt.id == bindparam("attempt_id"), THEIRS).options(joinedload(Attempt.clinic))
ANSWERS_OF = (
    select(Answer.number, Answer.given, Answer.received_at, Answer.sure, Answer.receipt)
    .where(Answer.attempt_id == bindparam("attempt_id"))
    .order_by(Answer.receipt)
)


class Given(NamedTuple):
    """What stands for a question; `sure`: what was said with it, one of rules.SURENESS."""

    given: str
    received_at: datetime
    sure: str | None


class Receipt(NamedTuple):
    """One saving of an answer; a question has as many as it was answered and taken back."""

    number: int
    given: str
    received_at: datetime
    sure: str | None
    receipt: int


def attempt_of(person: Person, attempt_id: int) -> Attempt:
    """Somebody else's attempt does not exist."""
    return db.one_or_404(ATTEMPT_OF.params(attempt_id=attempt_id, person_id=person.id))


def answers_of(attempt: Attempt) -> dict[int, Given]:
    """What stands for each question: the answer of its last receipt, and when the server received it.

    An empty answer takes the one before it back: the question is blank again.
    """
    return standing(receipts_of(attempt))


def receipts_of(attempt: Attempt) -> list[Receipt]:
    return [Receipt(*row) for row in db.session.execute(ANSWERS_OF, {"attempt_id": attempt.id})]


def standing(receipts: Iterable[Receipt]) -> dict[int, Given]:
    """As `answers_of`."""
    last = {one.number: Given(one.given, one.received_at, one.sure) for one in receipts}
    return {number: answer for number, answer in last.items() if answer.given}


def open_attempt(person: Person, module_id: int) -> Attempt | None:
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.person_id == person.id, Attempt.module_id == module_id, Attempt.submitted_at.is_(None))
        .options(joinedload(Attempt.clinic))
    ).one_or_none()


def attempts_of(person: Person, module_id: int | None = None) -> Sequence[Attempt]:
    """Everything somebody has sat, of one module or of all, newest first; under whatever account it was handed in."""
    statement = select(Attempt).where(THEIRS).params(person_id=person.id)
    if module_id is not None:
        statement = statement.where(Attempt.module_id == module_id)
    return db.session.scalars(statement.order_by(Attempt.started_at.desc(), Attempt.id.desc())).all()


def times_seen(attempts: Sequence[Attempt]) -> dict[str, int]:
    """How often each item, whichever version of it, was on these forms; by slug."""
    on_forms = [question["item"] for attempt in attempts for question in attempt.form]
    named = select(ItemVersion.id, Item.slug).join(ItemVersion.item).where(ItemVersion.id.in_(set(on_forms)))
    slugs: dict[int, str] = dict(db.session.execute(named).all())
    seen: dict[str, int] = {}
    for version_id in on_forms:
        seen[slugs[version_id]] = seen.get(slugs[version_id], 0) + 1
    return seen


def overdue(now: datetime, limit: int) -> Sequence[int]:
    """Open attempts whose time is up, longest overdue first."""
    return db.session.scalars(
        select(Attempt.id)
        .where(Attempt.submitted_at.is_(None), Attempt.deadline_at < now)
        .order_by(Attempt.deadline_at, Attempt.id)
        .limit(limit)
    ).all()
