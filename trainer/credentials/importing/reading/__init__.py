"""A file that somebody sends, as rows of cells: text as it stands, dates where the file itself says that it is one."""

from trainer.credentials.importing.reading.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Table, tidied
from trainer.credentials.importing.reading.text import read_text_table
from trainer.credentials.importing.reading.workbook import read_workbook
from trainer.errors import Unreadable

__all__ = ["LONGEST_CELL", "MOST_COLUMNS", "MOST_ROWS", "Table", "read"]

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
NO_TABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")  # what is at hand beside the list of the staff


def read(content: bytes) -> Table:
    """Whatever its name says: a workbook is known by how it begins. `Unreadable` says what is wrong and what to do."""
    if not content.strip():
        raise Unreadable("The file is empty. Choose one with a row of headings and at least one row below it")
    if content.startswith(NO_TABLE):
        raise Unreadable(
            "This is a PDF, a picture or a letter, not a table. Save the list as CSV or .xlsx, and send that"
        )
    if content.startswith(OLD_EXCEL):
        raise Unreadable(
            "This is a workbook of an old Excel, or one with a password. Save it as .xlsx without password, or as CSV"
        )
    found = read_workbook(content) if content.startswith(ZIP) else read_text_table(content)
    return tidied(found)
