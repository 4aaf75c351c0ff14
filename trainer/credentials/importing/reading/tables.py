from dataclasses import dataclass, replace

from trainer.credentials.importing.rules import Row
from trainer.errors import Unreadable

MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 1_000  # characters


@dataclass(frozen=True)
class Table:
    """`head` are the headings; `remark` says how the file was read, where there was a choice."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    remark: str


def tidied(table: Table) -> Table:
    """Without empty rows and without empty columns at the end."""
    head = tuple(str(word).strip() for word in table.head)
    while head and not head[-1]:
        head = head[:-1]
    if not head:
        raise Unreadable("The first row is empty. Put the headings of the columns there")
    if len(head) > MOST_COLUMNS:
        raise Unreadable(f"The file has more than {MOST_COLUMNS} columns. Leave out those that are not needed")
    rows = tuple(row for row in table.rows if any(cell != "" for cell in row.cells))
    if not rows:
        raise Unreadable("There are headings and nothing below them. Choose a file with at least one row of people")
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"The file has more than {MOST_ROWS:,} rows. Split it, and import one part after the other")
    named = tuple(word or f"Column {place}" for place, word in enumerate(head, 1))
    return replace(table, head=named, rows=rows)
