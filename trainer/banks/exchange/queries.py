from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from trainer import clock
from trainer.banks.authoring.models import Manuscript, Part, PartVersion
from trainer.banks.authoring.queries import NEWEST
from trainer.banks.exchange.models import QuestionBatch, QuestionFile, QuestionLine
from trainer.banks.exchange.rules import CHANGED, NEW, UNCONFIRMED
from trainer.db import db


def batches() -> Select:
    """The newest first."""
    return select(QuestionBatch).order_by(QuestionBatch.id.desc())


def batch(batch_id: int) -> QuestionBatch | None:
    return db.session.get(QuestionBatch, batch_id) if batch_id < 2**31 else None


def content_of(found: QuestionBatch) -> bytes:
    return db.session.scalars(select(QuestionFile.content).filter_by(batch_id=found.id)).one()


def same_file(found: QuestionBatch, by_name: bool = False) -> QuestionBatch | None:
    """The last import of the very same file, or of one that is called so; a pasted text has no name."""
    is_same = QuestionBatch.sha256 == found.sha256
    by_name = by_name and "." in found.file_name
    earlier = select(QuestionBatch).where(
        or_(is_same, QuestionBatch.file_name == found.file_name) if by_name else is_same,
        QuestionBatch.id != found.id,
        QuestionBatch.finished_at.is_not(None),
    )
    return db.session.scalars(earlier.order_by(QuestionBatch.id.desc()).limit(1)).one_or_none()


def counts(batch_id: int) -> dict[str, int]:
    """Of the lines, by outcome."""
    asked = select(QuestionLine.outcome, func.count()).filter_by(batch_id=batch_id).group_by(QuestionLine.outcome)
    return {one[0]: one[1] for one in db.session.execute(asked)}


def categories(batch_id: int) -> list[tuple[str, int]]:
    """With how many questions, as the file has them first."""
    asked = (
        select(QuestionLine.category, func.count())
        .where(QuestionLine.batch_id == batch_id, QuestionLine.category != "")
        .group_by(QuestionLine.category)
        .order_by(func.min(QuestionLine.number))
    )
    return [(category, number) for category, number in db.session.execute(asked)]


def lines(batch_id: int, outcomes: Sequence[str]) -> Select:
    return (
        select(QuestionLine)
        .where(QuestionLine.batch_id == batch_id, QuestionLine.outcome.in_(outcomes))
        .order_by(QuestionLine.number)
    )


def questions(batch_id: int) -> Sequence[Row]:
    """What the plan looks at, of every question."""
    return db.session.execute(
        select(QuestionLine.id, QuestionLine.slug, QuestionLine.digest, QuestionLine.category, QuestionLine.source)
        .where(QuestionLine.batch_id == batch_id, QuestionLine.digest != "")
        .order_by(QuestionLine.number)
    ).all()


def items_of(manuscript: Manuscript) -> Sequence[Any]:
    """Every item as its newest version has it."""
    return db.session.execute(
        select(Part.id.label("part_id"), Part.slug, PartVersion.number, PartVersion.document, PartVersion.retired)
        .join(PartVersion, and_(PartVersion.part_id == Part.id, NEWEST))
        .where(Part.manuscript_id == manuscript.id, Part.kind == "item")
        .order_by(Part.position, Part.id)
    ).all()


def digests(manuscript: Manuscript) -> dict[int, str]:
    """What the last import of each part said."""
    asked = (
        select(QuestionLine.part_id, QuestionLine.digest)
        .join(Part, Part.id == QuestionLine.part_id)
        .where(Part.manuscript_id == manuscript.id, QuestionLine.undone_at.is_(None))
        .order_by(QuestionLine.id)
    )
    return {part_id: digest for part_id, digest in db.session.execute(asked) if part_id is not None}


def to_import(batch_id: int, limit: int) -> Sequence[QuestionLine]:
    asked = lines(batch_id, (NEW, CHANGED)).where(QuestionLine.part_version_id.is_(None))
    return db.session.scalars(asked.limit(limit)).all()


def to_undo(batch_id: int, limit: int) -> Sequence[QuestionLine]:
    """With the part, from the last one back."""
    asked = (
        select(QuestionLine)
        .join(QuestionLine.part)
        .where(
            QuestionLine.batch_id == batch_id,
            QuestionLine.part_version_id.is_not(None),
            QuestionLine.outcome.in_((NEW, CHANGED)),
            QuestionLine.undone_at.is_(None),
            QuestionLine.stays.is_(None),
        )
        .order_by(QuestionLine.number.desc())
        .limit(limit)
        .options(contains_eager(QuestionLine.part), joinedload(QuestionLine.part_version))
    )
    return db.session.scalars(asked).all()


def parts_called(manuscript: Manuscript, slugs: Sequence[str]) -> dict[str, Part]:
    asked = select(Part).where(Part.manuscript_id == manuscript.id, Part.kind == "item", Part.slug.in_(slugs))
    return {part.slug: part for part in db.session.scalars(asked)}


def newest(part_ids: Sequence[int]) -> dict[int, PartVersion]:
    """By part, without the document."""
    asked = select(PartVersion).where(PartVersion.part_id.in_(part_ids), NEWEST)
    return {version.part_id: version for version in db.session.scalars(asked)}


def documents_before(lines_: Sequence[QuestionLine]) -> dict[int, dict]:
    """What each changed part said before the batch, by part."""
    pairs = [(line.part_id, line.seen_number) for line in lines_ if line.seen_number]
    if not pairs:
        return {}
    asked = select(PartVersion.part_id, PartVersion.document).where(
        or_(*(and_(PartVersion.part_id == part_id, PartVersion.number == number) for part_id, number in pairs))
    )
    return {one[0]: one[1] for one in db.session.execute(asked)}


def documents_of(manuscript: Manuscript, asked: Sequence[tuple[str, int]]) -> dict[str, dict]:
    """What these versions of items say, by slug."""
    wanted = [and_(Part.slug == slug, PartVersion.number == number) for slug, number in asked]
    rows = db.session.execute(
        select(Part.slug, PartVersion.document)
        .join(PartVersion, PartVersion.part_id == Part.id)
        .where(Part.manuscript_id == manuscript.id, Part.kind == "item", or_(*wanted))
    )
    return {row[0]: row[1] for row in rows}


def left(batch_id: int) -> dict[str, int]:
    """Why how many lines stayed when the batch was undone."""
    asked = (
        select(QuestionLine.stays, func.count())
        .where(QuestionLine.batch_id == batch_id, QuestionLine.stays.is_not(None))
        .group_by(QuestionLine.stays)
    )
    return {str(reason): number for reason, number in db.session.execute(asked)}


def forgotten() -> list[int]:
    """Files that nobody has confirmed in time."""
    old = QuestionBatch.sent_at <= clock.now() - UNCONFIRMED
    return list(db.session.scalars(select(QuestionBatch.id).where(old, QuestionBatch.confirmed_at.is_(None))))


def drop(batch_id: int) -> None:
    waiting_ = select(QuestionBatch.id).where(QuestionBatch.id == batch_id, QuestionBatch.confirmed_at.is_(None))
    for model in (QuestionLine, QuestionFile):
        db.session.execute(delete(model).where(model.batch_id.in_(waiting_)))
    db.session.execute(delete(QuestionBatch).where(QuestionBatch.id == batch_id, QuestionBatch.confirmed_at.is_(None)))
