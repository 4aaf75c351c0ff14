"""One item among the others: its card, its neighbors, its versions and where each stands. Few statements, any bank."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import current_app
from sqlalchemy import String, and_, cast, func, or_, select
from sqlalchemy.orm import aliased

from trainer.banks.cards import rules
from trainer.banks.cards.models import ItemCard
from trainer.banks.models import AcceptedGrounds, Item, ItemVersion, Module, ModuleVersion, ModuleVersionItem
from trainer.db import db

NOBODY = {"attempts": 0, "practice": 0, "certificates": 0, "running": 0, "open": 0, "last_asked_at": None}


@dataclass(frozen=True)
class Surroundings:
    """An item's card in the live version of its module, and the slugs of those around it."""

    live: ModuleVersion
    card: ItemCard
    before: str | None = None
    after: str | None = None
    siblings: list[str] = field(default_factory=list)  # of the same case


def surroundings_of(module_slug: str, item_slug: str) -> Surroundings | None:
    it, live = aliased(ItemCard), aliased(ModuleVersion)
    newest = select(func.max(live.id)).where(live.module_id == Module.id).correlate(Module).scalar_subquery()
    rows = db.session.execute(
        select(ItemCard, ModuleVersion)
        .select_from(Module)
        .join(Item, and_(Item.module_id == Module.id, Item.slug == item_slug))
        .join(it, it.item_id == Item.id)
        .join(ItemCard, ItemCard.module_id == it.module_id)
        .join(ModuleVersion, ModuleVersion.id == newest)
        .where(
            Module.slug == module_slug,
            or_(
                ItemCard.item_id == it.item_id,
                ItemCard.position.between(it.position - 1, it.position + 1),
                and_(ItemCard.case != "", ItemCard.case == it.case, ItemCard.position.is_not(None)),
            ),
        )
        .order_by(ItemCard.position, ItemCard.item_id)
    ).all()
    found = next(((card, version) for card, version in rows if card.slug == item_slug), None)
    if found is None:
        return None
    card, version = found
    at = {other.position: other.slug for other, _ in rows if card.position is not None}
    return Surroundings(
        version,
        card,
        at.get((card.position or 0) - 1),
        at.get((card.position or 0) + 1),
        [other.slug for other, _ in rows if card.case and other.case == card.case and other is not card],
    )


@dataclass(frozen=True)
class Place:
    """A version of an item: the module versions that hold it, and what rests on it by now."""

    version: ItemVersion
    accepted: AcceptedGrounds | None  # on which it was last found right
    modules: list[tuple[int, int]]  # from one number to another
    is_live: bool
    attempts: int
    practice: int  # of the attempts
    certificates: int
    running: int  # of the certificates, today
    open: int  # attempts under way
    last_asked_at: datetime | None

    @property
    def in_words(self) -> str:
        """1 to 3, 5"""
        return ", ".join(f"{first} to {last}" if last > first else str(first) for first, last in self.modules)


def places_of(card: ItemCard, live: ModuleVersion) -> list[Place]:
    """Newest first."""
    numbers = (
        select(func.aggregate_strings(cast(ModuleVersion.number, String), ","))
        .join(ModuleVersionItem, ModuleVersionItem.module_version_id == ModuleVersion.id)
        .where(ModuleVersionItem.item_version_id == ItemVersion.id)
        .correlate(ItemVersion)
        .scalar_subquery()
    )
    last = aliased(AcceptedGrounds)
    newest = select(func.max(last.id)).where(last.item_version_id == ItemVersion.id).scalar_subquery()
    rows = db.session.execute(
        select(ItemVersion, AcceptedGrounds, numbers)
        .outerjoin(AcceptedGrounds, AcceptedGrounds.id == newest)
        .where(ItemVersion.item_id == card.item_id)
        .order_by(ItemVersion.number.desc())
    ).all()
    use = current_app.extensions["use of items"]([version.id for version, _, _ in rows])
    found = []
    for version, accepted, said in rows:
        held = [int(number) for number in said.split(",")] if said else []
        counts = {name: use.get(version.id, {}).get(name, nothing) for name, nothing in NOBODY.items()}
        found.append(Place(version, accepted, rules.runs(held), live.number in held, **counts))
    return found


def last_asked(card: ItemCard, places: Sequence[Place]) -> datetime | None:
    moments = [one.last_asked_at for one in places if one.last_asked_at] + [card.last_asked_at]
    return max((one for one in moments if one), default=None)
