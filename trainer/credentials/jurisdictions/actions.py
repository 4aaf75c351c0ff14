from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from trainer import clock, trail
from trainer.credentials.jurisdictions import queries
from trainer.credentials.jurisdictions.content import Pack
from trainer.credentials.jurisdictions.models import Jurisdiction, JurisdictionAdoption, JurisdictionVersion
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person


def publish(slug: str, pack: Pack, content_hash: str) -> tuple[JurisdictionVersion, bool]:
    """The version that says just this, and whether it had to be made. Earlier versions stay as they are."""
    newest = queries.live_version(slug)
    if newest is not None and newest.content_hash == content_hash:
        return newest, False
    version = JurisdictionVersion(
        jurisdiction=newest.jurisdiction if newest else jurisdiction_row(slug),
        number=newest.number + 1 if newest else 1,
        content_hash=content_hash,
        document=pack.model_dump(mode="json"),
        published_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    trail.record("jurisdiction.published", jurisdiction=pack.name, version=version.number)
    return version, True


def jurisdiction_row(slug: str) -> Jurisdiction:
    return db.session.scalars(select(Jurisdiction).filter_by(slug=slug)).one_or_none() or Jurisdiction(slug=slug)


def adopt(
    person: Person, clinic: Clinic, version: JurisdictionVersion, *, name: str, statement: str, adopted_on: date
) -> JurisdictionAdoption:
    """The clinic's lead stands for this version: the clinic follows it from the given day on."""
    in_force = queries.adoptions_of(clinic).get(version.jurisdiction_id)
    if in_force is not None and in_force.jurisdiction_version.number >= version.number:
        raise Refused(
            f"{clinic.name} has already adopted version {in_force.jurisdiction_version.number} of the rules of "
            f"{version.name}."
        )
    adoption = JurisdictionAdoption(
        clinic_id=clinic.id,
        jurisdiction_version=version,
        adopted_by=person,
        name=name,
        statement=statement,
        adopted_on=adopted_on,
        recorded_at=clock.now(),
    )
    db.session.add(adoption)
    db.session.flush()
    trail.record(
        "jurisdiction.adopted",
        by=person,
        about=person,
        clinic=clinic,
        jurisdiction=version.name,
        version=version.number,
        name=name,
        statement=statement,
        adopted_on=adopted_on.isoformat(),
        effective_at=datetime.combine(adopted_on, time(), ZoneInfo(clinic.time_zone)),
    )
    return adoption
