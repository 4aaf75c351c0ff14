"""What a clinic works with that nobody of it has looked at: modules, packs of states, drafts."""

from collections.abc import Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from trainer.banks.drafts.models import DraftDecision, DraftItem, DraftText
from trainer.banks.drafts.queries import LAST
from trainer.banks.models import AcceptedGrounds, Adoption, Module, ModuleVersion, ModuleVersionItem
from trainer.banks.queries import ACCEPTED
from trainer.credentials.jurisdictions.models import Jurisdiction, JurisdictionAdoption, JurisdictionVersion
from trainer.db import db

Live, InUse = aliased(ModuleVersion), aliased(ModuleVersion)


def modules(clinic_id: int) -> Sequence[Row]:
    """Every module: slug, title, number, published_at of the newest version; in_use, review_by of the one that the
    clinic adopted last, if any; and how many items of the newest rest on text that was changed (stale)."""
    newest = select(func.max(ModuleVersion.id)).group_by(ModuleVersion.module_id)
    adopted = (
        select(ModuleVersion.module_id, func.max(ModuleVersion.id).label("version_id"))
        .join(Adoption, Adoption.module_version_id == ModuleVersion.id)
        .where(Adoption.clinic_id == clinic_id)
        .group_by(ModuleVersion.module_id)
        .subquery("adopted")
    )
    stale = (
        select(func.count())
        .select_from(ModuleVersionItem)
        .outerjoin(AcceptedGrounds, ACCEPTED)
        .where(
            ModuleVersionItem.module_version_id == Live.id,
            ModuleVersionItem.grounds.is_not(None),
            AcceptedGrounds.id.is_(None),
        )
        .correlate(Live)
        .scalar_subquery()
    )
    return db.session.execute(
        select(
            Module.slug,
            Live.title,
            Live.number,
            Live.published_at,
            InUse.number.label("in_use"),
            InUse.document["review_by"].as_string().label("review_by"),
            stale.label("stale"),
        )
        .join(Live, Live.module_id == Module.id)
        .outerjoin(adopted, adopted.c.module_id == Module.id)
        .outerjoin(InUse, InUse.id == adopted.c.version_id)
        .where(Live.id.in_(newest))
        .order_by(Live.title, Module.id)
    ).all()


def packs(clinic_id: int) -> Sequence[Row]:
    """Packs of states of which the clinic adopted an older version: slug, number and published_at of the newest, and
    the version in_use."""
    newest = select(func.max(JurisdictionVersion.id)).group_by(JurisdictionVersion.jurisdiction_id)
    used, live = aliased(JurisdictionVersion), aliased(JurisdictionVersion)
    in_use = func.max(used.number).label("in_use")
    return db.session.execute(
        select(Jurisdiction.slug, live.number, live.published_at, in_use)
        .join(live, live.jurisdiction_id == Jurisdiction.id)
        .join(used, used.jurisdiction_id == Jurisdiction.id)
        .join(JurisdictionAdoption, JurisdictionAdoption.jurisdiction_version_id == used.id)
        .where(live.id.in_(newest), JurisdictionAdoption.clinic_id == clinic_id)
        .group_by(Jurisdiction.slug, live.number, live.published_at)
        .having(in_use < live.number)
        .order_by(Jurisdiction.slug)
    ).all()


def open_drafts() -> Row:
    """How many drafts nobody has decided on, of how many texts, and since when the oldest waits."""
    return db.session.execute(
        select(
            func.count(DraftItem.id).label("drafts"),
            func.count(DraftText.id.distinct()).label("texts"),
            func.min(DraftText.made_at).label("since"),
        )
        .join(DraftText, DraftText.id == DraftItem.draft_text_id)
        .outerjoin(DraftDecision, LAST)
        .where(DraftText.discarded_at.is_(None), DraftDecision.is_accepted.is_(None))
    ).one()
