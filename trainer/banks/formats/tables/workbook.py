"""XLSX, read row by row and written with the headings that are read again."""

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl
import xlsxwriter

from trainer.banks.formats.archives import Archive, declares_entities
from trainer.banks.formats.numbers import plain_number
from trainer.banks.formats.questions import CannotRead, Hostile, Question, Reading
from trainer.banks.formats.tables import rows
from trainer.banks.formats.tables.columns import COLUMNS, cells_of, example_rows
from trainer.banks.formats.tables.guarding import doubled
from trainer.banks.formats.trees import FORBIDDEN
from trainer.banks.formats.written import Written

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a letter as the workbook's XML spells it
WIDEST = 80  # columns
LONGEST = 60_000  # rows
DATE = "A cell of this row holds a date. Perhaps the spreadsheet made it of something else, such as 1-2."


def read_xlsx(data: bytes) -> Reading:
    check(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return of_book(book)
    except CannotRead:
        raise
    except Exception as problem:  # whatever a broken workbook makes its parser do, the reader gets one plain sentence
        raise CannotRead("This workbook is damaged. Open it in a spreadsheet and save it again.") from problem


def check(data: bytes) -> None:
    archive = Archive(data)
    if "xl/workbook.xml" not in archive.names:
        raise CannotRead("This is not an .xlsx workbook.")
    for name in archive.names:
        if name.endswith((".xml", ".rels")) and declares_entities(archive.read(name)):
            raise Hostile("Its XML declares entities, which no spreadsheet does. It was not read.")


def of_book(book: Any) -> Reading:
    """The first sheet that has headings of questions."""
    problem = CannotRead("The workbook is empty.")
    for sheet in book.worksheets:
        dated: set[int] = set()
        try:
            reading = rows.read("xlsx", cells(sheet, dated))
        except CannotRead as trouble:
            problem = trouble
            continue
        for question in reading.questions:
            if question.line in dated:
                question.warn(DATE)
        return reading
    raise problem


def cells(sheet: Any, dated: set[int]) -> Iterator[tuple[int, Sequence[str]]]:
    sheet.reset_dimensions()
    for line, row in enumerate(sheet.iter_rows(max_col=WIDEST, values_only=True), 1):
        if line > LONGEST:
            raise CannotRead(f"The sheet has more than {LONGEST:,} rows. Give a part of it.")
        if any(isinstance(value, date | datetime | time) for value in row):
            dated.add(line)
        yield line, [text(value) for value in row]


def text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    said = ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return FORBIDDEN.sub("", said.replace("\r\n", "\n").replace("\r", ""))


def write_xlsx(questions: Iterable[Question]) -> Written:
    out = Written()
    found = [cells_of(question, out) for question in questions]
    out.data = book_of([row for row in found if row is not None])
    return out


def template() -> bytes:
    """A workbook to be filled in, with a row for each kind of question."""
    return book_of(example_rows())


def book_of(found: Iterable[Sequence[str]]) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Questions")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, 16)
        sheet.set_column(2, 2, 60)
        sheet.set_column(3, len(COLUMNS) - 1, 22)
        sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for line, row in enumerate(found, 1):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(line, place, FORBIDDEN.sub("", doubled(cell)), wrapped)
    return file.getvalue()
