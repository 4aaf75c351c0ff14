"""Evidence comes in; what it completes or renews is issued."""

import secrets
from collections.abc import Iterable
from datetime import date

from trainer import clock, trail
from trainer.credentials import queries, rules
from trainer.credentials.models import Certificate, CertificateEntry, CredentialVersion, Entry
from trainer.db import db, hold
from trainer.people.models import Clinic, Person
from trainer.people.queries import goes_by

# Without letters and digits that are taken for one another (I, L, O, U, 0, 1): read aloud and typed without a slip.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16  # 30 letters to the 16th: 78 bits, not to be guessed


def accept_pass(
    person: Person,
    clinic: Clinic,
    *,
    module: str,
    version: int,
    passed_on: date,
    evidence: str,
    percent: int | None = None,
    reason: str = "",
) -> list[Certificate]:
    """Remember the pass, then issue every certificate that it completes or renews.

    Of an account that was merged into another since it was sat, the other one is whose certificates they are.
    """
    hold(person)  # of two pieces of evidence at the same moment neither would see the other
    db.session.add(
        Entry(
            kind="module",
            person_id=person.id,
            clinic_id=clinic.id,
            subject=module,
            from_on=passed_on,
            recorded_at=clock.now(),
            reason=reason,
            details={"version": version},
            percent=percent,
            evidence=evidence,
        )
    )
    db.session.flush()
    return consider_all(goes_by(person), clinic, passed_on, about={("module", module)})


def consider_all(
    person: Person, clinic: Clinic, day: date, about: Iterable[tuple[str, str]] | None = None
) -> list[Certificate]:
    """Issue what is earned on the day of what the clinic follows; `about`: only where such evidence is asked for."""
    about, issued = None if about is None else set(about), []
    book = queries.rulebook(clinic.id, day)
    for version in book.versions:
        policy = book.rule_of(version)
        asked_for = policy.subjects
        if about is None or about & asked_for or {(kind, None) for kind, _ in about} & asked_for:
            issued.append(consider(person, clinic, version, policy, day))
    return [certificate for certificate in issued if certificate is not None]


def consider(
    person: Person, clinic: Clinic, version: CredentialVersion, policy: rules.Policy, day: date
) -> Certificate | None:
    """Issue the credential if it is earned and would last longer than what the person already holds."""
    decision = decided(person, policy, day)
    return issue(person, clinic, version, decision) if isinstance(decision, rules.Earned) else None


def decided(person: Person, policy: rules.Policy, day: date) -> rules.Decision:
    history = queries.history_of(person)
    # A pass can be dated later than this day: handed in elsewhere, where it is tomorrow already.
    day = max([day, *(one.from_on for one in history.entries if one.kind == "module")])
    return rules.decide(policy, history, day)


def issue(
    person: Person,
    clinic: Clinic,
    version: CredentialVersion,
    earned: rules.Earned,
    *,
    by: Person | None = None,
    corrects: Certificate | None = None,
) -> Certificate:
    certificate = Certificate(
        code=new_code(),
        person_id=person.id,
        clinic_id=clinic.id,
        credential_id=version.credential_id,
        credential_version=version,
        holder_name=person.name,
        valid_from=earned.valid_from,
        valid_until=earned.valid_until,
        issued_at=clock.now(),
        by_id=by.id if by else None,
        renews_id=earned.renews.id if earned.renews else None,
        corrects_id=corrects.id if corrects else None,
    )
    db.session.add(certificate)
    db.session.flush()
    db.session.add_all(CertificateEntry(certificate_id=certificate.id, entry_id=one.id) for one in earned.rests_on)
    trail.record(
        "certificate.renewed" if earned.renews else "certificate.issued",
        about=person,
        by=by,
        clinic=clinic,
        effective_at=clock.start_of(earned.valid_from, clinic.time_zone),
        credential=version.title,
        version=version.number,
        code=certificate.code,
        valid_from=earned.valid_from.isoformat(),
        valid_until=earned.valid_until.isoformat(),
    )
    return certificate


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
