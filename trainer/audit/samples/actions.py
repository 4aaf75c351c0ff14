"""Beginning an internal audit, noting what was found, and standing for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from trainer import clock, trail
from trainer.audit.queries.roster import Roster
from trainer.audit.rules import in_words
from trainer.audit.samples import queries
from trainer.audit.samples.models import AuditFile, AuditFinding, AuditSignOff, InternalAudit
from trainer.audit.samples.rules import PARTS, Draw, draw, population_hash, unanswered
from trainer.credentials.models import CredentialVersion
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person

Findings = dict[str, tuple[str, str]]  # part: grade and words


@dataclass(frozen=True)
class Frozen:
    """Which roster it is drawn from: of which credential, as known when."""

    clinic: Clinic
    version: CredentialVersion
    roster: Roster
    known_on: date | None
    known_at: datetime


def begin(frozen: Frozen, wanted: Draw, by: Person) -> InternalAudit:
    people = queries.candidates(frozen.roster)
    if not people:
        raise Refused("Nobody practiced at the clinic on that day, as far as was known, so there is no file to draw.")
    audit = InternalAudit(
        clinic=frozen.clinic,
        credential_version=frozen.version,
        day=wanted.day,
        known_on=frozen.known_on,
        known_at=frozen.known_at,
        method=wanted.method,
        seed=wanted.seed,
        size=wanted.size,
        population=len(people),
        population_hash=population_hash(people),
        begun_at=clock.now(),
        begun_by=by,
    )
    for position, one in enumerate(draw(people, wanted), start=1):
        audit.files.append(
            AuditFile(
                position=position,
                person_id=one.person_id,
                state=one.state,
                weight=one.weight,
                grounds=list(one.grounds),
            )
        )
    db.session.add(audit)
    db.session.flush()
    known = f"on {in_words(frozen.known_on)}" if frozen.known_on else "then"
    trail.record(
        "internal_audit.begun",
        by=by,
        clinic=frozen.clinic,
        audit=audit.id,
        files=len(audit.files),
        people=len(people),
        method=wanted.method,
        seed=wanted.seed,
        clocks=f"as of {in_words(wanted.day)}, as known {known}",
    )
    return audit


def note(file: AuditFile, found: Mapping[str, tuple[str, str]], by: Person) -> list[AuditFinding]:
    """What is new or other than before is added; what was noted stays readable."""
    require_open(file, by)
    before = findings_of(file)
    new = [
        AuditFinding(file_id=file.id, part=part, grade=grade, words=words, by_id=by.id, recorded_at=clock.now())
        for part, (grade, words) in found.items()
        if before.get(part) != (grade, words)
    ]
    db.session.add_all(new)
    if new:
        said = ", ".join(f"{PARTS[one.part].lower()}: {one.grade}" for one in new)
        tell(file, "noted", by, findings=said)
    return new


def sign_off(file: AuditFile, name: str, by: Person, found: Findings | None = None) -> AuditSignOff:
    """What stands on the page as it is signed is noted with it. After this nothing about the file changes."""
    require_open(file, by)
    if found:
        note(file, found, by)
    found = {**findings_of(file), **(found or {})}
    if left := unanswered(found):
        raise Refused(f"Say first what was found in every part of the file. Not yet looked at: {', '.join(left)}.")
    signed = AuditSignOff(
        file_id=file.id,
        by=by,
        name=name,
        findings={part: list(one) for part, one in found.items()},
        signed_at=clock.now(),
    )
    db.session.add(signed)
    tell(file, "signed", by, name=name)
    return signed


def require_open(file: AuditFile, by: Person) -> None:
    if file.sign_off is not None:
        raise Refused("This file is signed off. What was found in it stays as it is.")
    if by.id in {file.person_id, file.person.merged_into_id}:
        raise Refused("This is your own file. Somebody else has to look at it.")


def findings_of(file: AuditFile) -> Findings:
    """What holds: what was signed, or of each part the newest."""
    if file.sign_off is not None:
        return {part: (grade, words) for part, (grade, words) in file.sign_off.findings.items()}
    return {one.part: (one.grade, one.words) for one in file.findings}


def tell(file: AuditFile, what: str, by: Person, **details: str) -> None:
    place = {"audit": file.audit_id, "file": file.position}
    said: dict[str, Any] = place | details
    trail.record(f"internal_audit.{what}", by=by, about=file.person, clinic=file.audit.clinic, **said)
