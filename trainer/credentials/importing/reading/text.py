"""CSV in the encodings and with the separators that spreadsheets write."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO

from trainer.credentials.importing.reading.tables import LONGEST_CELL, MOST_ROWS, Table
from trainer.credentials.importing.rules import Row
from trainer.errors import Unreadable

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def read_text_table(content: bytes) -> Table:
    text, encoding = decoded(content)
    separator = separator_of(text)
    rows = list(rows_of(text, separator))
    if not rows:
        raise Unreadable("The file is empty. Choose one with a row of headings and at least one row below it")
    head, *others = rows
    return Table(
        tuple(str(cell) for cell in head.cells), tuple(others), f"Read as {encoding}, with {SEPARATORS[separator]}."
    )


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding, in the order in which they exclude each other."""
    try:
        if content.startswith(codecs.BOM_UTF8):
            return content.decode("utf-8-sig"), "UTF-8"
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), "UTF-16"
        if b"\0" in content[:200]:
            return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be"), "UTF-16"
    except UnicodeDecodeError:
        raise Unreadable("The file begins like one kind of text and goes on otherwise. Save it as UTF-8") from None
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "Windows-1252 (look at the accents)"
    except UnicodeDecodeError:
        raise Unreadable("The encoding of this file is not known. Save it as “CSV UTF-8”, or as .xlsx") from None


def separator_of(text: str) -> str:
    """What splits the headings into most cells; of one column alone it does not matter."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    counts = {one: len(next(csv.reader([head], delimiter=one), [])) for one in SEPARATORS}
    return max(counts, key=lambda one: counts[one])


def rows_of(text: str, separator: str) -> Iterator[Row]:
    if "\0" in text:
        raise Unreadable("This is not a text file. Save the table as CSV or as .xlsx")
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise Unreadable(f"A cell in line {line} has more than {LONGEST_CELL:,} characters. Shorten it")
            if any(cell.strip() for cell in cells):
                yield Row(line, tuple(cell.strip() for cell in cells))
            line = reader.line_num + 1
            if line > 10 * MOST_ROWS:
                raise Unreadable(f"The file has more than {MOST_ROWS:,} rows. Split it")
    except csv.Error:
        raise Unreadable(
            f"Line {line} opens a quote that is not closed as it should be. Correct the quotes, or save as .xlsx"
        ) from None
