from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.db import Immutable, db
from trainer.people.models import Clinic, Person


class Look(db.Model, Immutable):
    """Somebody opened a page of another person's record. Once for each hour: opening it again adds nothing."""

    __tablename__ = "look"
    __table_args__ = (
        UniqueConstraint("by_id", "about_id", "clinic_id", "hour"),
        Index("ix_look_about_id_id", "about_id", "id"),
        Index("ix_look_clinic_id_id", "clinic_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    about_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    hour: Mapped[datetime]  # in which it was, UTC
    looked_at: Mapped[datetime]  # the first time in that hour

    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    about: Mapped[Person] = relationship(foreign_keys=[about_id])
    clinic: Mapped[Clinic] = relationship()
