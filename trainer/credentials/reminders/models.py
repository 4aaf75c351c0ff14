from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from trainer.credentials.models import Certificate
from trainer.db import Immutable, db
from trainer.mail import Letter
from trainer.people.models import Clinic, Person


class Reminder(db.Model, Immutable):
    """That somebody was reminded of something: written in one transaction with the letter that says so.

    The key makes a second one impossible, whichever worker tries, before or after a crash. How the letter fared is with
    the letter, which goes when its reader's account is erased.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        Index("ix_reminder_clinic_id_id", "clinic_id", "id"),
        Index("ix_reminder_to_id_clinic_id", "to_id", "as_director", "clinic_id", "written_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # "before_30 certificate 12 holder"
    kind: Mapped[str]  # one of rules.KINDS
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    as_director: Mapped[bool]
    about_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))  # the revocation or suspension
    credential: Mapped[str]  # its title then
    until_on: Mapped[date | None]
    written_at: Mapped[datetime]
    letter_key: Mapped[str] = mapped_column(index=True)

    to: Mapped[Person] = relationship(foreign_keys=[to_id])
    about: Mapped[Person] = relationship(foreign_keys=[about_id])
    certificate: Mapped[Certificate | None] = relationship()
    letter: Mapped[Letter | None] = relationship(
        primaryjoin=lambda: foreign(Reminder.letter_key) == Letter.key, viewonly=True, uselist=False
    )


class ReminderWords(db.Model, Immutable):
    """How a clinic says it, from a moment on; the newest of a kind counts. Without text: as usual again."""

    __tablename__ = "reminder_words"
    __table_args__ = (Index("ix_reminder_words_clinic_id_kind", "clinic_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    kind: Mapped[str]  # one of rules.TITLES
    subject: Mapped[str | None]
    body: Mapped[str | None]
    changed_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    clinic: Mapped[Clinic] = relationship()
    by: Mapped[Person] = relationship()


class ReminderSettings(db.Model):
    """How somebody wants to be written to. Without a row: as its defaults say."""

    __tablename__ = "reminder_settings"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    digest: Mapped[str]  # "at once", "daily" or "weekly"
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    early: Mapped[bool]  # whether also before anything is lost
    changed_at: Mapped[datetime]
