from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.credentials.importing.rules.working import Dates, Kind
from trainer.credentials.models import Certificate, Entry
from trainer.db import db
from trainer.jobs.leases import Leased
from trainer.people.models import Clinic, Invitation, Membership, Person


class ImportBatch(Leased, db.Model):
    """A file somebody sent for a clinic. Until it is confirmed it changes nothing and can be dropped; then it stays."""

    __tablename__ = "import_batch"
    __table_args__ = (Index("ix_import_batch_clinic_id_sha256", "clinic_id", "sha256"),)

    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    file_name: Mapped[str]
    sha256: Mapped[str]
    row_count: Mapped[int]  # below the headings
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    mapping: Mapped[dict | None] = mapped_column(JSON)  # rules.Mapping; None: not said yet
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime | None]  # when it was confirmed
    counts: Mapped[dict | None] = mapped_column(JSON)  # rules.Plan.counts, as confirmed
    finished_at: Mapped[datetime | None]  # in the one transaction that adds all its rows
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None]
    undo_reason: Mapped[str | None]
    preview: Mapped[dict | None] = mapped_column(JSON)  # headings, first rows, and how it was read, until it is done
    # What the worker does with a long file: tried out, imported, undone.
    try_asked_at: Mapped[datetime | None]
    tried_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # nobody may enter themselves
    tried_at: Mapped[datetime | None]
    tried: Mapped[dict | None] = mapped_column(JSON)  # counts and digest of the plan; its lines are ImportPlanLine
    undo_asked_at: Mapped[datetime | None]
    rows_done: Mapped[int] = mapped_column(default=0)

    clinic: Mapped[Clinic] = relationship()
    sent_by: Mapped[Person | None] = relationship(foreign_keys=[sent_by_id])
    made_by: Mapped[Person | None] = relationship(foreign_keys=[made_by_id])
    undone_by: Mapped[Person | None] = relationship(foreign_keys=[undone_by_id])
    tried_by: Mapped[Person | None] = relationship(foreign_keys=[tried_by_id])
    file: Mapped["ImportFile"] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")

    @property
    def state(self) -> str:
        """One of "open", "under way", "made", "undone"."""
        if self.undone_at:
            return "undone"
        if self.finished_at:
            return "made"
        return "under way" if self.made_at else "open"

    @property
    def work(self) -> Kind | None:
        """What the worker still has to do, whether it does it now or has failed."""
        return Dates(
            self.try_asked_at, self.tried_at, self.made_at, self.finished_at, self.undo_asked_at, self.undone_at
        ).work


class ImportFile(db.Model):
    """The file itself, so that an audit can open what was imported."""

    __tablename__ = "import_file"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportPlanLine(db.Model):
    """What would become of one row of a long file, as it was tried out; gone once it is imported."""

    __tablename__ = "import_plan_line"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]  # of pages.SHOWN
    line: Mapped[int]  # of the file; one that is left out may have several faults
    said: Mapped[dict] = mapped_column(JSON)


class ImportRow(db.Model):
    """What became of one row, and what it added. `digest` says what the row means, wherever it stands."""

    __tablename__ = "import_row"
    __table_args__ = (
        UniqueConstraint("batch_id", "line"),
        Index("ix_import_row_person_id", "person_id"),
        Index("ix_import_row_license", "license"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    line: Mapped[int]
    digest: Mapped[str]
    person_outcome: Mapped[str]  # as in rules.Proposal, or "bad"
    certificate_outcome: Mapped[str]
    license: Mapped[str | None]  # "CO PTL0012345": by which a later file knows the person
    details: Mapped[dict] = mapped_column(JSON, default=dict)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))
    undone_at: Mapped[datetime | None]

    batch: Mapped[ImportBatch] = relationship()
    person: Mapped[Person | None] = relationship()
    membership: Mapped[Membership | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    entry: Mapped[Entry | None] = relationship()
    certificate: Mapped[Certificate | None] = relationship()
