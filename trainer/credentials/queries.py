from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.credentials.content import Policy
from trainer.credentials.models import Certificate, Credential, CredentialVersion, ModulePass
from trainer.db import db
from trainer.people.models import Person


def live_policies() -> Sequence[CredentialVersion]:
    """The newest version of every credential, by title."""
    newest = select(func.max(CredentialVersion.id)).group_by(CredentialVersion.credential_id)
    return db.session.scalars(
        select(CredentialVersion)
        .where(CredentialVersion.id.in_(newest))
        .order_by(CredentialVersion.title, CredentialVersion.id)
    ).all()


def modules_asked_for() -> set[str]:
    """The modules that some credential takes, by slug."""
    return {module for version in live_policies() for module in policy_of(version).modules}


def policy_of(version: CredentialVersion) -> Policy:
    return Policy.model_validate(version.document)


def passes_of(person: Person, modules: Iterable[str]) -> Sequence[ModulePass]:
    """Every pass of these modules, oldest first."""
    return db.session.scalars(
        select(ModulePass)
        .where(ModulePass.person_id == person.id, ModulePass.module.in_(list(modules)))
        .order_by(ModulePass.passed_on, ModulePass.id)
    ).all()


def latest_passes(people: Iterable[int], modules: Iterable[str], day: date) -> dict[tuple[int, str], date]:
    """The newest day, up to the given one, on which each of these people passed each of these modules."""
    rows = db.session.execute(
        select(ModulePass.person_id, ModulePass.module, func.max(ModulePass.passed_on))
        .where(
            ModulePass.person_id.in_(list(people)), ModulePass.module.in_(list(modules)), ModulePass.passed_on <= day
        )
        .group_by(ModulePass.person_id, ModulePass.module)
    )
    return {(person_id, module): passed_on for person_id, module, passed_on in rows}


def certificates_of(person: Person) -> Sequence[Certificate]:
    """All that somebody holds or held, newest first."""
    return db.session.scalars(
        select(Certificate)
        .where(Certificate.person_id == person.id)
        .order_by(Certificate.valid_until.desc(), Certificate.id.desc())
        .options(joinedload(Certificate.clinic), selectinload(Certificate.passes))
    ).all()


def latest_certificate(person: Person, credential: Credential) -> Certificate | None:
    return db.session.scalars(
        select(Certificate)
        .where(Certificate.person_id == person.id, Certificate.credential_id == credential.id)
        .order_by(Certificate.valid_until.desc(), Certificate.id.desc())
        .limit(1)
    ).one_or_none()


def certificate_of(person: Person, certificate_id: int) -> Certificate:
    """Somebody else's certificate does not exist."""
    return db.one_or_404(
        select(Certificate)
        .where(Certificate.id == certificate_id, Certificate.person_id == person.id)
        .options(joinedload(Certificate.clinic), selectinload(Certificate.passes))
    )


def by_code(code: str) -> Certificate | None:
    return db.session.scalars(
        select(Certificate).where(Certificate.code == code).options(joinedload(Certificate.clinic))
    ).one_or_none()


def newer_than(certificate: Certificate) -> Certificate | None:
    """What the holder has renewed it with; the last one where that happened more than once."""
    return db.session.scalars(
        select(Certificate)
        .where(
            Certificate.person_id == certificate.person_id,
            Certificate.credential_id == certificate.credential_id,
            Certificate.valid_until > certificate.valid_until,
        )
        .order_by(Certificate.valid_until.desc(), Certificate.id.desc())
        .limit(1)
    ).one_or_none()
