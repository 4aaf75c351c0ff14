from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.audit.queries.roster import Roster, counted_and_failed, narrowed, practitioners
from trainer.audit.rules import Filter
from trainer.audit.samples.models import AuditFile, AuditSignOff, InternalAudit
from trainer.audit.samples.rules import Candidate
from trainer.credentials.models import Entry
from trainer.credentials.queries.histories import owner
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.quizzes.models import Attempt

IMPORTED = "imported"  # no kind of entry is called that


def candidates(roster: Roster) -> list[Candidate]:
    """Everybody on the roster, with what makes an error in their file likelier; three statements."""
    people = narrowed(roster, Filter())
    states = db.session.execute(select(people.c.id, people.c.state).order_by(people.c.id)).all()
    failed, entered = failures(roster), entries(roster)
    return [
        Candidate(
            number,
            state,
            failed.get(number, 0),
            entered.get((number, "correction"), 0),
            entered.get((number, "temporary"), 0),
            entered.get((number, IMPORTED), 0),
        )
        for number, state in states
    ]


def failures(roster: Roster) -> dict[int, int]:
    there = practitioners(roster.clinic_id, roster.day, roster.asked.known_at)
    found = select(Attempt.person_id, func.count()).where(
        Attempt.person_id.in_(there), *counted_and_failed(roster.clinic_id)
    )
    if roster.seen_until is not None:
        found = found.where(Attempt.submitted_at <= roster.seen_until)
    return {row[0]: row[1] for row in db.session.execute(found.group_by(Attempt.person_id))}


def entries(roster: Roster) -> dict[tuple[int, str], int]:
    """How many corrections, temporary clearances and imported lines there are, by person and kind."""
    known_at = roster.asked.known_at
    there = practitioners(roster.clinic_id, roster.day, known_at)
    what = case((Entry.evidence.startswith("import "), IMPORTED), else_=Entry.kind)
    lines = (
        select(owner(known_at).label("whose"), what.label("what"))
        .join(Person, Person.id == Entry.person_id)
        .where(owner(known_at).in_(there), Entry.from_on <= roster.day)
    )
    if known_at is not None:
        lines = lines.where(Entry.recorded_at <= known_at)
    one = lines.subquery()
    found = (
        select(one.c.whose, one.c.what, func.count())
        .where(one.c.what.in_(("correction", "temporary", IMPORTED)))
        .group_by(one.c.whose, one.c.what)
    )
    return {(number, kind): count for number, kind, count in db.session.execute(found)}


def audits(clinic: Clinic) -> Select:
    """Columns InternalAudit, how many files it has and how many are signed; newest first."""
    files = select(func.count(AuditFile.id)).where(AuditFile.audit_id == InternalAudit.id).scalar_subquery()
    signed = (
        select(func.count(AuditSignOff.file_id))
        .join(AuditFile, AuditFile.id == AuditSignOff.file_id)
        .where(AuditFile.audit_id == InternalAudit.id)
        .scalar_subquery()
    )
    return (
        select(InternalAudit, files.label("files"), signed.label("signed"))
        .where(InternalAudit.clinic_id == clinic.id)
        .order_by(InternalAudit.id.desc())
        .options(joinedload(InternalAudit.begun_by), joinedload(InternalAudit.credential_version))
    )


def audit(clinic: Clinic, audit_id: int) -> InternalAudit:
    return db.one_or_404(
        select(InternalAudit)
        .where(InternalAudit.id == audit_id, InternalAudit.clinic_id == clinic.id)
        .options(
            joinedload(InternalAudit.begun_by),
            joinedload(InternalAudit.credential_version),
            selectinload(InternalAudit.files).options(
                joinedload(AuditFile.person),
                selectinload(AuditFile.findings),
                joinedload(AuditFile.sign_off).joinedload(AuditSignOff.by),
            ),
        )
    )


def file(clinic: Clinic, audit_id: int, position: int) -> AuditFile:
    return db.one_or_404(
        select(AuditFile)
        .join(InternalAudit)
        .where(InternalAudit.id == audit_id, InternalAudit.clinic_id == clinic.id, AuditFile.position == position)
        .options(
            joinedload(AuditFile.audit).joinedload(InternalAudit.credential_version),
            joinedload(AuditFile.person),
            joinedload(AuditFile.sign_off).joinedload(AuditSignOff.by),
        )
    )
