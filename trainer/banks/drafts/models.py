from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.banks.models import Module
from trainer.db import Immutable, db
from trainer.people.models import Person


class DraftText(db.Model):
    """A text that questions were drafted from. It belongs to the educators of the installation, whoever read it in."""

    __tablename__ = "draft_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    name: Mapped[str]  # the file as it was called, or "pasted text"
    digest: Mapped[str]  # SHA-256 of what was given
    source: Mapped[dict] = mapped_column(JSON, deferred=True)  # drafting.reading.Source; large, so on demand
    about: Mapped[dict] = mapped_column(JSON)  # composing.About: what a module made from it is to say
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    discarded_at: Mapped[datetime | None]
    module_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"))  # what was last published from it

    made_by: Mapped[Person] = relationship()
    module: Mapped[Module | None] = relationship()


class DraftItem(db.Model, Immutable):
    """One proposed question as it was drafted. `position` counts from 1, in the order of the text."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("draft_text_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_text_id: Mapped[int] = mapped_column(ForeignKey("draft_text.id"))
    position: Mapped[int]
    slug: Mapped[str]
    document: Mapped[dict] = mapped_column(JSON)  # drafting.Draft


class DraftDecision(db.Model, Immutable):
    """What somebody made of a draft; the one with the highest number counts.

    `is_accepted` None: it is open again, or was edited without a decision. `number` counts from 1 on each draft, so
    that of two people who decide at once only one is written down, and the other is told.
    """

    __tablename__ = "draft_decision"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    number: Mapped[int]
    is_accepted: Mapped[bool | None]
    document: Mapped[dict] = mapped_column(JSON)  # the item as it read then
    reason: Mapped[str]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    decided_at: Mapped[datetime]

    draft: Mapped[DraftItem] = relationship()
    decided_by: Mapped[Person] = relationship(lazy="joined")
