"""What the numbers say of each item, noted where lists of items read it."""

from collections.abc import Iterator

from trainer.banks.cards.actions import note_all_numbers
from trainer.db import db
from trainer.insight import queries
from trainer.insight.columns import Asked
from trainer.insight.corrections.queries.approvals import approvals
from trainer.insight.pages import number, pooled
from trainer.insight.summaries import Summary, summary_of

Noted = tuple[int, int, float | None, float | None, str | None]  # item, takers, facility, discrimination, gravest alert


def note_numbers(module_id: int) -> None:
    """Of first attempts as corrected, all versions of an item as one, drawn towards the mean of the module."""
    summary, _ = summary_of(Asked(module_id), "item", queries.extents(module_id), approvals(module_id))
    note_all_numbers(noted(summary))
    db.session.flush()


def noted(summary: Summary) -> Iterator[Noted]:
    facility, discrimination = pooled(summary)
    for place, unit in enumerate(summary.units):
        alarms = summary.alarms.get(place, ())
        yield (
            summary.meanings[unit[0]].item_id,
            int(summary.numbers.takers[place]),
            number(facility[place]),
            number(discrimination[place]),
            alarms[0].kind if alarms else None,
        )
