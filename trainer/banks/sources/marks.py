"""The mark on an item that stands until somebody has looked: what new forms leave out."""

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased

from trainer.banks.models import AcceptedGrounds, ModuleVersionItem
from trainer.banks.sources.models import SourceChange, SourceLook, SourceMark

Confirmed = aliased(AcceptedGrounds)


def is_open() -> ColumnElement[bool]:
    """Of a mark on an item, joined to its change: nobody has looked, nor confirmed its grounds since it was noted."""
    looked = select(SourceLook.mark_id).where(SourceLook.mark_id == SourceMark.id).exists()
    confirmed = (
        select(Confirmed.id)
        .where(
            Confirmed.item_version_id == SourceMark.item_version_id,
            Confirmed.accepted_by_id.is_not(None),
            Confirmed.recorded_at > SourceChange.noted_at,
        )
        .correlate(SourceMark, SourceChange)
        .exists()
    )
    return and_(~looked, ~confirmed)


def is_marked() -> ColumnElement[bool]:
    """Of an item of a module version: it rests on a source that changed, and nobody has looked at it since."""
    return (
        select(SourceMark.id)
        .join(SourceChange, SourceChange.id == SourceMark.source_change_id)
        .where(SourceMark.item_version_id == ModuleVersionItem.item_version_id, is_open())
        .correlate(ModuleVersionItem)
        .exists()
    )
