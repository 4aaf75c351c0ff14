"""What finished attempts say: who did not pass a module twice, and who was sure of a dangerous error.

Only attempts that counted: practice decides nothing.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from trainer.audit.queries.roster import counted_and_failed
from trainer.audit.todo.queries.people import WHOSE, Account, present
from trainer.audit.todo.rules import TWICE
from trainer.banks.models import Module
from trainer.insight.corrections.models import Regrading
from trainer.people.models import Person
from trainer.quizzes.models import Attempt, ConfidentMiss

Later = aliased(Attempt)
LaterAccount = aliased(Person)


def failed_twice(clinic_id: int, day: date) -> Select:
    """Columns id, name, subject (module), times, last; those since the last pass. The most often first."""
    failed = (
        select(WHOSE.label("person_id"), Attempt.module_id, func.count().label("times"))
        .add_columns(func.max(Attempt.submitted_at).label("last"))
        .select_from(Attempt)
        .join(Account, Account.id == Attempt.person_id)
        .where(*counted_and_failed(clinic_id), ~is_followed_by(passes()))
        .group_by(WHOSE, Attempt.module_id)
        .having(func.count() >= TWICE)
        .subquery("failed")
    )
    return (
        select(Person.id, Person.name, Module.slug.label("subject"), failed.c.times, failed.c.last)
        .join(failed, failed.c.person_id == Person.id)
        .join(Module, Module.id == failed.c.module_id)
        .where(Person.id.in_(present(clinic_id, day)))
        .order_by(failed.c.times.desc(), func.lower(Person.name), Person.id, Module.slug)
    )


def passes() -> ColumnElement[bool]:
    """By what stands: as it was marked, or marked again."""
    return or_(Later.passed.is_(True), Later.id.in_(select(Regrading.attempt_id).where(Regrading.passed.is_(True))))


def is_followed_by(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the same human being later handed in an attempt of the module that counted, at whatever clinic."""
    return (
        select(Later.id)
        .join(LaterAccount, LaterAccount.id == Later.person_id)
        .where(
            func.coalesce(LaterAccount.merged_into_id, LaterAccount.id) == WHOSE,
            Later.module_id == Attempt.module_id,
            Later.adoption_id.is_not(None),
            Later.submitted_at > Attempt.submitted_at,
            *conditions,
        )
        .correlate(Attempt, Account)
        .exists()
    )


def confident(clinic_id: int, day: date, since: datetime) -> Select:
    """Columns id, name, subject (module), times, attempt, last; the newest first.

    The newest attempt that counted speaks for a module, passed or not, if it was handed in since a moment.
    """
    return (
        select(
            Person.id,
            Person.name,
            Module.slug.label("subject"),
            func.count(ConfidentMiss.id).label("times"),
            Attempt.id.label("attempt"),
            Attempt.submitted_at.label("last"),
        )
        .select_from(ConfidentMiss)
        .join(Attempt, Attempt.id == ConfidentMiss.attempt_id)
        .join(Account, Account.id == Attempt.person_id)
        .join(Person, Person.id == WHOSE)
        .join(Module, Module.id == Attempt.module_id)
        .where(
            Attempt.clinic_id == clinic_id,
            Attempt.adoption_id.is_not(None),
            Attempt.submitted_at >= since,
            ~is_followed_by(),
            Person.id.in_(present(clinic_id, day)),
        )
        .group_by(Person.id, Person.name, Module.slug, Attempt.id, Attempt.submitted_at)
        .order_by(Attempt.submitted_at.desc(), func.lower(Person.name), Person.id, Module.slug)
    )
