"""Any list as a PDF: a heading, what it is about, and one table with its header on every page."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

from trainer.credentials.documents.typesetting import SIZES, pdf
from trainer.errors import Refused

MOST_ROWS = 3_000  # typst holds the whole table: some 0.12 MB and 0.7 ms for a row of eight cells


def table_report(
    title: str,
    meta: Sequence[tuple[str, str]],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    made_at: datetime,
    size: str = "a4",
) -> bytes:
    """The PDF, on landscape paper. `meta` is what it is about, as (label, value); a cell of None stays empty.

    More than MOST_ROWS rows are refused: such a list is read by a machine, as CSV or a spreadsheet.
    """
    found = [["" if cell is None else str(cell) for cell in row] for row in islice(rows, MOST_ROWS + 1)]
    if len(found) > MOST_ROWS:
        raise Refused(
            f"A PDF takes at most {MOST_ROWS:,} rows, and this has more. Narrow the filter, or take the CSV or the"
            " spreadsheet, which hold them all."
        )
    values = {
        "paper": SIZES[size],
        "title": title,
        "facts": [list(one) for one in meta],
        "columns": list(columns),
        "widths": widths(columns, found),
        "rows": found,
    }
    return pdf("table", values, made_at=made_at, apart=True)


def widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The share of the paper for each column, by the longest word or phrase in it; none starves, none takes all."""
    longest = [max([len(column), *(len(row[place]) for row in rows)]) for place, column in enumerate(columns)]
    return [min(max(length, 6), 32) for length in longest]
