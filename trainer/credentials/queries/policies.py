"""Which credentials there are, and which version of each a clinic follows on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import lazyload

from trainer.credentials import rules
from trainer.credentials.content import Policy, of_document
from trainer.credentials.models import Credential, CredentialVersion, PolicyAdoption
from trainer.db import db


def live_policies() -> Sequence[CredentialVersion]:
    """The newest version of every credential, by title."""
    newest = select(func.max(CredentialVersion.id)).group_by(CredentialVersion.credential_id)
    return db.session.scalars(
        select(CredentialVersion)
        .where(CredentialVersion.id.in_(newest))
        .order_by(CredentialVersion.title, CredentialVersion.id)
    ).all()


READ: dict[tuple[int, str], Policy] = {}  # by version id and content: there are few


@dataclass(frozen=True)
class Shelf:
    """All versions of all credentials, and what some clinics adopted of them."""

    versions: Sequence[CredentialVersion]
    adoptions: Sequence[PolicyAdoption]

    def followed(self, clinic_id: int, day: date, known_at: datetime | None = None) -> list[CredentialVersion]:
        """What a clinic follows on a day, as known at a moment, by title.

        It follows what it adopted last by that day. Of a credential of which it adopted nothing it follows the newest
        version that there was, if that one applies by default.
        """
        found: dict[int, CredentialVersion | None] = {}
        for version in self.versions:
            if version.credential_id not in found or known_at is None or version.published_at <= known_at:
                found[version.credential_id] = version
        found = {credential: one for credential, one in found.items() if one and policy_of(one).by_default}
        for one in self.adoptions:
            if one.clinic_id == clinic_id and one.adopted_on <= day and (not known_at or one.recorded_at <= known_at):
                found[one.credential_version.credential_id] = None if one.ends else one.credential_version
        return sorted((one for one in found.values() if one), key=lambda one: (one.title, one.id))

    def earned_under(self, credential_id: int) -> dict[int, rules.Policy]:
        """The policies of all versions of a credential, by version id."""
        return {one.id: rule_of(one) for one in self.versions if one.credential_id == credential_id}


def shelf(clinic_ids: Iterable[int]) -> Shelf:
    """In one statement, however many clinics and versions there are; both oldest first."""
    theirs = and_(
        PolicyAdoption.credential_version_id == CredentialVersion.id, PolicyAdoption.clinic_id.in_(list(clinic_ids))
    )
    rows = db.session.execute(
        select(CredentialVersion, PolicyAdoption)
        .outerjoin(PolicyAdoption, theirs)
        .order_by(CredentialVersion.credential_id, CredentialVersion.number, PolicyAdoption.id)
        .options(lazyload(PolicyAdoption.credential_version))
    ).all()
    adoptions = [adoption for _, adoption in rows if adoption is not None]
    return Shelf(
        list(dict.fromkeys(version for version, _ in rows)),
        sorted(adoptions, key=lambda one: (one.adopted_on, one.recorded_at, one.id)),
    )


def followed_by(clinic_id: int, day: date, known_at: datetime | None = None) -> list[CredentialVersion]:
    return shelf([clinic_id]).followed(clinic_id, day, known_at)


def versions_of(credential: Credential) -> dict[int, rules.Policy]:
    """The policies of all versions of a credential, by version id."""
    return shelf([]).earned_under(credential.id)


def modules_asked_for() -> set[str]:
    """The modules that some credential takes, by slug."""
    return {module for version in live_policies() for module in policy_of(version).modules}


def policy_of(version: CredentialVersion) -> Policy:
    """Versions never change, so each is read once a process."""
    key = version.id, version.content_hash
    if key not in READ:
        READ[key] = of_document(version.document)
    return READ[key]


def rule_of(version: CredentialVersion) -> rules.Policy:
    """The policy as the rules need it."""
    return policy_of(version).rule(version.credential.slug)
