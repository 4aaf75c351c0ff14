"""A binder as a spreadsheet: what it is about, then a sheet for each credential. Nothing in it is a formula."""

import re
from collections.abc import Sequence
from datetime import date
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from trainer.audit.binders.binder import HASH_RULE, Binder
from trainer.audit.binders.rows import Column, Row, Section

LONGEST_NAME = 31  # letters, says Excel; and none of these
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(binder: Binder, out: IO[bytes]) -> None:
    """Row by row into all sheets at once; each keeps its rows on disk."""
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, settings) as book:
        made_at = binder.cover.made_at.replace(tzinfo=None)
        book.set_properties({"title": binder.cover.title, "author": binder.cover.author, "created": made_at})
        book.use_zip64()
        bold = book.add_format({"bold": True})
        write_about(binder, book.add_worksheet("About"), bold)
        sheets = {
            section.title: Sheet(book, name, section.columns, bold)
            for section, name in zip(binder.sections, sheet_names(binder.sections), strict=True)
        }
        for row in binder.rows():
            sheets[str(row["credential"])].write(row)


def write_about(binder: Binder, sheet: Worksheet, bold: Format) -> None:
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, binder.cover.title, bold)
    lines: list[tuple[str, str | int]] = [*binder.facts, ("How it is hashed", HASH_RULE)]
    for section in binder.sections:
        lines += [("", ""), (section.title, f"version {section.version} of its policy"), *binder.summary(section)]
    for place, (label, value) in enumerate(lines, start=2):
        sheet.write_string(place, 0, label)
        write_cell(sheet, (place, 1), value, None)


def sheet_names(sections: Sequence[Section]) -> list[str]:
    """People, where there is one; otherwise what the credentials are called, as far as it fits."""
    if len(sections) == 1:
        return ["People"]
    names = []
    for number, one in enumerate(sections, start=1):
        words = NOT_IN_A_NAME.sub(" ", one.followed.policy.name)
        names.append(f"{number} {words}"[:LONGEST_NAME].strip())
    return names


class Sheet:
    """The people of one credential, a line each."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[Column], bold: Format):
        self.sheet, self.columns, self.line = book.add_worksheet(name), columns, 0
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, 12 if column.is_day else 20)
            self.sheet.write_string(0, place, column.title, bold)
        self.sheet.freeze_panes(1, 2)

    def write(self, row: Row) -> None:
        self.line += 1
        for place, column in enumerate(self.columns):
            write_cell(self.sheet, (self.line, place), row.get(column.key), self.day if column.is_day else None)


def write_cell(sheet: Worksheet, place: tuple[int, int], value: object, day: Format | None) -> None:
    if value is None:
        return
    if day is not None:
        sheet.write_datetime(*place, date.fromisoformat(str(value)), day)
    elif isinstance(value, int):
        sheet.write_number(*place, value)
    else:
        sheet.write_string(*place, str(value))
