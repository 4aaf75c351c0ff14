from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.db import Immutable, db
from trainer.people.models import Clinic, Person


class Assignment(db.Model, Immutable):
    """Somebody is asked to pass a module, or to earn a credential, by a day. Whether they did, the ledger says."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("kind IN ('module', 'credential')", name="kind_is_known"),
        Index("ix_assignment_clinic_id_id", "clinic_id", "id"),
        Index("ix_assignment_person_id_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    kind: Mapped[str]
    subject: Mapped[str]  # the slug of the module or credential
    due_on: Mapped[date]  # that day included, where the clinic is
    reason: Mapped[str]  # may be empty
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    clinic: Mapped[Clinic] = relationship()


class AssignmentWithdrawal(db.Model, Immutable):
    """It is not asked any more."""

    __tablename__ = "assignment_withdrawal"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True, autoincrement=False)
    withdrawn_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]

    assignment: Mapped[Assignment] = relationship()
    by: Mapped[Person] = relationship()
