from collections.abc import Sequence, Set

from flask import current_app
from sqlalchemy import Text, and_, bindparam, cast, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, undefer

from trainer.banks.grounds import fingerprint
from trainer.banks.models import (
    AcceptedGrounds,
    Adoption,
    Item,
    ItemVersion,
    Module,
    ModuleVersion,
    ModuleVersionItem,
)
from trainer.banks.published import Kept, PublishedModule, compile_module
from trainer.banks.sources.marks import is_marked
from trainer.db import db
from trainer.people.models import Clinic

AT_ONCE = 500  # values in one statement

# Built once: it runs for every form that is drawn.
LIVE_VERSION = (
    select(func.max(ModuleVersion.id)).where(ModuleVersion.module_id == bindparam("module_id")).scalar_subquery()
)
ACCEPTED = and_(
    AcceptedGrounds.item_version_id == ModuleVersionItem.item_version_id,
    AcceptedGrounds.grounds == ModuleVersionItem.grounds,
)
OTHER_GROUNDS = and_(ModuleVersionItem.grounds.is_not(None), AcceptedGrounds.id.is_(None))
ON_NEW_GROUNDS = (
    select(ModuleVersionItem.item_version_id)
    .outerjoin(AcceptedGrounds, ACCEPTED)
    .where(ModuleVersionItem.module_version_id == LIVE_VERSION, OTHER_GROUNDS)
    .order_by(ModuleVersionItem.position)
)
STALE_ITEMS = (
    select(ModuleVersionItem.item_version_id)
    .outerjoin(AcceptedGrounds, ACCEPTED)
    .where(ModuleVersionItem.module_version_id == LIVE_VERSION, or_(OTHER_GROUNDS, is_marked()))
    .order_by(ModuleVersionItem.position)
)


def live_versions() -> Sequence[ModuleVersion]:
    """The newest version of every module, by title."""
    newest = select(func.max(ModuleVersion.id)).group_by(ModuleVersion.module_id)
    return db.session.scalars(
        select(ModuleVersion).where(ModuleVersion.id.in_(newest)).order_by(ModuleVersion.title, ModuleVersion.id)
    ).all()


def live_version(slug: str) -> ModuleVersion | None:
    return db.session.scalars(
        select(ModuleVersion)
        .join(ModuleVersion.module)
        .where(Module.slug == slug)
        .order_by(ModuleVersion.number.desc())
        .limit(1)
    ).one_or_none()


def version_of(slug: str, number: int) -> ModuleVersion | None:
    return db.session.scalars(
        select(ModuleVersion).join(ModuleVersion.module).where(Module.slug == slug, ModuleVersion.number == number)
    ).one_or_none()


def adoptions_of(clinic: Clinic) -> Sequence[Adoption]:
    """Every adoption of a clinic, newest first."""
    return db.session.scalars(
        select(Adoption)
        .where(Adoption.clinic_id == clinic.id)
        .order_by(Adoption.id.desc())
        .options(joinedload(Adoption.adopted_by), joinedload(Adoption.module_version))
    ).all()


def adopted_by(clinics: Sequence[Clinic]) -> dict[int, Adoption]:
    """What is in force at these clinics, by module id; where several adopted a module, the newest version."""
    adoptions = db.session.scalars(
        select(Adoption)
        .join(Adoption.module_version)
        .where(Adoption.clinic_id.in_([clinic.id for clinic in clinics]))
        .order_by(ModuleVersion.number, Adoption.id)
        .options(contains_eager(Adoption.module_version), joinedload(Adoption.clinic))
    )
    return {adoption.module_version.module_id: adoption for adoption in adoptions}


def adoptions_of_version(version: ModuleVersion, clinics: Sequence[Clinic]) -> Sequence[Adoption]:
    """Who of these clinics stands for this version, by clinic."""
    return db.session.scalars(
        select(Adoption)
        .join(Adoption.clinic)
        .where(Adoption.module_version_id == version.id, Clinic.id.in_([clinic.id for clinic in clinics]))
        .order_by(Clinic.name, Adoption.id)
        .options(contains_eager(Adoption.clinic))
    ).all()


def adoption_in_force(clinic: Clinic, module: Module) -> Adoption | None:
    """The clinic's newest adoption of the module: what its scored attempts are drawn from."""
    return db.session.scalars(
        select(Adoption)
        .join(Adoption.module_version)
        .where(Adoption.clinic_id == clinic.id, ModuleVersion.module_id == module.id)
        .order_by(ModuleVersion.number.desc())
        .limit(1)
        .options(joinedload(Adoption.module_version))
    ).one_or_none()


def published(version_id: int) -> PublishedModule:
    """The module version, compiled once per process: versions never change."""
    return all_published({version_id})[version_id]


def all_published(version_ids: Set[int]) -> dict[int, PublishedModule]:
    """All at once, by version: two statements, however many there are."""
    kept = current_app.extensions["published modules"]
    if missing := version_ids - kept.keys():
        kept |= read_published(missing)
    return {version_id: kept[version_id] for version_id in version_ids}


def outline(version_id: int) -> PublishedModule:
    """As `published`, but it may lack the items: for a page that is about none, or one of them."""
    return outlines({version_id})[version_id]


def outlines(version_ids: Set[int]) -> dict[int, PublishedModule]:
    """All at once, by version."""
    whole, kept = current_app.extensions["published modules"], current_app.extensions["module outlines"]
    if missing := version_ids - whole.keys() - kept.keys():
        wanted = select(ModuleVersion).where(ModuleVersion.id.in_(missing)).order_by(ModuleVersion.id)
        for version in db.session.scalars(wanted.options(undefer(ModuleVersion.document))):
            kept[version.id] = compile_module(version, ())
    return {version_id: whole.get(version_id) or kept[version_id] for version_id in version_ids}


def read_published(version_ids: Set[int]) -> dict[int, PublishedModule]:
    wanted = select(ModuleVersion).where(ModuleVersion.id.in_(version_ids)).order_by(ModuleVersion.id)
    versions = db.session.scalars(wanted.options(undefer(ModuleVersion.document))).all()
    text = cast(ItemVersion.document, Text)
    held: dict[int, list[Kept]] = {version_id: [] for version_id in version_ids}
    rows = db.session.execute(
        select(ModuleVersionItem.module_version_id, ItemVersion.id, ItemVersion.number, text)
        .join(ItemVersion, ItemVersion.id == ModuleVersionItem.item_version_id)
        .where(ModuleVersionItem.module_version_id.in_(version_ids))
        .order_by(ModuleVersionItem.module_version_id, ModuleVersionItem.position)
    )
    for version_id, item_id, number, written in rows:
        held[version_id].append(Kept(item_id, number, written))
    return {version.id: compile_module(version, held[version.id]) for version in versions}


def newest_versions(module: Module, limit: int) -> Sequence[ModuleVersion]:
    """With all that they say, newest first."""
    return db.session.scalars(
        select(ModuleVersion)
        .where(ModuleVersion.module_id == module.id)
        .order_by(ModuleVersion.number.desc())
        .limit(limit)
        .options(undefer(ModuleVersion.document))
    ).all()


def item_versions(module: Module, slug: str) -> Sequence[ItemVersion]:
    """All versions of one item, newest first."""
    return db.session.scalars(
        select(ItemVersion)
        .join(ItemVersion.item)
        .where(Item.module_id == module.id, Item.slug == slug)
        .order_by(ItemVersion.number.desc())
    ).all()


def newest_item_versions(module: Module) -> dict[str, ItemVersion]:
    """The newest version of every item the module ever had, by slug."""
    newest = (
        select(func.max(ItemVersion.id))
        .join(ItemVersion.item)
        .where(Item.module_id == module.id)
        .group_by(ItemVersion.item_id)
    )
    versions = db.session.scalars(select(ItemVersion).where(ItemVersion.id.in_(newest)).order_by(ItemVersion.id))
    return {version.item.slug: version for version in versions}


def stale_items(module_id: int) -> frozenset[int]:
    """Item versions of the live version whose grounds have changed, and that nobody has looked at since.

    Either they read otherwise, or an educator noted that a source they rest on has changed.
    """
    return frozenset(db.session.scalars(STALE_ITEMS, {"module_id": module_id}))


def on_new_grounds(module_id: int) -> frozenset[int]:
    """Of these, those whose grounds read otherwise."""
    return frozenset(db.session.scalars(ON_NEW_GROUNDS, {"module_id": module_id}))


def stale_by_module() -> dict[int, frozenset[int]]:
    """As `stale_items`, of every module that has some."""
    newest = select(func.max(ModuleVersion.id)).group_by(ModuleVersion.module_id)
    rows = db.session.execute(
        select(ModuleVersion.module_id, ModuleVersionItem.item_version_id)
        .join(ModuleVersion, ModuleVersion.id == ModuleVersionItem.module_version_id)
        .outerjoin(AcceptedGrounds, ACCEPTED)
        .where(ModuleVersion.id.in_(newest), or_(OTHER_GROUNDS, is_marked()))
        .order_by(ModuleVersion.module_id, ModuleVersionItem.position)
    )
    found: dict[int, set[int]] = {}
    for module_id, item_version_id in rows:
        found.setdefault(module_id, set()).add(item_version_id)
    return {module_id: frozenset(items) for module_id, items in found.items()}


def accepted_grounds(item_version_ids: Sequence[int]) -> dict[int, set[str]]:
    """By item version, the grounds on which it was found right. Asked in parts: a statement takes so many values."""
    found: dict[int, set[str]] = {}
    for start in range(0, len(item_version_ids), AT_ONCE):
        rows = db.session.execute(
            select(AcceptedGrounds.item_version_id, AcceptedGrounds.grounds).where(
                AcceptedGrounds.item_version_id.in_(item_version_ids[start : start + AT_ONCE])
            )
        )
        for item_version_id, grounds in rows:
            found.setdefault(item_version_id, set()).add(grounds)
    return found


def last_accepted(item_version_id: int) -> AcceptedGrounds | None:
    """The grounds on which an item version was last found right."""
    return db.session.scalars(
        select(AcceptedGrounds)
        .where(AcceptedGrounds.item_version_id == item_version_id)
        .order_by(AcceptedGrounds.id.desc())
        .limit(1)
        .options(joinedload(AcceptedGrounds.module_version))
    ).one_or_none()


def waiting_on_new_grounds(module_id: int) -> dict[int, AcceptedGrounds | None]:
    """The items of `on_new_grounds`, in the order of the bank, with the grounds on which each was last found right."""
    last = aliased(AcceptedGrounds)
    newest = (
        select(func.max(last.id)).where(last.item_version_id == ModuleVersionItem.item_version_id).scalar_subquery()
    )
    shown = aliased(AcceptedGrounds)
    rows = db.session.execute(
        ON_NEW_GROUNDS.add_columns(shown).outerjoin(shown, shown.id == newest).options(joinedload(shown.accepted_by)),
        {"module_id": module_id},
    )
    return dict(rows.all())


def on_old_grounds(module_id: int) -> list[tuple[int, int]]:
    """Where an item rested on other grounds than it does in the live version, and nobody found it right on those.

    Pairs of (module version, item version): what was asked there was asked on the old text. Where grounds were not
    kept yet, they are read from what the version said.
    """
    there, here = aliased(ModuleVersionItem), aliased(ModuleVersionItem)
    asked, now = aliased(ItemVersion), aliased(ItemVersion)
    accepted = select(AcceptedGrounds.id).where(
        AcceptedGrounds.item_version_id == asked.id, AcceptedGrounds.grounds == here.grounds
    )
    rows = db.session.execute(
        select(there.module_version_id, there.item_version_id, there.grounds, here.grounds)
        .join(asked, asked.id == there.item_version_id)
        .join(now, now.item_id == asked.item_id)
        .join(here, and_(here.item_version_id == now.id, here.module_version_id == LIVE_VERSION))
        .join(ModuleVersion, ModuleVersion.id == there.module_version_id)
        .where(
            ModuleVersion.module_id == bindparam("module_id"),
            or_(there.grounds.is_(None), there.grounds != here.grounds),
            here.grounds.is_not(None),
            ~accepted.exists(),
        )
        .order_by(there.module_version_id, there.position),
        {"module_id": module_id},
    )
    return [
        (version_id, item_id)
        for version_id, item_id, then, now in rows
        if (then or grounds_in(published(version_id), item_id)) != now
    ]


def grounds_in(module: PublishedModule, item_version_id: int) -> str:
    return fingerprint(module.content, module.material, module.by_version[item_version_id].item)
