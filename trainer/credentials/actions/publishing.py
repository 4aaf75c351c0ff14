"""New versions of policies, and which of them a clinic follows."""

from datetime import date

from sqlalchemy import select

from trainer import clock, trail
from trainer.credentials.content import Policy
from trainer.credentials.models import Credential, CredentialVersion, PolicyAdoption
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person


def publish(slug: str, policy: Policy, content_hash: str) -> tuple[CredentialVersion, bool]:
    """The version that says just this, and whether it had to be made."""
    credential = db.session.scalars(select(Credential).filter_by(slug=slug)).one_or_none()
    if credential is None:
        credential = Credential(slug=slug)
        db.session.add(credential)
    newest = credential.versions[-1] if credential.versions else None
    if newest is not None and newest.content_hash == content_hash:
        return newest, False
    version = CredentialVersion(
        credential=credential,
        number=newest.number + 1 if newest else 1,
        content_hash=content_hash,
        title=policy.title,
        document=policy.model_dump(mode="json"),
        published_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    trail.record("credential.published", credential=policy.title, version=version.number)
    return version, True


def adopt_policy(
    clinic: Clinic, version: CredentialVersion, *, on: date, by: Person, name: str, statement: str
) -> PolicyAdoption:
    """From `on` the clinic follows this version. Certificates keep the version they were earned under."""
    return note(clinic, version, False, on, by, name, statement)


def drop_policy(
    clinic: Clinic, version: CredentialVersion, *, on: date, by: Person, name: str, statement: str
) -> PolicyAdoption:
    """From `on` the clinic asks for this credential no more. What was earned stays."""
    return note(clinic, version, True, on, by, name, statement)


def note(
    clinic: Clinic, version: CredentialVersion, ends: bool, on: date, by: Person, name: str, statement: str
) -> PolicyAdoption:
    if on > clock.today(clinic.time_zone):
        raise Refused("A policy is adopted today or was adopted earlier. A day to come cannot be entered yet.")
    adoption = PolicyAdoption(
        clinic_id=clinic.id,
        credential_version_id=version.id,
        adopted_on=on,
        recorded_at=clock.now(),
        adopted_by_id=by.id,
        name=name,
        statement=statement,
        ends=ends,
    )
    db.session.add(adoption)
    db.session.flush()
    trail.record(
        "credential.dropped" if ends else "credential.adopted",
        by=by,
        clinic=clinic,
        effective_at=clock.start_of(on, clinic.time_zone),
        credential=version.title,
        version=version.number,
        on=on.isoformat(),
        name=name,
        statement=statement,
    )
    return adoption
