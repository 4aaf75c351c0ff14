from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.banks.models import ItemVersion, Module
from trainer.db import Immutable, db
from trainer.people.models import Person


class SourceChange(db.Model, Immutable):
    """A publication that a module rests on is not what it was: an educator noted what happened to it."""

    __tablename__ = "source_change"
    __table_args__ = (
        CheckConstraint("kind IN ('new edition', 'correction', 'retraction')", name="kind_is_known"),
        Index("ix_source_change_module_id_id", "module_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    source: Mapped[str]  # its id in the module
    kind: Mapped[str]
    changed_on: Mapped[date]
    words: Mapped[str]
    link: Mapped[str | None]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    noted_at: Mapped[datetime]

    module: Mapped[Module] = relationship()
    noted_by: Mapped[Person] = relationship()
    marks: Mapped[list["SourceMark"]] = relationship(order_by="SourceMark.id", viewonly=True)


class SourceMark(db.Model, Immutable):
    """A passage that cites the source, or an item that rests on it, is to be looked at again.

    It is, until somebody has (SourceLook, or for an item a confirmation of its grounds) or it reads otherwise.
    """

    __tablename__ = "source_mark"
    __table_args__ = (
        CheckConstraint("(item_version_id IS NULL) = (text_hash IS NOT NULL)", name="a_passage_has_its_text"),
        Index("ix_source_mark_source_change_id", "source_change_id"),
        Index("ix_source_mark_item_version_id", "item_version_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_change_id: Mapped[int] = mapped_column(ForeignKey("source_change.id"))
    passage: Mapped[str]  # its id; of an item, the passage that it rests on
    text_hash: Mapped[str | None]  # of a passage: SHA-256 of what it said
    item_version_id: Mapped[int | None] = mapped_column(ForeignKey("item_version.id"))  # None: the passage itself

    change: Mapped[SourceChange] = relationship()
    item_version: Mapped[ItemVersion | None] = relationship()
    look: Mapped["SourceLook | None"] = relationship(viewonly=True)


class SourceLook(db.Model, Immutable):
    """Somebody looked, and found it still right."""

    __tablename__ = "source_look"

    mark_id: Mapped[int] = mapped_column(ForeignKey("source_mark.id"), primary_key=True, autoincrement=False)
    looked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    recorded_at: Mapped[datetime]

    looked_by: Mapped[Person] = relationship()
