"""What is asked of imports, and of the people whom a file names."""

from trainer.credentials.importing.queries.batches import (
    batch_of,
    batches,
    content_of,
    has_row_about,
    left_to_undo,
    mark,
    plan_counts,
    plan_lines,
    row_counts,
    rows_of,
    same_file,
    voided,
    with_a_record,
)
from trainer.credentials.importing.queries.people import known

__all__ = [
    "batch_of",
    "batches",
    "content_of",
    "has_row_about",
    "known",
    "left_to_undo",
    "mark",
    "plan_counts",
    "plan_lines",
    "row_counts",
    "rows_of",
    "same_file",
    "voided",
    "with_a_record",
]
