"""Which items were asked, for the lists of the banks below: when last, and what rests on an item by now."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select

from trainer import clock
from trainer.banks.models import ModuleVersionItem
from trainer.credentials.models import Certificate, CertificateEntry, Entry
from trainer.db import db
from trainer.quizzes.models import Attempt, Response
from trainer.quizzes.resting import AT_ONCE, evidence_of


def asked_since(moment: datetime | None) -> Iterator[tuple[datetime, list[int]]]:
    """When attempts began, and the item versions each asks: those that are open, or were handed in since."""
    wanted = select(Attempt.started_at, Attempt.form).order_by(Attempt.id)
    if moment is not None:
        wanted = wanted.where(or_(Attempt.submitted_at.is_(None), Attempt.submitted_at >= moment))
    for started_at, form in db.session.execute(wanted).yield_per(AT_ONCE):
        yield started_at, [question["item"] for question in form]


def use_of(item_version_ids: Sequence[int]) -> dict[int, dict]:
    """What rests on each of these versions of an item: attempts, certificates, forms that are open right now."""
    practice = case((and_(Attempt.adoption_id.is_(None), Attempt.delta_id.is_(None)), Attempt.id))
    running = case((Certificate.valid_until >= clock.today("UTC"), Certificate.id))
    rows = db.session.execute(
        select(
            Response.item_version_id,
            func.count(Attempt.id.distinct()).label("attempts"),
            func.count(practice.distinct()).label("practice"),
            func.count(Certificate.id.distinct()).label("certificates"),
            func.count(running.distinct()).label("running"),
            func.max(Attempt.started_at).label("last_asked_at"),
        )
        .join(Attempt, Attempt.id == Response.attempt_id)
        .outerjoin(Entry, Entry.evidence == evidence_of(Attempt.id))
        .outerjoin(CertificateEntry, CertificateEntry.entry_id == Entry.id)
        .outerjoin(Certificate, Certificate.id == CertificateEntry.certificate_id)
        .where(Response.item_version_id.in_(item_version_ids))
        .group_by(Response.item_version_id)
        .order_by(Response.item_version_id)
    )
    found = {row.item_version_id: row._asdict() | {"open": 0} for row in rows}
    for started_at, items in open_forms(item_version_ids):
        for item in items:
            one = found.setdefault(item, NOTHING | {"item_version_id": item})
            one["open"] += 1
            one["last_asked_at"] = max(started_at, one["last_asked_at"] or started_at)
    return found


NOTHING = {"attempts": 0, "practice": 0, "certificates": 0, "running": 0, "open": 0, "last_asked_at": None}


def open_forms(item_version_ids: Sequence[int]) -> Iterator[tuple[datetime, set[int]]]:
    """Of the attempts that are open: when they began, and which of these they ask."""
    holding = select(ModuleVersionItem.module_version_id).where(ModuleVersionItem.item_version_id.in_(item_version_ids))
    rows = db.session.execute(
        select(Attempt.started_at, Attempt.form)
        .where(Attempt.submitted_at.is_(None), Attempt.module_version_id.in_(holding))
        .order_by(Attempt.id)
    ).yield_per(AT_ONCE)
    for started_at, form in rows:
        asked = {question["item"] for question in form} & set(item_version_ids)
        if asked:
            yield started_at, asked
