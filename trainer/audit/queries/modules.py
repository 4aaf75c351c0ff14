from collections.abc import Iterable

from sqlalchemy import Row, Select, func, select

from trainer.banks.models import Adoption, ItemVersion, Module, ModuleVersion, ModuleVersionItem
from trainer.db import db


def newest_versions() -> Select:
    return select(func.max(ModuleVersion.id)).group_by(ModuleVersion.module_id)


def titles() -> dict[str, str]:
    """What every module is called, by slug; in the order of the titles."""
    rows = db.session.execute(
        select(Module.slug, ModuleVersion.title)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(ModuleVersion.id.in_(newest_versions()))
        .order_by(ModuleVersion.title, Module.id)
    )
    return {row.slug: row.title for row in rows}


def adopted(clinic_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """The newest version of each module that each of these clinics has adopted; by clinic and slug."""
    rows = db.session.execute(
        select(Adoption.clinic_id, Module.slug, func.max(ModuleVersion.number))
        .join(ModuleVersion, ModuleVersion.id == Adoption.module_version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Adoption.clinic_id.in_(list(clinic_ids)))
        .group_by(Adoption.clinic_id, Module.slug)
    )
    return {(clinic_id, slug): number for clinic_id, slug, number in rows}


def banks() -> list[Row[tuple[str, str, int, int]]]:
    """Slug, title, newest version and how many items are in it; by title."""
    return list(
        db.session.execute(
            select(Module.slug, ModuleVersion.title, ModuleVersion.number, func.count(ItemVersion.id).label("size"))
            .join(ModuleVersion, ModuleVersion.module_id == Module.id)
            .join(ModuleVersionItem, ModuleVersionItem.module_version_id == ModuleVersion.id)
            .join(ItemVersion, ItemVersion.id == ModuleVersionItem.item_version_id)
            .where(ModuleVersion.id.in_(newest_versions()))
            .group_by(Module.id, Module.slug, ModuleVersion.title, ModuleVersion.number)
            .order_by(ModuleVersion.title, Module.id)
        )
    )
