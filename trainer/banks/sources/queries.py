from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from trainer.banks.models import ModuleVersionItem
from trainer.banks.sources.marks import is_open
from trainer.banks.sources.models import SourceChange, SourceMark
from trainer.db import db


def changes_of(module_id: int, sources: Sequence[str] | None = None) -> Sequence[SourceChange]:
    """What was noted of the sources of a module, or of these alone, newest first; without the marks."""
    these = [] if sources is None else [SourceChange.source.in_(sources)]
    return db.session.scalars(
        select(SourceChange)
        .where(SourceChange.module_id == module_id, *these)
        .order_by(SourceChange.id.desc())
        .options(joinedload(SourceChange.noted_by))
    ).all()


def open_marks(module_id: int, version_id: int, change_id: int | None = None) -> Sequence[SourceMark]:
    """With their changes, the oldest first: what nobody has looked at since. An item only where this version has it.

    Of a passage it takes the text to tell whether it reads as it did.
    """
    here = select(ModuleVersionItem.item_version_id).where(ModuleVersionItem.module_version_id == version_id)
    wanted = (
        select(SourceMark)
        .join(SourceMark.change)
        .where(
            SourceChange.module_id == module_id,
            or_(SourceMark.item_version_id.is_(None), SourceMark.item_version_id.in_(here)),
            is_open(),
        )
        .order_by(SourceChange.id, SourceMark.id)
        .options(contains_eager(SourceMark.change).joinedload(SourceChange.noted_by))
    )
    return db.session.scalars(wanted if change_id is None else wanted.where(SourceChange.id == change_id)).all()


def looked_at(change_ids: Sequence[int]) -> set[int]:
    """The item versions that were marked by one of these changes, and that somebody found still right."""
    marked = and_(SourceMark.source_change_id.in_(change_ids), SourceMark.item_version_id.is_not(None))
    rows = db.session.scalars(
        select(SourceMark.item_version_id)
        .join(SourceChange, SourceChange.id == SourceMark.source_change_id)
        .where(marked, ~is_open())
    )
    return {one for one in rows if one is not None}


def sources_noted(item_version_id: int) -> list[str]:
    """The changed sources that an item rests on and nobody has looked at it since: “Source Kearns22”."""
    rows = db.session.scalars(
        select(SourceChange.source)
        .join(SourceMark, SourceMark.source_change_id == SourceChange.id)
        .where(SourceMark.item_version_id == item_version_id, is_open())
        .order_by(SourceChange.id)
    )
    return [f"Source {one}" for one in dict.fromkeys(rows)]
