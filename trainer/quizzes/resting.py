"""Which forms in progress and which certificates rest on items that were right on other grounds than today's."""

from collections.abc import Collection, Iterable

from sqlalchemy import Date, Select, String, cast, literal, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from trainer import clock
from trainer.credentials.models import Certificate, CertificateEntry, Entry
from trainer.db import db
from trainer.people.models import Clinic
from trainer.quizzes.models import Attempt

AT_ONCE = 500  # rows held in memory


def resting_on(pairs: Iterable[tuple[int, int]]) -> dict[str, list[dict]]:
    """Attempts still open, and certificates not yet lapsed, whose forms asked one of these items.

    `pairs` are (module version, item version): an item may rest on other grounds in another version of its module.
    Named by number, clinic and code, never by person: an educator has to know how far it reaches, not whom it meets.
    """
    items: dict[int, set[int]] = {}
    for module_version_id, item_version_id in pairs:
        items.setdefault(module_version_id, set()).add(item_version_id)
    if not items:
        return {"attempts": [], "certificates": []}
    found: dict[str, list[dict]] = {"attempts": [], "certificates": []}
    told = set()  # a certificate is named once, however many of its passes rest on such items
    both = union_all(open_attempts(items), certificates(items)).subquery()
    in_order = select(both).order_by(both.c.kind, both.c.of, both.c.attempt)
    for row in db.session.execute(in_order).yield_per(AT_ONCE):
        if row.code in told or not asks(row.form, items[row.version]):
            continue
        if row.kind == "attempts":
            one = {"attempt": row.attempt, "clinic": row.clinic, "started_at": row.started_at.isoformat()}
        else:
            told.add(row.code)
            one = {"certificate": row.code, "clinic": row.clinic, "valid_until": row.valid_until.isoformat()}
        found[row.kind].append(one)
    return found


def open_attempts(items: Collection[int]) -> Select:
    return (
        select(
            literal("attempts").label("kind"),
            Attempt.id.label("of"),
            Attempt.id.label("attempt"),
            Attempt.module_version_id.label("version"),
            Attempt.form,
            Clinic.name.label("clinic"),
            Attempt.started_at,
            cast(null(), String).label("code"),
            cast(null(), Date).label("valid_until"),
        )
        .outerjoin(Clinic, Clinic.id == Attempt.clinic_id)
        .where(Attempt.submitted_at.is_(None), Attempt.module_version_id.in_(items))
    )


def certificates(items: Collection[int]) -> Select:
    """One row for each of its passes."""
    return (
        select(
            literal("certificates").label("kind"),
            Certificate.id.label("of"),
            Attempt.id.label("attempt"),
            Attempt.module_version_id.label("version"),
            Attempt.form,
            Clinic.name.label("clinic"),
            Attempt.started_at,
            Certificate.code,
            Certificate.valid_until,
        )
        .join(CertificateEntry, CertificateEntry.certificate_id == Certificate.id)
        .join(Entry, Entry.id == CertificateEntry.entry_id)
        .join(Attempt, Entry.evidence == evidence_of(Attempt.id))
        .join(Clinic, Clinic.id == Certificate.clinic_id)
        .where(Certificate.valid_until >= clock.today("UTC"), Attempt.module_version_id.in_(items))
    )


def evidence_of(attempt_id: InstrumentedAttribute[int]):
    """As `accept_pass` was told it: “attempt 42”."""
    return literal("attempt ") + cast(attempt_id, String)


def asks(form: list[dict], items: set[int]) -> bool:
    return any(question["item"] in items for question in form)
