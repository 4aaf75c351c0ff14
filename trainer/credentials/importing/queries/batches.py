"""Imports of a clinic, what became of their rows, and what is left to undo."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from trainer.credentials.importing.models import ImportBatch, ImportFile, ImportPlanLine, ImportRow
from trainer.credentials.models import Entry
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.trail import Event


def batches(clinic: Clinic) -> Select[tuple[ImportBatch]]:
    """Newest first."""
    return (
        select(ImportBatch)
        .where(ImportBatch.clinic_id == clinic.id)
        .order_by(ImportBatch.id.desc())
        .options(joinedload(ImportBatch.sent_by), joinedload(ImportBatch.made_by))
    )


def batch_of(clinic: Clinic, batch_id: int) -> ImportBatch:
    return db.one_or_404(batches(clinic).where(ImportBatch.id == batch_id))


def content_of(batch: ImportBatch) -> bytes:
    return db.session.scalars(select(ImportFile.content).where(ImportFile.batch_id == batch.id)).one()


def same_file(batch: ImportBatch) -> ImportBatch | None:
    """Another import of the very same file that stands, or that waits to be confirmed."""
    same = (ImportBatch.clinic_id == batch.clinic_id, ImportBatch.sha256 == batch.sha256, ImportBatch.id != batch.id)
    wanted = select(ImportBatch).where(*same, ImportBatch.undone_at.is_(None)).order_by(ImportBatch.id.desc()).limit(1)
    return db.session.scalars(wanted).one_or_none()


def rows_of(batch: ImportBatch, kind: str) -> Select[tuple[ImportRow]]:
    """What became of the rows, of one kind of pages.SHOWN."""
    of_kind = (ImportRow.batch_id == batch.id, kind_of_row() == kind)
    wanted = select(ImportRow).where(*of_kind).order_by(ImportRow.line, ImportRow.id)
    return wanted.options(joinedload(ImportRow.person), joinedload(ImportRow.certificate))


def mark() -> int:
    """How long the trail is: while it is as long, nothing has happened."""
    return db.session.scalar(select(func.max(Event.id))) or 0


def plan_lines(batch: ImportBatch, kind: str) -> Select[tuple[ImportPlanLine]]:
    """What was tried out of a long file, in its order."""
    found = select(ImportPlanLine).where(ImportPlanLine.batch_id == batch.id, ImportPlanLine.kind == kind)
    return found.order_by(ImportPlanLine.number)


def plan_counts(batch: ImportBatch) -> dict[str, int]:
    found = select(ImportPlanLine.kind, func.count(func.distinct(ImportPlanLine.line)))
    rows = db.session.execute(found.where(ImportPlanLine.batch_id == batch.id).group_by(ImportPlanLine.kind))
    return {row[0]: row[1] for row in rows}


def kind_of_row() -> ColumnElement[str]:
    """As pages.SHOWN: left out, with a change, or without."""
    links = (ImportRow.membership_id, ImportRow.invitation_id, ImportRow.certificate_id, ImportRow.entry_id)
    changed = or_(*(link.is_not(None) for link in links))
    return case((ImportRow.person_outcome == "bad", "bad"), (changed, "changes"), else_="there")


def row_counts(batch: ImportBatch) -> dict[str, int]:
    kind = kind_of_row().label("kind")
    found = select(kind, func.count()).where(ImportRow.batch_id == batch.id).group_by(kind)
    return {row[0]: row[1] for row in db.session.execute(found)}


def left_to_undo(batch: ImportBatch, at_most: int) -> Sequence[ImportRow]:
    return (
        db.session.scalars(
            select(ImportRow)
            .where(ImportRow.batch_id == batch.id, ImportRow.undone_at.is_(None))
            .order_by(ImportRow.line.desc())
            .limit(at_most)
            .options(
                joinedload(ImportRow.certificate),
                joinedload(ImportRow.entry),
                selectinload(ImportRow.person).options(selectinload(Person.memberships), selectinload(Person.webauthn)),
                joinedload(ImportRow.membership),
                joinedload(ImportRow.invitation),
            )
        )
        .unique()
        .all()
    )


def has_row_about(batch: ImportBatch, ids: set[int]) -> bool:
    """Whether the batch added something about one of these people."""
    theirs = (ImportRow.batch_id == batch.id, ImportRow.person_id.in_(ids), ImportRow.entry_id.is_not(None))
    return bool(db.session.scalar(select(exists().where(*theirs))))


def voided(rows: Sequence[ImportRow]) -> tuple[set[int], set[int]]:
    """Of what these rows added, the entries and the certificates that somebody has corrected already."""
    entries = [row.entry_id for row in rows if row.entry_id]
    certificates = [row.certificate_id for row in rows if row.certificate_id]
    about_entries = Entry.refers_to_id.in_(entries)
    about_certificates = Entry.certificate_id.in_(certificates) & Entry.refers_to_id.is_(None)
    found = db.session.execute(
        select(Entry.refers_to_id, Entry.certificate_id).where(
            Entry.kind == "correction", or_(about_entries, about_certificates)
        )
    ).all()
    return {entry for entry, _ in found if entry}, {one for entry, one in found if one and not entry}


def with_a_record(ids: Sequence[int]) -> set[int]:
    """Of these people, those about whom something is on the ledger that stands."""
    voids = aliased(Entry)
    return set(
        db.session.scalars(
            select(Entry.person_id)
            .distinct()
            .where(
                Entry.person_id.in_(ids),
                Entry.kind != "correction",
                ~exists().where(voids.kind == "correction", voids.refers_to_id == Entry.id),
            )
        )
    )
