"""Whom a letter may go to, and when one last went there."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select

from trainer.credentials.reminders.models import Reminder, ReminderSettings, ReminderWords
from trainer.credentials.reminders.queries.due import Reach, works
from trainer.credentials.reminders.rules import USUAL, Rhythm, Text
from trainer.db import db
from trainer.mail import Letter
from trainer.people.models import Clinic, Membership, Person

FOR_A_HOLDER = Rhythm()
FOR_A_DIRECTOR = Rhythm("daily")


def settings_of(person: Person) -> ReminderSettings | None:
    return db.session.get(ReminderSettings, person.id)


def rhythms_of(people: Iterable[int]) -> dict[int, Rhythm]:
    """How those who have chosen something want to be written to."""
    rows = db.session.scalars(select(ReminderSettings).where(ReminderSettings.person_id.in_(list(people))))
    return {one.person_id: Rhythm(one.digest, one.quiet_from, one.quiet_until, one.early) for one in rows}


def last_letters(people: Iterable[int], clinic_id: int, *, as_director: bool) -> dict[int, datetime]:
    """When each of these people was last written to for the clinic."""
    rows = db.session.execute(
        select(Reminder.to_id, func.max(Reminder.written_at).label("last"))
        .where(Reminder.to_id.in_(list(people)), Reminder.as_director.is_(as_director), Reminder.clinic_id == clinic_id)
        .group_by(Reminder.to_id)
    )
    return {one.to_id: one.last for one in rows}


def unreachable(addresses: Iterable[str]) -> set[str]:
    """Of these addresses those from which a letter came back that was not sent again since."""
    return set(
        db.session.scalars(
            select(Letter.to).where(Letter.to.in_(list(addresses)), Letter.returned_at.is_not(None)).distinct()
        )
    )


def directors(reach: Reach) -> Sequence[Person]:
    return db.session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.clinic_id == reach.clinic_id,
            Membership.role == "director",
            works(Membership, reach.day),
            Person.deactivated_at.is_(None),
        )
        .order_by(Person.id)
    ).all()


def written(keys: Iterable[str]) -> set[str]:
    """Of these keys those that were written already."""
    return set(db.session.scalars(select(Reminder.key).where(Reminder.key.in_(list(keys)))))


def words_of(clinic: Clinic) -> dict[str, Text]:
    """How the clinic says each thing."""
    return {
        **USUAL,
        **{
            kind: Text(one.subject, one.body)
            for kind, one in own_words(clinic).items()
            if one.subject is not None and one.body is not None
        },
    }


def own_words(clinic: Clinic) -> dict[str, ReminderWords]:
    """The newest of each kind; one without text says that it is as usual again."""
    rows = db.session.scalars(
        select(ReminderWords).where(ReminderWords.clinic_id == clinic.id).order_by(ReminderWords.id)
    )
    return {one.kind: one for one in rows}
