from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer import clock
from trainer.audit.binders import rules
from trainer.db import db
from trainer.jobs.leases import Leased
from trainer.people.models import Clinic, Person


class KeptBinder(Leased, db.Model):
    """A binder that takes too long to wait for. Who asked for what stays; its file is kept for some days."""

    __tablename__ = "kept_binder"
    __table_args__ = (
        Index("ix_kept_binder_clinic_id_id", "clinic_id", "id"),
        Index(
            "ix_kept_binder_open",
            "id",
            sqlite_where=text("finished_at IS NULL AND failed_at IS NULL"),
            postgresql_where=text("finished_at IS NULL AND failed_at IS NULL"),
        ),
    )

    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]  # also the moment as known at which its rows are, where no day was named
    form: Mapped[str]  # of formats.FORMATS
    address: Mapped[dict] = mapped_column(JSON)  # the filter and the day, as an address says them
    asked_on: Mapped[str]  # year-month-day at the clinic: what "today" meant
    version_ids: Mapped[list] = mapped_column(JSON)  # of the credentials in it, in their order
    credentials: Mapped[str]  # these three in words
    filter: Mapped[str]
    clocks: Mapped[str]
    rows: Mapped[int]  # as counted when it was asked for, then as read
    rows_done: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
    rows_hash: Mapped[str | None]  # as on its cover
    sha256: Mapped[str | None]  # of the file
    size: Mapped[int | None]  # bytes
    kept_until: Mapped[datetime | None]

    clinic: Mapped[Clinic] = relationship()
    asked_by: Mapped[Person] = relationship()

    @property
    def progress(self) -> rules.Progress:
        return rules.Progress(self.taken_at, self.finished_at, self.failed_at, self.kept_until)

    @property
    def state(self) -> rules.State:
        return self.progress.state(clock.now())


class BinderPiece(db.Model):
    """Some bytes of a file; of a try that was cut short they are never offered, and swept away."""

    __tablename__ = "binder_piece"

    binder_id: Mapped[int] = mapped_column(ForeignKey("kept_binder.id"), primary_key=True)
    try_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)
