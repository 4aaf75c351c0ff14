"""What was written to whom."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from trainer.credentials.reminders.models import Reminder
from trainer.db import db
from trainer.mail import Letter
from trainer.people.models import Clinic, Person

NOT_ARRIVED = (Letter.returned_at.is_not(None)) | (Letter.sent_at.is_(None) & Letter.problem.is_not(None))


def of_clinic(clinic: Clinic, *, troubled: bool) -> Select[tuple[Reminder]]:
    """Newest first; `troubled`: only what has not arrived, as far as known."""
    wanted = (
        select(Reminder)
        .where(Reminder.clinic_id == clinic.id)
        .order_by(Reminder.id.desc())
        .options(joinedload(Reminder.to), joinedload(Reminder.about), joinedload(Reminder.letter))
    )
    return wanted.join(Letter, Letter.key == Reminder.letter_key).where(NOT_ARRIVED) if troubled else wanted


def to_holder(person: Person) -> Select[tuple[Reminder]]:
    """What somebody was reminded of about themselves, newest first."""
    return (
        select(Reminder)
        .where(Reminder.to_id == person.id, Reminder.as_director.is_(False))
        .order_by(Reminder.id.desc())
        .options(joinedload(Reminder.letter))
    )


def one_of(clinic: Clinic, reminder_id: int) -> Reminder:
    return db.one_or_404(
        select(Reminder)
        .where(Reminder.id == reminder_id, Reminder.clinic_id == clinic.id)
        .options(joinedload(Reminder.to), joinedload(Reminder.about), joinedload(Reminder.letter))
    )


def with_it(reminder: Reminder) -> Sequence[Reminder]:
    """All that one letter says."""
    return db.session.scalars(
        select(Reminder)
        .where(Reminder.letter_key == reminder.letter_key)
        .order_by(Reminder.id)
        .options(joinedload(Reminder.about))
        .limit(500)
    ).all()
