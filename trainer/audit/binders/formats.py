"""A binder in its formats, each written to a file row by row; only the PDF, which has a limit, is held in memory."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from trainer.audit.binders.binder import HASH_RULE, Binder
from trainer.audit.binders.rows import PERSON, Row
from trainer.audit.rules import safe_cell
from trainer.credentials.documents.tables import MOST_ROWS, table_report

MOST_COLUMNS = 3  # of requirements, on paper


@dataclass(frozen=True)
class Format:
    name: str
    mimetype: str
    write: Callable[[Binder, IO[bytes]], None]


def write_csv(binder: Binder, out: IO[bytes]) -> None:
    """First what it is about, a line each; then an empty line, the titles of the columns, and the rows."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow([binder.cover.title])
    lines.writerows([safe_cell(cell) for cell in fact] for fact in [*binder.facts, ("How it is hashed", HASH_RULE)])
    lines.writerow([])
    lines.writerow([safe_cell(one.title) for one in binder.columns])
    lines.writerows([safe_cell(row.get(one.key)) for one in binder.columns] for row in binder.rows())
    text.detach()


def write_json(binder: Binder, out: IO[bytes]) -> None:
    """One document; each row on a line of its own, exactly as it is hashed."""
    head = {
        "title": binder.cover.title,
        "about": dict(binder.facts),
        "rows_sha256": binder.hash,
        "hash_rule": HASH_RULE,
        "count": binder.count,
        "columns": {one.key: one.title for one in binder.columns},
    }
    out.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}").encode() + b',\n "rows": [')
    for number, line in enumerate(binder.spelled_rows()):
        out.write((b",\n" if number else b"\n") + line)
    out.write(b"\n]}\n")


def write_xlsx(binder: Binder, out: IO[bytes]) -> None:
    """Two sheets: what it is about, and the rows; nothing in it is a formula."""
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, settings) as book:
        book.set_properties(
            {
                "title": binder.cover.title,
                "author": binder.cover.author,
                "created": binder.cover.made_at.replace(tzinfo=None),
            }
        )
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        about, people = book.add_worksheet("About"), book.add_worksheet("People")
        about.set_column(0, 0, 20)
        about.set_column(1, 1, 80)
        about.write_string(0, 0, binder.cover.title, bold)
        for line, fact in enumerate([*binder.facts, ("How it is hashed", HASH_RULE)], start=2):
            about.write_string(line, 0, fact[0])
            about.write_string(line, 1, fact[1])
        for place, column in enumerate(binder.columns):
            people.set_column(place, place, 12 if column.is_day else 20)
            people.write_string(0, place, column.title, bold)
        people.freeze_panes(1, 2)
        for line, row in enumerate(binder.rows(), start=1):
            for place, column in enumerate(binder.columns):
                write_cell(people, (line, place), row.get(column.key), day if column.is_day else None)


def write_cell(sheet: Worksheet, place: tuple[int, int], value: object, day: object) -> None:
    if value is None:
        return
    if day is not None:
        sheet.write_datetime(*place, date.fromisoformat(str(value)), day)
    elif isinstance(value, int):
        sheet.write_number(*place, value)
    else:
        sheet.write_string(*place, str(value))


def write_pdf(binder: Binder, out: IO[bytes]) -> None:
    """A few requirements have a column each, more than that share one, or they would not fit on paper."""
    *person, reasons = [one for one in binder.columns if one.key not in {"person", "email"} and not one.asked_for]
    asked_for = list(dict.fromkeys(one.asked_for for one in binder.columns if one.asked_for))
    is_narrow = len(asked_for) <= MOST_COLUMNS

    def on_paper(row: Row) -> list[object]:
        stand = list(requirements(binder, row))
        together = "; ".join(f"{title}: {said}" for title, said in zip(asked_for, stand, strict=True))
        shown = [in_fours(row.get(one.key)) if one.key == "certificate" else row.get(one.key) for one in person]
        return [*shown, *(stand if is_narrow else [together]), row.get(reasons.key)]

    titles = [*(one.title for one in person), *(asked_for if is_narrow else ["Requirements"]), reasons.title]
    rows, made_at = map(on_paper, binder.rows()), binder.cover.made_at
    out.write(table_report(binder.cover.title, binder.facts, titles, rows, made_at=made_at))


def requirements(binder: Binder, row: Row) -> Iterator[object]:
    pairs = [one.key for one in binder.columns[len(PERSON) : -1]]
    for state, last_day in zip(pairs[::2], pairs[1::2], strict=True):
        yield f"{row[state]}, {row[last_day]}" if row.get(last_day) else row[state]


def in_fours(code: object) -> str:
    """So that a code can be broken over two lines."""
    text = str(code or "")
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def write_zip(binder: Binder, out: IO[bytes]) -> None:
    """All of them; without the PDF where there are too many rows for one."""
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, one in FORMATS.items():
            if name != "zip" and (name != "pdf" or fits_paper(binder.count)):
                with TemporaryFile() as single:
                    one.write(binder, single)
                    single.seek(0)
                    with packed.open(f"binder.{name}", "w") as place:
                        while piece := single.read(1 << 16):
                            place.write(piece)


def fits_paper(count: int) -> bool:
    return count <= MOST_ROWS


FORMATS = {
    "pdf": Format("PDF", "application/pdf", write_pdf),
    "xlsx": Format("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "csv": Format("CSV", "text/csv", write_csv),
    "json": Format("JSON", "application/json", write_json),
    "zip": Format("ZIP", "application/zip", write_zip),
}
