"""Which forms in progress and which certificates rest on items that were right on other grounds than today's."""

from collections.abc import Iterable, Iterator

from sqlalchemy import String, cast, literal, select
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
    return {"attempts": list(open_attempts(items)), "certificates": list(certificates(items))}


def open_attempts(items: dict[int, set[int]]) -> Iterator[dict]:
    wanted = (
        select(Attempt.id, Attempt.module_version_id, Attempt.form, Clinic.name, Attempt.started_at)
        .outerjoin(Clinic, Clinic.id == Attempt.clinic_id)
        .where(Attempt.submitted_at.is_(None), Attempt.module_version_id.in_(items))
        .order_by(Attempt.id)
    )
    for attempt_id, version_id, form, clinic, started_at in db.session.execute(wanted).yield_per(AT_ONCE):
        if asks(form, items[version_id]):
            yield {"attempt": attempt_id, "clinic": clinic, "started_at": started_at.isoformat()}


def certificates(items: dict[int, set[int]]) -> Iterator[dict]:
    """Each once, however many of its passes rest on such items."""
    wanted = (
        select(Certificate.code, Clinic.name, Certificate.valid_until, Attempt.module_version_id, Attempt.form)
        .join(CertificateEntry, CertificateEntry.certificate_id == Certificate.id)
        .join(Entry, Entry.id == CertificateEntry.entry_id)
        .join(Attempt, Entry.evidence == evidence_of(Attempt.id))
        .join(Clinic, Clinic.id == Certificate.clinic_id)
        .where(Certificate.valid_until >= clock.today("UTC"), Attempt.module_version_id.in_(items))
        .order_by(Certificate.id, Attempt.id)
    )
    found = set()
    for code, clinic, valid_until, version_id, form in db.session.execute(wanted).yield_per(AT_ONCE):
        if code not in found and asks(form, items[version_id]):
            found.add(code)
            yield {"certificate": code, "clinic": clinic, "valid_until": valid_until.isoformat()}


def evidence_of(attempt_id: InstrumentedAttribute[int]):
    """As `accept_pass` was told it: “attempt 42”."""
    return literal("attempt ") + cast(attempt_id, String)


def asks(form: list[dict], items: set[int]) -> bool:
    return any(question["item"] in items for question in form)
