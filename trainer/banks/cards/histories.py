"""What each version of a module brought, asked for what differs only: of ten thousand items that may be one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import Select, and_, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased, undefer

from trainer.banks import rules
from trainer.banks.authoring.queries import from_workbench
from trainer.banks.models import Item, ItemVersion, Module, ModuleVersion, ModuleVersionItem
from trainer.db import db

Items = dict[str, tuple[int, str]]  # by slug: the number of the item's version, and its use

BEFORE, THERE, OTHER = aliased(ModuleVersion), aliased(ModuleVersionItem), aliased(ModuleVersionItem)


def newest_versions(slug: str, limit: int) -> Sequence[ModuleVersion]:
    """Of a module, with all that they say, newest first; none where there is no such module."""
    return db.session.scalars(
        select(ModuleVersion)
        .join(ModuleVersion.module)
        .where(Module.slug == slug)
        .order_by(ModuleVersion.number.desc())
        .limit(limit)
        .options(undefer(ModuleVersion.document))
    ).all()


@dataclass(frozen=True)
class Told:
    """A version of a module, and what it changed; None: the first one, where everything is new.

    One that is not from the workbench came by files: whoever keeps these reviewed it, or nobody did.
    """

    number: int
    published_at: datetime
    changes: rules.Changes | None
    is_from_workbench: bool


def history(versions: Sequence[ModuleVersion], limit: int) -> list[Told]:
    """The newest of a module. Asked once per process: what a version brought never changes."""
    kept = current_app.extensions["module histories"]
    if versions[0].id not in kept:
        kept[versions[0].id] = read_history(versions, limit)
    return kept[versions[0].id]


def read_history(versions: Sequence[ModuleVersion], limit: int) -> list[Told]:
    before, after = what_differs([version.id for version in versions[:limit]])
    written = from_workbench([version.id for version in versions[:limit]])
    told = []
    for version, older in zip(versions, [*versions[1:], None], strict=True):
        had, has = before.get(version.id, {}), after.get(version.id, {})
        changes = rules.changes(older.document, version.document, had, has) if older else None
        told.append(Told(version.number, version.published_at, changes, version.id in written))
    return told[:limit]


def what_differs(version_ids: Sequence[int]) -> tuple[dict[int, Items], dict[int, Items]]:
    """By version, the items it does not take over as they were: how they were before, and how they are."""
    parts = union_all(
        differing(ModuleVersion.id, BEFORE.id, version_ids, is_new=True),
        differing(BEFORE.id, ModuleVersion.id, version_ids, is_new=False),
    ).subquery()
    before: dict[int, Items] = {}
    after: dict[int, Items] = {}
    for row in db.session.execute(select(parts).order_by(parts.c.version, parts.c.is_new, parts.c.position)):
        (after if row.is_new else before).setdefault(row.version, {})[row.slug] = (row.number, row.use)
    return before, after


Column = InstrumentedAttribute[int]


def differing(in_one: Column, in_other: Column, version_ids: Sequence[int], *, is_new: bool) -> Select:
    """What one of two neighboring versions holds and the other does not."""
    return (
        select(
            ModuleVersion.id.label("version"),
            literal(is_new).label("is_new"),
            THERE.position,
            Item.slug,
            ItemVersion.number,
            ItemVersion.document["use"].as_string().label("use"),
        )
        .select_from(ModuleVersion)
        .join(BEFORE, and_(BEFORE.module_id == ModuleVersion.module_id, BEFORE.number == ModuleVersion.number - 1))
        .join(THERE, THERE.module_version_id == in_one)
        .outerjoin(OTHER, and_(OTHER.module_version_id == in_other, OTHER.item_version_id == THERE.item_version_id))
        .join(ItemVersion, ItemVersion.id == THERE.item_version_id)
        .join(Item, Item.id == ItemVersion.item_id)
        .where(ModuleVersion.id.in_(version_ids), OTHER.position.is_(None))
    )
