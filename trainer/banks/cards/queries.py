from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select

from trainer import clock
from trainer.banks.cards import rules
from trainer.banks.cards.models import ItemCard
from trainer.banks.cards.rules import Heap, Wanted
from trainer.banks.models import ItemVersion, ModuleVersion, ModuleVersionItem
from trainer.db import db

IN_BANK = ItemCard.position.is_not(None)
ALIKE = (
    ItemCard.module_id,
    ItemCard.objective,
    ItemCard.objective_title,
    ItemCard.level,
    ItemCard.kind,
    ItemCard.use,
    ItemCard.model,
    ItemCard.model_title,
    ItemCard.sources,
    ItemCard.state,
    ItemCard.alert,
    ItemCard.safety_critical,
    IN_BANK.label("is_in_bank"),
)
PLACE = func.coalesce(ItemCard.position, literal(1_000_000_000) + ItemCard.item_id)
LINE = case((and_(ItemCard.model != "", IN_BANK), literal("model ") + ItemCard.model), else_=ItemCard.slug)
BY = {
    "slug": ItemCard.slug,
    "number": ItemCard.number,
    "published": ItemCard.published_at,
    "takers": ItemCard.takers,
    "facility": ItemCard.facility,
    "discrimination": ItemCard.discrimination,
    "asked": ItemCard.last_asked_at,
}


@dataclass(frozen=True)
class Line:
    """An item, or a model: with how many of its variants fit, of how many; the first of them stands for it."""

    card: ItemCard
    fits: int = 0
    variants: int = 0

    @property
    def is_model(self) -> bool:
        return bool(self.fits and self.card.model and self.card.position)


def heaps(wanted: Wanted, module_id: int | None = None) -> list[Heap]:
    """All items that fit what is not counted (words, numbers, when last asked), in heaps of those that are alike."""
    rows = db.session.execute(
        select(*ALIKE, func.count().label("items")).where(*uncounted(wanted), *of_module(module_id)).group_by(*ALIKE)
    )
    return [Heap(**row._mapping) for row in rows]


def lines(wanted: Wanted, module_id: int | None, limit: int, offset: int) -> list[Line]:
    fitting = (*uncounted(wanted), *others(wanted), *of_module(module_id))
    if not wanted.is_in_lines:
        rows = select(ItemCard).where(*fitting).order_by(*order(wanted), ItemCard.module_id, PLACE).limit(limit)
        return [Line(card) for card in db.session.scalars(rows.offset(offset))]
    found, all_of = grouped(fitting).limit(limit).offset(offset).subquery(), variants().subquery()
    in_lines = (
        select(ItemCard, found.c.fits, all_of.c.variants)
        .join(found, found.c.item_id == ItemCard.item_id)
        .outerjoin(all_of, and_(all_of.c.module_id == ItemCard.module_id, all_of.c.model == ItemCard.model))
        .order_by(found.c.module_id, found.c.place)
    )
    return [Line(card, fits, number or fits) for card, fits, number in db.session.execute(in_lines)]


def grouped(fitting: Sequence[ColumnElement[bool]]) -> Select:
    """In the order of the bank, the variants of a model as one."""
    place = func.min(PLACE).label("place")
    return (
        select(ItemCard.module_id, place, func.min(ItemCard.item_id).label("item_id"), func.count().label("fits"))
        .where(*fitting)
        .group_by(ItemCard.module_id, LINE)
        .order_by(ItemCard.module_id, place)
    )


def variants() -> Select:
    """How many of each model the banks have."""
    return (
        select(ItemCard.module_id, ItemCard.model, func.count().label("variants"))
        .where(ItemCard.model != "", IN_BANK)
        .group_by(ItemCard.module_id, ItemCard.model)
    )


def of_module(module_id: int | None) -> list[ColumnElement[bool]]:
    return [] if module_id is None else [ItemCard.module_id == module_id]


def uncounted(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [ItemCard.text.like(one) for one in rules.patterns(wanted.words)]
    for column, (least, most) in (
        (ItemCard.facility, wanted.facility),
        (ItemCard.discrimination, wanted.discrimination),
    ):
        conditions += [column >= least] if least is not None else []
        conditions += [column <= most] if most is not None else []
    moment = rules.since(wanted.asked, clock.now())
    if wanted.asked == rules.NEVER:
        conditions.append(ItemCard.last_asked_at.is_(None))
    elif moment is not None:
        conditions.append(
            ItemCard.last_asked_at >= moment if wanted.asked == rules.LATELY else ItemCard.last_asked_at < moment
        )
    return conditions


def others(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The conditions whose choices are counted, but for the module."""
    alike = ("objective", "level", "kind", "use", "safety_critical")
    conditions = [getattr(ItemCard, name) == getattr(wanted, name) for name in alike if getattr(wanted, name)]
    if wanted.made:
        conditions.append({rules.BY_HAND: ItemCard.model == "", rules.MODELS: ItemCard.model != ""}.get(
            wanted.made, ItemCard.model == wanted.model
        ))  # fmt: skip
    if wanted.cites:  # LIKE would take large letters for small ones, on one engine
        conditions.append(func.replace(ItemCard.sources, f" {wanted.cites} ", "") != ItemCard.sources)
    if wanted.alert:
        conditions.append(
            ItemCard.alert.is_not(None) if wanted.alert == rules.ANY_ALERT else ItemCard.alert == wanted.alert
        )
    if wanted.state != rules.ALL:
        conditions.append(ItemCard.state == wanted.state if wanted.state else IN_BANK)
    return conditions


def order(wanted: Wanted) -> list[ColumnElement]:
    column = BY.get(wanted.sort.removesuffix("-"))
    if column is None:
        return []
    return [(column.desc() if wanted.sort.endswith("-") else column.asc()).nulls_last()]


def items_in_order(version: ModuleVersion) -> Sequence[ItemVersion]:
    """What the version holds, in the order of the bank."""
    return db.session.scalars(
        select(ItemVersion)
        .join(ModuleVersionItem, ModuleVersionItem.item_version_id == ItemVersion.id)
        .where(ModuleVersionItem.module_version_id == version.id)
        .order_by(ModuleVersionItem.position)
    ).all()
