"""Files as spreadsheets write them, and as nobody should."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from tests.credentials.importing.builders import csv_of, xlsx_of
from trainer.credentials.importing import reading
from trainer.errors import Unreadable

HEAD, ROW = ["Email", "Name"], ["zoë@example.org", "Zoë Núñez"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(encoding, separator):
    found = reading.read(csv_of(ROW, head=HEAD, encoding=encoding, separator=separator))
    assert found.head == tuple(HEAD)
    assert [(row.line, row.cells) for row in found.rows] == [(2, tuple(ROW))]
    assert ("Windows-1252" in found.remark) == (encoding == "cp1252")


def test_lines_are_counted_as_an_editor_does():
    found = reading.read(b'Email,Name\r\n\r\na@x.org,"two\r\nlines"\r\nb@x.org,B\r\n')
    assert [row.line for row in found.rows] == [3, 5]


def workbook(fill) -> bytes:
    book, out = Workbook(), BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


def test_cells_of_a_workbook():
    def fill(book):
        sheet = book.active
        sheet.append(["License", "Day", "Number", "Sum"])
        sheet.append([12345, date(2027, 3, 14), 7.0, "=1+1"])
        sheet["A2"].number_format = "0000000"

    [row] = reading.read(workbook(fill)).rows
    assert row.cells[:3] == ("0012345", date(2027, 3, 14), "7")
    assert row.cells[3] == "", "a formula that no program has computed has no value"


def test_the_first_sheet_with_something_in_it():
    found = reading.read(workbook(lambda book: book.create_sheet("People").append(HEAD) or book["People"].append(ROW)))
    assert "“People”" in found.remark


def bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 45_000_000)
    return out.getvalue()


def with_entities() -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(xlsx_of(ROW, head=HEAD))) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/workbook.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            new.writestr(name, content)
    return out.getvalue()


def with_too_many_styles() -> bytes:
    """Some kilobytes that would take a library a gigabyte."""
    out = BytesIO()
    with ZipFile(BytesIO(xlsx_of(ROW, head=HEAD))) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            style = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs>'
            many = style[:-10] * 60_000 * (name == "xl/styles.xml") + b"</cellXfs>"
            new.writestr(name, old.read(name).replace(b"</cellXfs>", many))
    return out.getvalue()


def far_below() -> bytes:
    def fill(book):
        book.active.append(HEAD)
        book.active["A1048576"] = "far below"

    return workbook(fill)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" \n", "The file is empty"),
        (b"Email,Name\n", "There are headings and nothing below"),
        (b'Email,Name\na@x.org,"never closed\n', "opens a quote"),
        (b"Email\xff\x81\x8d\n1\n", "encoding of this file is not known"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old Excel"),
        (b"%PDF-1.4\n1 0 obj\n", "not a table"),
        (b"PK\x03\x04" + b"x" * 100, "cannot be opened"),
        (csv_of(*[["a", "b"]] * 20_001, head=HEAD), "more than 20,000 rows"),
        (csv_of(["a"], head=["x"] * 61), "more than 60 columns"),
        (csv_of(["a" * 1001], head=HEAD), "more than 1,000 characters"),
        (bomb(), "far too large"),
        (with_too_many_styles(), "far too large"),
        (with_entities(), "cannot be opened"),
        (far_below(), "more than 20,000 rows"),
    ],
    ids=[
        "empty",
        "head",
        "quote",
        "bytes",
        "xls",
        "pdf",
        "zip",
        "rows",
        "columns",
        "cell",
        "bomb",
        "styles",
        "xml",
        "below",
    ],
)
def test_what_cannot_be_read_says_why(content, said):
    with pytest.raises(Unreadable, match=said):
        reading.read(content)
