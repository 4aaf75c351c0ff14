from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.banks.authoring.models import Manuscript, Part, PartVersion
from trainer.banks.exchange.rules import Dates, Work
from trainer.db import db
from trainer.jobs.leases import Leased
from trainer.people.models import Person


class QuestionBatch(Leased, db.Model):
    """A file of questions that somebody sent. Until it is confirmed it changes nothing and can be dropped."""

    __tablename__ = "question_batch"

    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]  # bytes
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    format: Mapped[str]  # of formats.FORMATS; empty until it is read
    found: Mapped[dict | None] = mapped_column(JSON)  # how many questions, warnings, errors, and skipped ones by type
    mapping: Mapped[dict | None] = mapped_column(JSON)  # rules.Mapping; None: not said yet
    planned: Mapped[dict | None] = mapped_column(JSON)  # how many lines of each outcome
    manuscript_id: Mapped[int | None] = mapped_column(ForeignKey("manuscript.id"), index=True)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    undo_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undo_asked_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    lines_done: Mapped[int] = mapped_column(default=0)

    sent_by: Mapped[Person] = relationship(foreign_keys=[sent_by_id], lazy="joined")
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[confirmed_by_id], lazy="joined")
    undo_asked_by: Mapped[Person | None] = relationship(foreign_keys=[undo_asked_by_id], lazy="joined")
    manuscript: Mapped[Manuscript | None] = relationship(lazy="joined")
    file: Mapped["QuestionFile"] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")

    @property
    def dates(self) -> Dates:
        return Dates(self.read_at, self.confirmed_at, self.finished_at, self.undo_asked_at, self.undone_at)

    @property
    def work(self) -> Work | None:
        """What the worker still has to do."""
        return self.dates.work

    @property
    def total(self) -> int:
        """Of the lines that the work is about."""
        if self.work == "read":
            return self.size
        planned = self.planned or {}
        return planned.get("new", 0) + planned.get("changed", 0)


class QuestionFile(db.Model):
    """The file itself, so that anybody can look up what was imported."""

    __tablename__ = "question_file"

    batch_id: Mapped[int] = mapped_column(ForeignKey("question_batch.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class QuestionLine(db.Model):
    """One thing that a file holds: a question as it was read, one that was skipped by name, or an error."""

    __tablename__ = "question_line"
    __table_args__ = (
        UniqueConstraint("batch_id", "number"),
        Index("ix_question_line_part_id", "part_id"),
        Index("ix_question_line_batch_id_outcome", "batch_id", "outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("question_batch.id"))
    number: Mapped[int]  # in the order of the file
    outcome: Mapped[str]  # of rules.OUTCOMES
    line: Mapped[int]  # of the file, from 1; 0 where nobody can say
    type: Mapped[str]
    category: Mapped[str]
    said: Mapped[dict] = mapped_column(JSON)  # what the page shows of it
    source: Mapped[dict] = mapped_column(JSON)  # what an item is made of: documents.Source
    document: Mapped[dict | None] = mapped_column(JSON)  # of the item, as mapped
    slug: Mapped[str]  # of the item; empty where there is none
    digest: Mapped[str]  # of what the file says, to know it again
    seen_number: Mapped[int | None]  # the version of the part that the change was planned on
    part_id: Mapped[int | None] = mapped_column(ForeignKey("manuscript_part.id"))
    part_version_id: Mapped[int | None] = mapped_column(ForeignKey("part_version.id"))
    undone_at: Mapped[datetime | None]
    stays: Mapped[str | None]  # why it was not undone

    part: Mapped[Part | None] = relationship()
    part_version: Mapped[PartVersion | None] = relationship()
