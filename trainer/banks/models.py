from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.db import Immutable, db
from trainer.people.models import Clinic, Person


class Module(db.Model):
    """A subject with its article and bank. What it says is in its versions; the newest is the live one."""

    __tablename__ = "module"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]

    versions: Mapped[list["ModuleVersion"]] = relationship(back_populates="module", order_by="ModuleVersion.number")


class ModuleVersion(db.Model, Immutable):
    """Everything a module says at one time, except its items: those have versions of their own."""

    __tablename__ = "module_version"
    __table_args__ = (UniqueConstraint("module_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    number: Mapped[int]
    content_hash: Mapped[str]  # SHA-256 of `document` and of the items' hashes, in order
    document: Mapped[dict] = mapped_column(JSON, deferred=True)  # content.Module without its items; large, so on demand
    title: Mapped[str]
    published_at: Mapped[datetime]

    module: Mapped[Module] = relationship(back_populates="versions", lazy="joined")
    items: Mapped[list["ItemVersion"]] = relationship(
        secondary="module_version_item", order_by="ModuleVersionItem.position", viewonly=True
    )


class Item(db.Model):
    """One question through all its versions."""

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("module_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    slug: Mapped[str]


class ItemVersion(db.Model, Immutable):
    """A question as it stood: what an answer was given to."""

    __tablename__ = "item_version"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    number: Mapped[int]
    content_hash: Mapped[str]
    document: Mapped[dict] = mapped_column(JSON)  # content.Item
    published_at: Mapped[datetime]

    item: Mapped[Item] = relationship(lazy="joined")


class ModuleVersionItem(db.Model, Immutable):
    """Which item versions a module version holds, in the order of the bank."""

    __tablename__ = "module_version_item"

    module_version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"), index=True)
    grounds: Mapped[str | None]  # fingerprint of what the item rests on here; None: from before these were kept


class AcceptedGrounds(db.Model, Immutable):
    """An item version is right on these grounds: it was written on them, or somebody looked again and found it so.

    An item whose live version rests on other grounds than any accepted for it is stale: new forms leave it out.
    """

    __tablename__ = "accepted_grounds"
    __table_args__ = (UniqueConstraint("item_version_id", "grounds"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    grounds: Mapped[str]
    module_version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))  # where they can be read
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the item came with them
    reason: Mapped[str]
    recorded_at: Mapped[datetime]

    module_version: Mapped[ModuleVersion] = relationship()
    accepted_by: Mapped[Person | None] = relationship()


class Adoption(db.Model, Immutable):
    """A clinic's lead stands for a module version: from now on a pass of it counts there."""

    __tablename__ = "adoption"
    __table_args__ = (UniqueConstraint("clinic_id", "module_version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    module_version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), index=True)
    adopted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]  # as the lead signed, with profession or license if they wish
    statement: Mapped[str]
    adopted_on: Mapped[date]
    recorded_at: Mapped[datetime]

    clinic: Mapped[Clinic] = relationship()
    module_version: Mapped[ModuleVersion] = relationship()
    adopted_by: Mapped[Person] = relationship()
