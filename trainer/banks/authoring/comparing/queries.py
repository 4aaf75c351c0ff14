"""What two published versions of a module say, but for the questions that they share."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from trainer.banks import queries as banks
from trainer.banks.authoring.parts import KINDS, Piece, pieces_of
from trainer.banks.content import Module
from trainer.banks.models import Item, ItemVersion, ModuleVersion, ModuleVersionItem
from trainer.db import db


def pieces_of_both(old: ModuleVersion, new: ModuleVersion) -> tuple[list[Piece], list[Piece]]:
    """Of each its pieces in their order. An item whose version and waivers are in both is in neither list: of thousands
    only what changed is read."""
    outlines = banks.outlines({old.id, new.id})
    before, after = (outlines[one.id].content.model_copy(update={"items": ()}) for one in (old, new))
    waivers = [before.waivers, after.waivers]
    waived = [name for name in waivers[0].keys() | waivers[1].keys() if waivers[0].get(name) != waivers[1].get(name)]
    documents: dict[int, list[dict]] = {old.id: [], new.id: []}
    for version_id, document in db.session.execute(items_apart(old.id, new.id, waived)):
        documents[version_id].append(document)
    return in_pieces(before, documents[old.id]), in_pieces(after, documents[new.id])


def items_apart(old: int, new: int, waived: Sequence[str]):
    held, other = ModuleVersionItem, ModuleVersionItem.__table__.alias()
    of = {
        version: select(other.c.item_version_id).where(other.c.module_version_id == version) for version in (old, new)
    }
    return (
        select(held.module_version_id, ItemVersion.document)
        .join(ItemVersion, ItemVersion.id == held.item_version_id)
        .join(Item, Item.id == ItemVersion.item_id)
        .where(
            held.module_version_id.in_([old, new]),
            or_(
                and_(held.module_version_id == old, held.item_version_id.not_in(of[new])),
                and_(held.module_version_id == new, held.item_version_id.not_in(of[old])),
                Item.slug.in_(waived),
            ),
        )
        .order_by(held.module_version_id, held.position)
    )


def in_pieces(module: Module, documents: Sequence[dict]) -> list[Piece]:
    """Variants are left out: their models make them. Items are as their version keeps them, with their waivers."""
    own = [document for document in documents if not document.get("made")]
    items = [Piece("item", one["id"], one | {"waivers": module.waivers.get(one["id"], ())}) for one in own]
    return sorted([*pieces_of(module), *items], key=lambda piece: KINDS.index(piece.kind))
