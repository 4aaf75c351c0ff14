from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.banks.models import Module
from trainer.db import db


class ItemCard(db.Model):
    """What a list of items needs of one: taken from its live version, else from its last one. It decides nothing.

    Everything here can be made again from what was published and asked (`flask banks cards`).
    """

    __tablename__ = "item_card"
    __table_args__ = (
        CheckConstraint("state IN ('live', 'stale', 'retired')", name="state_is_known"),
        Index("ix_item_card_module_id_position", "module_id", "position"),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True, autoincrement=False)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"), index=True)
    slug: Mapped[str]
    position: Mapped[int | None]  # in the live version of its module; None: that has it no more
    number: Mapped[int]  # of the item's version, from 1: how often it was written anew
    published_at: Mapped[datetime]  # that version
    kind: Mapped[str]
    objective: Mapped[str]
    objective_title: Mapped[str]
    level: Mapped[str]
    use: Mapped[str]
    safety_critical: Mapped[bool]
    case: Mapped[str]  # "" for none, and so for the next ones
    passage: Mapped[str]
    model: Mapped[str]  # the item model that made it
    model_title: Mapped[str]
    sources: Mapped[str]  # as rules.joined writes them
    state: Mapped[str]  # see rules.state_of
    takers: Mapped[int | None]  # these four are the statistics of the item; None: not yet known
    facility: Mapped[float | None]
    discrimination: Mapped[float | None]
    alert: Mapped[str | None]
    last_asked_at: Mapped[datetime | None]  # when an attempt began that asked it; as of the last look, some minutes ago
    stem: Mapped[str]
    below: Mapped[str]  # what a list shows below the stem: the text of a cloze
    text: Mapped[str] = mapped_column(deferred=True)  # all its words, as rules.folded makes them

    of_module: Mapped[Module] = relationship()
