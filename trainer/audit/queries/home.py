from datetime import datetime

from sqlalchemy import Row, select

from trainer.banks.models import ModuleVersion
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes.models import Attempt


def open_attempt(person: Person, now: datetime) -> Row | None:
    """The attempt somebody is in the middle of; of several, the one whose time is up first."""
    return db.session.execute(
        select(Attempt.id, Attempt.position, Attempt.deadline_at, ModuleVersion.title)
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .where(Attempt.person_id == person.id, Attempt.submitted_at.is_(None), Attempt.deadline_at > now)
        .order_by(Attempt.deadline_at, Attempt.id)
        .limit(1)
    ).one_or_none()
