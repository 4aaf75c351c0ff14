"""What publishing asks of the versions that there are: of thousands of items a few statements, and no text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from trainer.banks.models import AcceptedGrounds, Item, ItemVersion, Module
from trainer.db import db


@dataclass(frozen=True)
class Held:
    """A version of an item that is published already, with what it says."""

    id: int
    item_id: int
    number: int
    published_at: datetime
    document: Mapping[str, Any]


@dataclass(frozen=True)
class Newest:
    """The newest version of an item, without what it says."""

    id: int
    item_id: int
    number: int
    content_hash: str
    published_at: datetime

    def saying(self, document: Mapping[str, Any]) -> Held:
        return Held(self.id, self.item_id, self.number, self.published_at, document)


def newest_by_slug(module: Module) -> dict[str, Newest]:
    """Of every item the module ever had."""
    last = select(func.max(ItemVersion.id)).join(Item, Item.id == ItemVersion.item_id)
    newest = last.where(Item.module_id == module.id).group_by(ItemVersion.item_id)
    columns = (ItemVersion.id, ItemVersion.item_id, ItemVersion.number, ItemVersion.content_hash)
    rows = db.session.execute(
        select(Item.slug, *columns, ItemVersion.published_at)
        .join(ItemVersion, ItemVersion.item_id == Item.id)
        .where(ItemVersion.id.in_(newest))
        .order_by(ItemVersion.id)
    )
    return {slug: Newest(one, item, number, said, at) for slug, one, item, number, said, at in rows}


def on_accepted_grounds(module: Module) -> set[int]:
    """The item versions of a module for which some grounds were ever accepted."""
    return set(
        db.session.scalars(
            select(AcceptedGrounds.item_version_id)
            .distinct()
            .join(ItemVersion, ItemVersion.id == AcceptedGrounds.item_version_id)
            .join(Item, Item.id == ItemVersion.item_id)
            .where(Item.module_id == module.id)
        )
    )
