"""What the trail remembers: its lines, and the batches that seal them and whatever else is only ever added."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.db import Immutable, db
from trainer.trail.events import said


class Event(db.Model, Immutable):
    """One line: who did what to whom, at which clinic; when it holds and when it was written down."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_about_id_id", "about_id", "id"),
        Index("ix_event_clinic_id_id", "clinic_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime]
    effective_at: Mapped[datetime]
    name: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the system itself
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    clinic_id: Mapped[int | None] = mapped_column(ForeignKey("clinic.id"))
    details: Mapped[dict] = mapped_column(JSON)

    by = relationship("Person", foreign_keys=[by_id])
    about = relationship("Person", foreign_keys=[about_id])

    @property
    def sentence(self) -> str:
        return said(self.name, self.details)


class SealedBatch(db.Model, Immutable):
    """So many lines, sealed at one time. Its hash rests on the batch before it and on each of its lines."""

    __tablename__ = "sealed_batch"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1, 2, 3 ... without a gap
    previous_hash: Mapped[str]
    hash: Mapped[str]
    sealed_at: Mapped[datetime]
    lines: Mapped[int]
    is_last: Mapped[bool]  # after it nothing was left to seal: what is older and turns up later, was not there
    marks: Mapped[dict] = mapped_column(JSON)  # how far each table is sealed; where the next search begins


class SealedLine(db.Model, Immutable):
    """One row of one table, as it was when it was sealed."""

    __tablename__ = "sealed_line"
    __table_args__ = (
        UniqueConstraint("table_name", "row_id"),  # nothing is sealed twice, whoever seals
        {"sqlite_with_rowid": False},  # kept in the order of its key
    )

    batch_number: Mapped[int] = mapped_column(ForeignKey("sealed_batch.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)  # 1, 2, 3 ... within the batch
    table_name: Mapped[str]
    row_id: Mapped[str]  # its primary key, '93'; of several columns '41/7'
    digest: Mapped[str]  # rules.digest of the row
    chain: Mapped[str]  # rules.link from the line before to this one
