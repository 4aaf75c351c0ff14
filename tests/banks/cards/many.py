"""A bank of thousands, put into the tables at once: what a page does with it is told here, not how it is published."""

from copy import deepcopy
from typing import Any

from sqlalchemy import func, insert, select

from tests.banks.builders import live_version
from tests.builders import LONG_AGO
from trainer.banks.cards import actions
from trainer.banks.models import AcceptedGrounds, Item, ItemVersion, ModuleVersion, ModuleVersionItem
from trainer.db import db

CELLS = [("wash", "recall"), ("wash", "application"), ("stop", "judgment")]


def grow(number: int) -> ModuleVersion:
    """Another version of “hands”, with so many more items, each like its first one but for its name and its place."""
    before = live_version()
    version = next_version(before)
    rows = db.session.scalars(
        select(ModuleVersionItem).filter_by(module_version_id=before.id).order_by(ModuleVersionItem.position)
    ).all()
    like = db.session.get_one(ItemVersion, rows[0].item_version_id).document
    item_id, version_id = (db.session.scalar(select(func.max(table.id))) or 0 for table in (Item, ItemVersion))
    ids = range(1, number + 1)
    items = [{"id": item_id + n, "module_id": version.module_id, "slug": f"more-{n}"} for n in ids]
    versions: list[dict[str, Any]] = [
        {
            "id": version_id + n,
            "item_id": item_id + n,
            "number": 1,
            "content_hash": f"more-{n}",
            "document": document_of(like, n),
            "published_at": LONG_AGO,
        }
        for n in ids
    ]
    add(Item, items)
    add(ItemVersion, versions)
    grounds = rows[0].grounds or ""
    add(AcceptedGrounds, [accepted(row["id"], grounds, version) for row in versions])
    hold(version, [(row.item_version_id, row.grounds or "") for row in rows] + [(r["id"], grounds) for r in versions])
    actions.rebuild(version)
    db.session.commit()
    return version


def shift(grounds: str) -> ModuleVersion:
    """Another version, where every item rests on something else than before."""
    before = live_version()
    version = next_version(before)
    held = db.session.scalars(
        select(ModuleVersionItem.item_version_id)
        .filter_by(module_version_id=before.id)
        .order_by(ModuleVersionItem.position)
    )
    hold(version, [(item, grounds) for item in held])
    actions.note_staleness(version.module_id)
    db.session.commit()
    return version


def next_version(before: ModuleVersion) -> ModuleVersion:
    db.session.refresh(before, ["document"])
    version = ModuleVersion(
        module=before.module,
        number=before.number + 1,
        content_hash=f"version {before.number + 1}",
        document=before.document,
        title=before.title,
        published_at=LONG_AGO,
    )
    db.session.add(version)
    db.session.flush()
    return version


def document_of(like: dict, n: int) -> dict:
    document = deepcopy(like)
    objective, level = CELLS[n % 3]
    stem = f"What about number {n}?"
    return document | {"id": f"more-{n}", "objective": objective, "level": level, "stem": stem}


def accepted(item_version_id: int, grounds: str, version: ModuleVersion) -> dict:
    return {
        "item_version_id": item_version_id,
        "grounds": grounds,
        "module_version_id": version.id,
        "reason": "Written on these grounds.",
        "recorded_at": LONG_AGO,
    }


def hold(version: ModuleVersion, items: list[tuple[int, str]]) -> None:
    rows = [
        {"module_version_id": version.id, "position": place, "item_version_id": item, "grounds": grounds}
        for place, (item, grounds) in enumerate(items, 1)
    ]
    add(ModuleVersionItem, rows)


def add(table, rows: list[dict]) -> None:
    db.session.execute(insert(table.__table__), rows)
