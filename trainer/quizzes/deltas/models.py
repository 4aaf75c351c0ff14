from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.banks.models import ModuleVersion
from trainer.db import Immutable, db
from trainer.people.models import Clinic, Person


class Delta(db.Model, Immutable):
    """A short quiz on the passages that changed from one version of a module to another, as an educator released it.

    Where only a source changed, both versions are the same. `passages` are ids in the order of reading; `items` is
    what a form is drawn from: a list of {"item": item_version_id, "passage": the changed passage that it covers}.
    """

    __tablename__ = "delta"
    __table_args__ = (
        CheckConstraint("cut_percent BETWEEN 0 AND 100 AND size > 0", name="numbers_make_sense"),
        Index("ix_delta_module_id_id", "module_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    from_version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    to_version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    title: Mapped[str]
    words: Mapped[str]  # to the holders
    passages: Mapped[list] = mapped_column(JSON)
    items: Mapped[list] = mapped_column(JSON)
    source_changes: Mapped[list] = mapped_column(JSON)  # ids of the changes of sources that belong to it
    noted_until: Mapped[datetime | None]  # of these the last; whoever passed the newer version before is concerned too
    size: Mapped[int]  # items on a form
    cut_percent: Mapped[int]
    minutes: Mapped[int]
    attempts: Mapped[int]  # in any `per_days`, with `wait_hours` between them
    per_days: Mapped[int]
    wait_hours: Mapped[int]
    until_on: Mapped[date]  # the last day as the educator suggests it
    released_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime]

    from_version: Mapped[ModuleVersion] = relationship(foreign_keys=[from_version_id], lazy="joined")
    to_version: Mapped[ModuleVersion] = relationship(foreign_keys=[to_version_id], lazy="joined")
    released_by: Mapped[Person] = relationship()


class DeltaOffer(db.Model, Immutable):
    """A clinic asks one of its people to take note of the changes by a day. It touches no certificate."""

    __tablename__ = "delta_offer"
    __table_args__ = (
        UniqueConstraint("delta_id", "person_id"),
        Index("ix_delta_offer_person_id", "person_id"),
        Index("ix_delta_offer_clinic_id_until_on", "clinic_id", "until_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delta_id: Mapped[int] = mapped_column(ForeignKey("delta.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    until_on: Mapped[date]  # that day included, where the clinic is
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    offered_at: Mapped[datetime]

    delta: Mapped[Delta] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    clinic: Mapped[Clinic] = relationship()
    offered_by: Mapped[Person] = relationship(foreign_keys=[offered_by_id])


class DeltaWithdrawal(db.Model, Immutable):
    """It is not asked of this person any more."""

    __tablename__ = "delta_withdrawal"

    offer_id: Mapped[int] = mapped_column(ForeignKey("delta_offer.id"), primary_key=True, autoincrement=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    withdrawn_at: Mapped[datetime]


class DeltaNote(db.Model, Immutable):
    """Somebody has taken note of the changes: passed the quiz on them. It earns, extends and shortens nothing."""

    __tablename__ = "delta_note"

    offer_id: Mapped[int] = mapped_column(ForeignKey("delta_offer.id"), primary_key=True, autoincrement=False)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), unique=True)
    noted_on: Mapped[date]  # where the clinic is
    recorded_at: Mapped[datetime]

    offer: Mapped[DeltaOffer] = relationship()
