import secrets
from datetime import date

from sqlalchemy import select

from trainer import clock, trail
from trainer.credentials import queries, rules
from trainer.credentials.content import Policy
from trainer.credentials.models import Certificate, CertificatePass, Credential, CredentialVersion, ModulePass
from trainer.db import db
from trainer.people.models import Clinic, Person

# Without letters and digits that are taken for one another (I, L, O, U, 0, 1): read aloud and typed without a slip.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16  # 30 letters to the 16th: 78 bits, not to be guessed


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


def accept_pass(
    person: Person, clinic: Clinic, *, module: str, version: int, passed_on: date, evidence: str
) -> list[Certificate]:
    """Remember the pass, then issue every certificate that it completes or renews.

    Two modules handed in at the same moment wait for each other here, or neither would see the other's pass.
    """
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    db.session.add(
        ModulePass(
            person_id=person.id,
            clinic_id=clinic.id,
            module=module,
            version=version,
            passed_on=passed_on,
            evidence=evidence,
        )
    )
    db.session.flush()
    issued = [
        consider(person, clinic, credential, today=passed_on)
        for credential in queries.live_policies()
        if module in queries.policy_of(credential).modules
    ]
    return [certificate for certificate in issued if certificate is not None]


def consider(person: Person, clinic: Clinic, version: CredentialVersion, today: date) -> Certificate | None:
    """Issue the credential if it is earned and would last longer than what the person already holds."""
    policy = queries.policy_of(version)
    passes = [rules.Pass(p.module, p.passed_on, p.id) for p in queries.passes_of(person, policy.modules)]
    # A pass can be dated later than this one: handed in elsewhere, where it is tomorrow already.
    today = max([today, *(one.passed_on for one in passes)])
    decision = rules.decide(rules.Needed(policy.modules, policy.within_months), passes, today)
    if not isinstance(decision, rules.Earned):
        return None
    held = queries.latest_certificate(person, version.credential)
    if held is not None and held.valid_until >= decision.valid_until:
        return None
    return issue(person, clinic, version, decision, renews=held)


def issue(
    person: Person, clinic: Clinic, version: CredentialVersion, earned: rules.Earned, renews: Certificate | None
) -> Certificate:
    certificate = Certificate(
        code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
        person_id=person.id,
        clinic_id=clinic.id,
        credential_id=version.credential_id,
        credential_version=version,
        holder_name=person.name,
        valid_from=earned.valid_from,
        valid_until=earned.valid_until,
        issued_at=clock.now(),
        renews_id=renews.id if renews else None,
    )
    db.session.add(certificate)
    db.session.flush()
    db.session.add_all(CertificatePass(certificate_id=certificate.id, module_pass_id=one.id) for one in earned.passes)
    trail.record(
        "certificate.renewed" if renews else "certificate.issued",
        about=person,
        clinic=clinic,
        credential=version.title,
        valid_from=earned.valid_from.isoformat(),
        valid_until=earned.valid_until.isoformat(),
    )
    return certificate
