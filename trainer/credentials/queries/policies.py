"""Which credentials there are, and which version of each a clinic follows on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import lazyload

from trainer import clock
from trainer.credentials import rules
from trainer.credentials.content import Policy, of_document
from trainer.credentials.content.requirements import JurisdictionMet
from trainer.credentials.jurisdictions.models import JurisdictionAdoption
from trainer.credentials.jurisdictions.queries import adoptions as packs_of
from trainer.credentials.jurisdictions.rules import resolved
from trainer.credentials.models import CredentialVersion, PolicyAdoption
from trainer.db import db
from trainer.people.models import Clinic


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
class Rulebook:
    """What one clinic follows on one day, as known at a moment: `versions` by title, and the `packs` of states by code.

    A requirement "what the law of the state asks" is put in words by the packs, so that a policy as the rules need it
    is one of a clinic and a day.
    """

    shelf: "Shelf"
    versions: list[CredentialVersion]
    packs: Mapping[str, dict]
    day: date

    def rule_of(self, version: CredentialVersion) -> rules.Policy:
        return resolved(policy_of(version).rule(version.credential.slug), self.packs, self.day)

    def earned_under(self, credential_id: int) -> dict[int, rules.Policy]:
        """The policies of all versions of a credential, by version id."""
        return {one.id: self.rule_of(one) for one in self.shelf.versions if one.credential_id == credential_id}


@dataclass(frozen=True)
class Shelf:
    """All versions of all credentials, and what some clinics adopted of them and of the packs of states.

    `zones` are the time zones of the clinics: a version applies by default from the day it is published there.
    """

    versions: Sequence[CredentialVersion]
    adoptions: Sequence[PolicyAdoption]
    packs: Sequence[JurisdictionAdoption] = ()
    zones: Mapping[int, str] = field(default_factory=dict)

    def at(self, clinic_id: int, day: date, known_at: datetime | None = None) -> Rulebook:
        followed = self.followed(clinic_id, day, known_at)
        return Rulebook(self, followed, self.packs_followed(clinic_id, day, known_at), day)

    def packs_followed(self, clinic_id: int, day: date, known_at: datetime | None = None) -> dict[str, dict]:
        """The pack of each state that the clinic adopted last by that day, by code."""
        last = {
            one.jurisdiction_version.jurisdiction.slug: one
            for one in self.packs
            if one.clinic_id == clinic_id and one.adopted_on <= day and (not known_at or one.recorded_at <= known_at)
        }
        return {code: one.jurisdiction_version.document for code, one in last.items() if not one.ends}

    def followed(self, clinic_id: int, day: date, known_at: datetime | None = None) -> list[CredentialVersion]:
        """What a clinic follows on a day, as known at a moment, by title.

        It follows what it adopted last by that day. Of a credential of which it adopted nothing it follows the newest
        version published by the end of that day, if that one applies by default. Of days before there was any, the
        first says what is asked.
        """
        there_by = clock.end_of(day, self.zones.get(clinic_id, "UTC"))
        if known_at is not None:
            there_by = min(there_by, known_at)
        found: dict[int, CredentialVersion | None] = {}
        for version in self.versions:
            if version.credential_id not in found or version.published_at <= there_by:
                found[version.credential_id] = version
        found = {credential: one for credential, one in found.items() if one and policy_of(one).by_default}
        for one in self.adoptions:
            if one.clinic_id == clinic_id and one.adopted_on <= day and (not known_at or one.recorded_at <= known_at):
                found[one.credential_version.credential_id] = None if one.ends else one.credential_version
        return sorted((one for one in found.values() if one), key=lambda one: (one.title, one.id))

    def as_written(self, credential_id: int) -> dict[int, rules.Policy]:
        """The policies of all versions of a credential, by version id; what the law of a state asks is left open."""
        return {
            one.id: policy_of(one).rule(one.credential.slug)
            for one in self.versions
            if one.credential_id == credential_id
        }


def shelf(clinic_ids: Iterable[int]) -> Shelf:
    """In one statement, however many clinics and versions there are; oldest first. A second one reads the packs, where
    any version asks for what the law of a state asks."""
    clinic_ids = list(clinic_ids)
    theirs = and_(
        PolicyAdoption.credential_version_id == CredentialVersion.id, PolicyAdoption.clinic_id.in_(clinic_ids)
    )
    rows = db.session.execute(
        select(CredentialVersion, PolicyAdoption)
        .outerjoin(PolicyAdoption, theirs)
        .order_by(CredentialVersion.credential_id, CredentialVersion.number, PolicyAdoption.id)
        .options(lazyload(PolicyAdoption.credential_version))
    ).all()
    adoptions = [adoption for _, adoption in rows if adoption is not None]
    versions = list(dict.fromkeys(version for version, _ in rows))
    clinics = [clinic for one in clinic_ids if (clinic := db.session.get(Clinic, one))]  # at hand, as a rule
    return Shelf(
        versions,
        sorted(adoptions, key=lambda one: (one.adopted_on, one.recorded_at, one.id)),
        packs_of(clinic_ids)
        if clinic_ids and any(policy_of(one).of_shape(JurisdictionMet) for one in versions)
        else (),
        {clinic.id: clinic.time_zone for clinic in clinics},
    )


def rulebook(clinic_id: int, day: date, known_at: datetime | None = None) -> Rulebook:
    return shelf([clinic_id]).at(clinic_id, day, known_at)


def modules_asked_for() -> set[str]:
    """The modules that some credential takes, by slug."""
    return {module for version in live_policies() for module in policy_of(version).modules}


def policy_of(version: CredentialVersion) -> Policy:
    """Versions never change, so each is read once a process."""
    key = version.id, version.content_hash
    if key not in READ:
        READ[key] = of_document(version.document)
    return READ[key]
