"""The first sheet of an .xlsx with anything in it: values only, of formulas the last result."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from trainer.credentials.importing.reading.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Table
from trainer.credentials.importing.rules import Row
from trainer.credentials.importing.rules.meaning import Cell
from trainer.errors import Unreadable

MOST_UNPACKED = 40_000_000  # bytes; 20,000 rows of 12 columns take 12 million
MOST_BESIDE = 3_000_000  # bytes of a part that is neither a sheet nor its words: openpyxl keeps all styles as objects
MOST_PARTS = 300
OF_CELLS = ("xl/worksheets/", "xl/sharedStrings", "xl/media/")
BROKEN = "This workbook cannot be opened. Open it in your spreadsheet program and save it again as .xlsx, or as CSV"


def read_workbook(content: bytes) -> Table:
    require_harmless(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep is not asked for
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                if rows := list(rows_of(sheet)):
                    head, *others = rows
                    names = tuple(str(cell) for cell in head.cells)
                    return Table(names, tuple(others), f"Read from the sheet “{sheet.title}”.")
    except Unreadable:
        raise
    except Exception:  # whatever a broken or hostile file makes the library raise
        raise Unreadable(BROKEN) from None
    raise Unreadable("No sheet of this workbook has anything in it. Choose another file")


def require_harmless(content: bytes) -> None:
    """Looked at before anything is unpacked: its size, and that no part defines entities.

    The sizes are those that the archive states; Python's zipfile, which openpyxl reads with, gives no more than those.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            beside = [part.file_size for part in parts if not part.filename.startswith(OF_CELLS)]
            is_large = sum(part.file_size for part in parts) > MOST_UNPACKED or max(beside, default=0) > MOST_BESIDE
            if len(parts) > MOST_PARTS or is_large:
                raise Unreadable("Unpacked, this workbook is far too large. Copy the table into a new one")
            for part in parts:
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(2_000).replace(b"\0", b""):
                        raise Unreadable(BROKEN)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise Unreadable(BROKEN) from None


def rows_of(sheet: Any) -> Iterator[Row]:
    """Rows with something in them. The sheet's own word on how large it is does not count."""
    sheet.reset_dimensions()
    found = 0
    for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), 1):
        values = tuple(plain(cell, line) for cell in cells)
        if any(value != "" for value in values):
            found += 1
            yield Row(line, values)
        if found > MOST_ROWS + 1 or line > 5 * MOST_ROWS:
            raise Unreadable(f"The sheet has more than {MOST_ROWS:,} rows. Split it")


def plain(cell: Any, line: int) -> Cell:
    """A number as it is shown where zeros lead it; 7.0 is 7."""
    value = cell.value
    match value:
        case None | time():
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date()
        case date():
            return value
        case int() | float():
            text = str(int(value)) if float(value).is_integer() else repr(value)
            zeros = str(cell.number_format or "")
            return text.zfill(len(zeros)) if zeros and set(zeros) == {"0"} else text
    text = str(value).strip()
    if len(text) > LONGEST_CELL:
        raise Unreadable(f"A cell in row {line} has more than {LONGEST_CELL:,} characters. Shorten it")
    return text
