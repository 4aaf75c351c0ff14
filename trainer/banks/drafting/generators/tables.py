"""Tables: what stands where a row and a column meet."""

import re
from collections.abc import Iterator
from itertools import islice

from trainer.banks.drafting import choosing
from trainer.banks.drafting.draft import MATCHING, ONE, Draft, Option, made
from trainer.banks.drafting.facts import Book, plain_name
from trainer.banks.drafting.language import forms
from trainer.banks.drafting.reading.source import Passage, Section
from trainer.banks.lint import near_equal
from trainer.banks.lint.quantities import quantity

MOST, A_COLUMN = 6, 3  # drafts of a table and of one of its columns
WORDS = 14  # of a cell that can be an option
OPAQUE = re.compile(r"[\"“”]|^(?:[A-Za-z]{0,3}-?\d+|\[.*)$")  # a row's number or code says nothing to who is asked
Row = tuple[str, ...]


def drafts(book: Book) -> Iterator[Draft]:
    for section, passage in book.source.passages:
        head, *rows = passage.rows or ((),)
        rows = [row for row in rows if len(row) == len(head) and row[0]]
        if len(rows) < 3 or len(head) < 2 or not all(head[1:]) or len({row[0] for row in rows}) < len(rows):
            continue
        found = (draft for column in range(1, len(head)) for draft in of_column(section, passage, head, rows, column))
        yield from islice(found, MOST)


def of_column(section: Section, passage: Passage, head: Row, rows: list[Row], column: int) -> Iterator[Draft]:
    rows = [row for row in rows if not OPAQUE.search(row[0]) and not re.search(r"[\"“”\[]", row[column])]
    if len(head[column]) < 3:
        return
    cells = [row[column] for row in rows]
    if len(rows) < 3 or any(len(cell.split()) > WORDS for cell in cells):
        return
    apart = [cell for at, cell in enumerate(cells) if cell and not any(near_equal(cell, other) for other in cells[:at])]
    matched = match(section, passage, head, rows, column) if len(apart) == len(cells) and 3 <= len(cells) <= 6 else None
    if matched:
        yield matched
    for row in rows[:A_COLUMN] if not matched else ():
        others = [cell for cell in apart if not near_equal(cell, row[column])]
        if len(others) >= 2 and row[column] and cells.count(row[column]) == 1:
            yield cell_of(section, passage, head, row, column, others, rows)


def match(section: Section, passage: Passage, head: Row, rows: list[Row], column: int) -> Draft | None:
    what, of = plain_name(head[column]), plain_name(head[0]) or "entry"
    if any(forms.stems(row[0]) & forms.stems(row[column]) for row in rows):
        return None
    stem = f"Match each entry of the article's table under “{of}” to its “{what}”."
    choices = sorted((row[column] for row in rows), key=str.lower)
    prompts = [
        {"text": row[0], "match": row[column], "why": f"The table gives {row[column]} for {row[0]}."} for row in rows
    ]
    words = [word for row in rows for word in (row[0], row[column])]
    return made(
        MATCHING,
        "table",
        stem,
        (section, passage, passage.text),
        words,
        answer={"choices": choices, "prompts": prompts},
    )


def cell_of(
    section: Section, passage: Passage, head: Row, row: Row, column: int, others: list[str], rows: list[Row]
) -> Draft:
    stem = f"In the article's table, which “{plain_name(head[column])}” is given for “{row[0]}”?"
    whose = {other[column]: other[0] for other in rows}
    shown = [Option(row[column], True, f"The table gives this for {row[0]}.")]
    shown += [Option(cell, False, f"The table gives this for {whose[cell]}.") for cell in others[:3]]
    numbers = all(quantity(option.text) for option in shown)
    if numbers:
        shown.sort(key=lambda option: quantity(option.text).ends)  # type: ignore[union-attr]
    options = tuple(shown) if numbers else choosing.arranged(shown, stem)
    quote = " | ".join(row)
    return made(
        ONE,
        "table",
        stem,
        (section, passage, quote),
        [row[column]],
        options,
        {"fixed_order": True} if numbers else None,
    )
