from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from trainer.credentials.jurisdictions.models import Jurisdiction, JurisdictionAdoption, JurisdictionVersion
from trainer.db import db
from trainer.people.models import Clinic


def live_versions() -> Sequence[JurisdictionVersion]:
    """The newest version of every pack, by code."""
    newest = select(func.max(JurisdictionVersion.id)).group_by(JurisdictionVersion.jurisdiction_id)
    return db.session.scalars(
        select(JurisdictionVersion)
        .join(JurisdictionVersion.jurisdiction)
        .where(JurisdictionVersion.id.in_(newest))
        .order_by(Jurisdiction.slug)
        .options(contains_eager(JurisdictionVersion.jurisdiction))
    ).all()


def live_hashes() -> dict[str, str]:
    """What every newest version says, as a hash by code."""
    return {version.jurisdiction.slug: version.content_hash for version in live_versions()}


def versions_of(slug: str) -> Sequence[JurisdictionVersion]:
    """Every version of a pack, newest first."""
    return db.session.scalars(
        select(JurisdictionVersion)
        .join(JurisdictionVersion.jurisdiction)
        .where(Jurisdiction.slug == slug)
        .order_by(JurisdictionVersion.number.desc())
        .options(contains_eager(JurisdictionVersion.jurisdiction))
    ).all()


def live_version(slug: str) -> JurisdictionVersion | None:
    return next(iter(versions_of(slug)), None)


def adoptions_of(clinic: Clinic) -> dict[int, JurisdictionAdoption]:
    """The newest version that a clinic has adopted of each pack, by jurisdiction id."""
    return {adoption.jurisdiction_version.jurisdiction_id: adoption for adoption in adoptions([clinic.id])}


def followed(
    clinic_ids: Iterable[int], day: date, known_at: datetime
) -> dict[tuple[int, str], tuple[JurisdictionAdoption, dict]]:
    """What each clinic follows on a day, as known at a moment: by clinic and code, the adoption and its document.

    Of several versions that were adopted by that day and recorded by that moment the one adopted last counts.
    """
    return {
        (adoption.clinic_id, version.jurisdiction.slug): (adoption, version.document)
        for adoption in adoptions(
            clinic_ids, JurisdictionAdoption.adopted_on <= day, JurisdictionAdoption.recorded_at <= known_at
        )
        if (version := adoption.jurisdiction_version)
    }


def adoptions(clinic_ids: Iterable[int], *conditions) -> Sequence[JurisdictionAdoption]:
    """As they came to be followed, so that the newest is what stays under its key."""
    return db.session.scalars(
        select(JurisdictionAdoption)
        .join(JurisdictionAdoption.jurisdiction_version)
        .join(JurisdictionVersion.jurisdiction)
        .where(JurisdictionAdoption.clinic_id.in_(list(clinic_ids)), *conditions)
        .order_by(JurisdictionAdoption.adopted_on, JurisdictionAdoption.recorded_at, JurisdictionAdoption.id)
        .options(
            contains_eager(JurisdictionAdoption.jurisdiction_version).contains_eager(JurisdictionVersion.jurisdiction)
        )
    ).all()
