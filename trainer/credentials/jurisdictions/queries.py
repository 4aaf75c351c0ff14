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
    """What a clinic has adopted last of each state and not ended, by jurisdiction id."""
    last = {adoption.jurisdiction_version.jurisdiction_id: adoption for adoption in adoptions([clinic.id])}
    return {number: adoption for number, adoption in last.items() if not adoption.ends}


def last_adoption(clinic: Clinic, jurisdiction_id: int) -> JurisdictionAdoption | None:
    """The last line written about a state, whatever day it is from."""
    return db.session.scalars(
        select(JurisdictionAdoption)
        .join(JurisdictionAdoption.jurisdiction_version)
        .where(JurisdictionAdoption.clinic_id == clinic.id, JurisdictionVersion.jurisdiction_id == jurisdiction_id)
        .order_by(JurisdictionAdoption.id.desc())
        .limit(1)
    ).one_or_none()


def followed(
    clinic_ids: Iterable[int], day: date, known_at: datetime
) -> dict[tuple[int, str], tuple[JurisdictionAdoption, dict]]:
    """What each clinic follows on a day, as known at a moment: by clinic and code, the adoption and its document.

    Of several versions that were adopted by that day and recorded by that moment the one adopted last counts.
    """
    found = adoptions(clinic_ids, JurisdictionAdoption.adopted_on <= day, JurisdictionAdoption.recorded_at <= known_at)
    last = {(one.clinic_id, one.jurisdiction_version.jurisdiction.slug): one for one in found}
    return {key: (one, one.jurisdiction_version.document) for key, one in last.items() if not one.ends}


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
