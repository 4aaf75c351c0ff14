from dataclasses import dataclass
from datetime import date

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
    """The clinic's lead stands for this version, also an older one: the clinic follows it from the given day on."""
    in_force = queries.adoptions_of(clinic).get(version.jurisdiction_id)
    if in_force is not None and in_force.jurisdiction_version_id == version.id:
        raise Refused(f"{clinic.name} has already adopted version {version.number} of the rules of {version.name}.")
    return note("jurisdiction.adopted", person, clinic, version, Signed(name, statement, adopted_on))


def end(
    person: Person, clinic: Clinic, version: JurisdictionVersion, *, name: str, statement: str, adopted_on: date
) -> JurisdictionAdoption:
    """From the given day on the clinic follows this state no more: none of its people needle there."""
    if version.jurisdiction_id not in queries.adoptions_of(clinic):
        raise Refused(f"{clinic.name} does not follow the rules of {version.name}.")
    return note("jurisdiction.ended", person, clinic, version, Signed(name, statement, adopted_on, ends=True))


@dataclass(frozen=True)
class Signed:
    name: str
    statement: str
    adopted_on: date
    ends: bool = False


def note(
    event: str, person: Person, clinic: Clinic, version: JurisdictionVersion, signed: Signed
) -> JurisdictionAdoption:
    before = queries.last_adoption(clinic, version.jurisdiction_id)
    adoption = JurisdictionAdoption(
        clinic_id=clinic.id,
        jurisdiction_version=version,
        adopted_by=person,
        name=signed.name,
        statement=signed.statement,
        adopted_on=signed.adopted_on,
        recorded_at=clock.now(),
        ends=signed.ends or None,
        follows_id=before.id if before else None,
    )
    db.session.add(adoption)
    db.session.flush()
    trail.record(
        event,
        by=person,
        about=person,
        clinic=clinic,
        jurisdiction=version.name,
        version=version.number,
        name=signed.name,
        statement=signed.statement,
        adopted_on=signed.adopted_on.isoformat(),
        effective_at=clock.start_of(signed.adopted_on, clinic.time_zone),
    )
    return adoption
