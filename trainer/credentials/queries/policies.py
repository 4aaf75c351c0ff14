"""Which credentials there are, and which version of each a clinic follows on a day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import func, select

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


def all_versions() -> Sequence[CredentialVersion]:
    return db.session.scalars(
        select(CredentialVersion).order_by(CredentialVersion.credential_id, CredentialVersion.number)
    ).all()


def versions_of(credential: Credential) -> dict[int, rules.Policy]:
    """The policies of all versions of a credential, by version id."""
    found = db.session.scalars(
        select(CredentialVersion)
        .where(CredentialVersion.credential_id == credential.id)
        .order_by(CredentialVersion.number)
    )
    return {version.id: rule_of(version) for version in found}


def adoptions(clinic_ids: Iterable[int]) -> Sequence[PolicyAdoption]:
    """Which policies these clinics adopted, oldest first."""
    return db.session.scalars(
        select(PolicyAdoption)
        .where(PolicyAdoption.clinic_id.in_(list(clinic_ids)))
        .order_by(PolicyAdoption.adopted_on, PolicyAdoption.recorded_at, PolicyAdoption.id)
    ).all()


def followed(
    clinic_ids: Iterable[int], day: date, known_at: datetime | None = None
) -> dict[int, list[CredentialVersion]]:
    """What each of these clinics follows on a day, as known at a moment, by title.

    A clinic follows what it adopted last by that day. Of a credential of which it adopted nothing it follows the newest
    version that there was, if that one applies by default.
    """
    clinic_ids, versions = list(clinic_ids), all_versions()
    newest: dict[int, CredentialVersion] = {}
    for version in versions:
        if version.credential_id not in newest or known_at is None or version.published_at <= known_at:
            newest[version.credential_id] = version
    usual = {credential: version for credential, version in newest.items() if policy_of(version).by_default}
    found: dict[int, dict[int, CredentialVersion | None]] = {clinic_id: {**usual} for clinic_id in clinic_ids}
    for one in adoptions(clinic_ids):
        if one.adopted_on <= day and (known_at is None or one.recorded_at <= known_at):
            version = None if one.ends else one.credential_version
            found[one.clinic_id][one.credential_version.credential_id] = version
    return {
        clinic_id: sorted((one for one in chosen.values() if one), key=lambda one: (one.title, one.id))
        for clinic_id, chosen in found.items()
    }


def followed_by(clinic_id: int, day: date, known_at: datetime | None = None) -> list[CredentialVersion]:
    return followed([clinic_id], day, known_at)[clinic_id]


def modules_asked_for() -> set[str]:
    """The modules that some credential takes, by slug."""
    return {module for version in live_policies() for module in policy_of(version).modules}


def policy_of(version: CredentialVersion) -> Policy:
    return read(version.id, version.content_hash, Frozen(version.document))


def rule_of(version: CredentialVersion) -> rules.Policy:
    """The policy as the rules need it."""
    return policy_of(version).rule(version.credential.slug)


class Frozen(dict):
    """A document that stands for its version: it takes no part in telling one version from another."""

    def __hash__(self) -> int:  # type: ignore[override]
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frozen)


@lru_cache(maxsize=500)
def read(_version_id: int, _content_hash: str, document: Frozen) -> Policy:
    """Versions never change, so each is read once a process."""
    return of_document(dict(document))
