"""How two published versions of a module differ: of thousands of items which do, and what they say of those shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from trainer.banks import queries as banks
from trainer.banks.authoring.comparing.modules import PartDifference, modules_compared
from trainer.banks.authoring.parts import KINDS, Piece, pieces_of
from trainer.banks.content import Module, Waiver
from trainer.banks.models import Item, ItemVersion, ModuleVersion, ModuleVersionItem
from trainer.db import db

Waivers = Mapping[str, tuple[Waiver, ...]]


@dataclass(frozen=True)
class ItemApart:
    """An item that came, went or reads otherwise: its version before and after, where it has one."""

    slug: str
    before: int | None
    after: int | None
    kind: str = "item"


def differences_of(old: ModuleVersion, new: ModuleVersion) -> list[PartDifference | ItemApart]:
    """In the order of the newer version, by kind; what is gone stands at the end of its kind. Variants are left out:
    their models make them."""
    outlines = banks.outlines({old.id, new.id})
    before, after = (outlines[one.id].content.model_copy(update={"items": ()}) for one in (old, new))
    found: list[PartDifference | ItemApart] = [*modules_compared(in_order(before), in_order(after))]
    found += items_apart(old.id, new.id, waived_otherwise(before.waivers, after.waivers))
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def filled(found: Sequence[PartDifference | ItemApart], old: ModuleVersion, new: ModuleVersion) -> list[PartDifference]:
    """With what the items among them say, as their version keeps it, and what was waived for them."""
    outlines = banks.outlines({old.id, new.id})
    before, after = (outlines[one.id].content.waivers for one in (old, new))
    ids = {number for one in found if isinstance(one, ItemApart) for number in (one.before, one.after) if number}
    rows = db.session.execute(select(ItemVersion.id, ItemVersion.document).where(ItemVersion.id.in_(ids)))
    said = {row.id: row.document for row in rows}

    def whole(slug: str, number: int | None, waivers: Waivers) -> dict | None:
        return said[number] | {"waivers": waivers.get(slug, ())} if number else None

    return [
        one
        if isinstance(one, PartDifference)
        else PartDifference(one.kind, one.slug, whole(one.slug, one.before, before), whole(one.slug, one.after, after))
        for one in found
    ]


def in_order(module: Module) -> list[Piece]:
    return sorted(pieces_of(module), key=lambda piece: KINDS.index(piece.kind))


def waived_otherwise(before: Waivers, after: Waivers) -> list[str]:
    return [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]


def items_apart(old: int, new: int, waived: Sequence[str]) -> list[ItemApart]:
    """An item whose version and waivers are the same in both is not among them."""
    held, other = ModuleVersionItem, ModuleVersionItem.__table__.alias()
    of = {
        version: select(other.c.item_version_id).where(other.c.module_version_id == version) for version in (old, new)
    }
    rows = db.session.execute(
        select(held.module_version_id, Item.slug, held.item_version_id)
        .join(ItemVersion, ItemVersion.id == held.item_version_id)
        .join(Item, Item.id == ItemVersion.item_id)
        .where(
            held.module_version_id.in_([old, new]),
            ItemVersion.document["made"]["model"].as_string().is_(None),
            or_(
                and_(held.module_version_id == old, held.item_version_id.not_in(of[new])),
                and_(held.module_version_id == new, held.item_version_id.not_in(of[old])),
                Item.slug.in_(waived),
            ),
        )
        .order_by(held.module_version_id, held.position)
    ).all()
    before = {slug: number for version, slug, number in rows if version == old}
    after = {slug: number for version, slug, number in rows if version == new}
    return [ItemApart(slug, before.get(slug), after.get(slug)) for slug in {**after, **before}]
