from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.banks.models import Module, ModuleVersion
from trainer.db import Immutable, db
from trainer.people.models import Person

IS_OPEN = text("closed_at IS NULL")


class Manuscript(db.Model):
    """The working copy of a module. It belongs to the educators of the installation, whoever began it.

    Of each slug one is open at a time. `module_id` is empty until something of it was published.
    """

    __tablename__ = "manuscript"
    __table_args__ = (
        Index("uq_manuscript_slug_open", "slug", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    title: Mapped[str]
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"), index=True)
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("module_version.id"))
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    module: Mapped[Module | None] = relationship()
    based_on: Mapped[ModuleVersion | None] = relationship()
    begun_by: Mapped[Person] = relationship()


class Part(db.Model):
    """One piece of a manuscript that is written, reviewed and published by itself; `kind` is one of `parts.KINDS`."""

    __tablename__ = "manuscript_part"
    __table_args__ = (UniqueConstraint("manuscript_id", "kind", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    manuscript_id: Mapped[int] = mapped_column(ForeignKey("manuscript.id"))
    kind: Mapped[str]
    slug: Mapped[str]
    position: Mapped[int]  # among those of its kind, as the files have them

    manuscript: Mapped[Manuscript] = relationship(lazy="joined")


class PartVersion(db.Model, Immutable):
    """What a part said when somebody saved it.

    `number` counts from 1 on each part: of two educators who save at once only one is written down, the other is shown
    both. The document is kept as typed, also while something is still missing.
    """

    __tablename__ = "part_version"
    __table_args__ = (UniqueConstraint("part_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("manuscript_part.id"))
    number: Mapped[int]
    document: Mapped[dict] = mapped_column(JSON, deferred=True)  # as in the files; articles are large, so on demand
    content_hash: Mapped[str]  # SHA-256 of `document`
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    saved_at: Mapped[datetime]
    note: Mapped[str]
    retired: Mapped[bool]
    origin: Mapped[str]  # "written", "published 3", "draft 17", "batch 4", "retired"

    part: Mapped[Part] = relationship(lazy="joined")
    author: Mapped[Person] = relationship()


class Submission(db.Model, Immutable):
    """An author holds the version for ready: somebody else is to look at it."""

    __tablename__ = "part_submission"

    id: Mapped[int] = mapped_column(primary_key=True)
    part_version_id: Mapped[int] = mapped_column(ForeignKey("part_version.id"), unique=True)
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    submitted_at: Mapped[datetime]

    part_version: Mapped[PartVersion] = relationship()
    submitted_by: Mapped[Person] = relationship()


class Review(db.Model, Immutable):
    """Somebody who wrote none of it since the last approval looked at the version; of several the last one counts.

    `number` counts from 1 on each version: of two who decide at once only one is written down, the other is told.
    """

    __tablename__ = "part_review"
    __table_args__ = (UniqueConstraint("part_version_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    part_version_id: Mapped[int] = mapped_column(ForeignKey("part_version.id"))
    number: Mapped[int]
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    approves: Mapped[bool]
    words: Mapped[str]
    reviewed_at: Mapped[datetime]

    part_version: Mapped[PartVersion] = relationship()
    reviewer: Mapped[Person] = relationship()


class Remark(db.Model, Immutable):
    """A comment on a version; `field` is a dotted way into its document, as in "options.2.why", or empty."""

    __tablename__ = "part_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    part_version_id: Mapped[int] = mapped_column(ForeignKey("part_version.id"), index=True)
    field: Mapped[str]
    words: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]

    part_version: Mapped[PartVersion] = relationship()
    made_by: Mapped[Person] = relationship()


class RemarkAnswer(db.Model, Immutable):
    """What came of a remark."""

    __tablename__ = "part_remark_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[int] = mapped_column(ForeignKey("part_remark.id"), unique=True)
    words: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]

    remark: Mapped[Remark] = relationship()
    made_by: Mapped[Person] = relationship()


class Publication(db.Model, Immutable):
    """A module version came from a manuscript: from the newest approved version of each part at that time."""

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    manuscript_id: Mapped[int] = mapped_column(ForeignKey("manuscript.id"), index=True)
    module_version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), unique=True)
    published_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    published_at: Mapped[datetime]

    manuscript: Mapped[Manuscript] = relationship()
    module_version: Mapped[ModuleVersion] = relationship()
    published_by: Mapped[Person] = relationship()
