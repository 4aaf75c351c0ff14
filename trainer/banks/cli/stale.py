"""What the files and the database say of the same items: whose ground has changed since somebody found them right."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from flask import current_app
from sqlalchemy import inspect, select
from sqlalchemy.exc import SQLAlchemyError

from trainer.banks import material, queries
from trainer.banks.content import Item, Module
from trainer.banks.grounds import fingerprint, parts
from trainer.banks.loading import Checked
from trainer.banks.material import Material
from trainer.banks.models import ModuleVersionItem
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.banks.sources.queries import sources_noted
from trainer.db import db

NEEDED = ("module_version", "module_version_item", "accepted_grounds")
Pairs = list[tuple[int, int]]  # module version, item version


def stale(checked: Sequence[Checked]) -> dict:
    """Whether the files could be compared with what is published, and the modules with stale items. Reads only."""
    try:
        reason = why_not()
        modules = [] if reason else [found for one in checked if one.module and (found := stale_in(one.module))]
    except SQLAlchemyError as problem:
        reason, modules = f"the database cannot be read ({type(problem).__name__})", []
    finally:
        db.session.rollback()
    return {"compared": not reason, "reason": reason, "modules": modules}


def why_not() -> str:
    """A database that is not there yet is not made by looking for it."""
    url = db.engine.url
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return "there is no database yet"
    look = inspect(db.engine)
    return "" if all(look.has_table(name) for name in NEEDED) else "the database has no tables for it"


def stale_in(module: Module) -> dict | None:
    """`now` is what is left out of new forms already; `on_loading` what will be too when these files are published."""
    version = queries.live_version(module.slug)
    if version is None:
        return None
    live = queries.published(version.id)
    now = queries.stale_items(version.module_id)
    read = material.read(module.material)
    coming = [(one, item) for one, item in losing_ground(module, read, live) if one.version_id not in now]
    if not now and not coming:
        return None
    pairs = set(queries.on_old_grounds(version.module_id)) | set(everywhere([one.version_id for one, _ in coming]))
    return {
        "module": module.slug,
        "live_version": version.number,
        "now": [named(live.content, live.material, one, one.item) for one in live.items if one.version_id in now],
        "on_loading": [named(module, read, one, item) for one, item in coming],
        **current_app.extensions["resting on"](sorted(pairs)),
    }


def losing_ground(module: Module, read: Material, live: PublishedModule) -> list[tuple[PublishedItem, Item]]:
    """Items that the files leave as they are published, on a ground that nobody accepted for them."""
    same = [
        (one, item)
        for item in module.items
        if (one := live.by_slug.get(item.id)) and item.as_document() == one.item.as_document()
    ]
    accepted = queries.accepted_grounds([one.version_id for one, _ in same])
    found: list[tuple[PublishedItem, Item]] = []
    for one, item in same:
        known = accepted.get(one.version_id) or {fingerprint(live.content, live.material, one.item)}
        if fingerprint(module, read, item) not in known:
            found.append((one, item))
    return found


def named(module: Module, read: Material, one: PublishedItem, item: Item) -> dict:
    """The item, and which of the things it rests on read otherwise than when it was last found right."""
    last = queries.last_accepted(one.version_id)
    known = queries.published(last.module_version_id) if last else None
    before = dict(parts(known.content, known.material, item)) if known else {}
    after = dict(parts(module, read, item))
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    changed += [name for name in sources_noted(one.version_id) if name not in changed]
    return {"item": item.id, "changed": changed}


def everywhere(item_version_ids: Iterable[int]) -> Pairs:
    """Each version of the module that holds one of these items: all of them ask it on a text that is to change."""
    rows = db.session.execute(
        select(ModuleVersionItem.module_version_id, ModuleVersionItem.item_version_id)
        .where(ModuleVersionItem.item_version_id.in_(list(item_version_ids)))
        .order_by(ModuleVersionItem.module_version_id, ModuleVersionItem.position)
    )
    return [(version_id, item_id) for version_id, item_id in rows]
