"""A binder in its formats, each written to a file row by row; only the PDF, which has a limit, is held in memory."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from trainer.audit.binders.binder import HASH_RULE, Binder
from trainer.audit.binders.paper import write_pdf
from trainer.audit.binders.workbook import write_xlsx
from trainer.cells import safe_cell
from trainer.credentials.documents.tables import MOST_ROWS


@dataclass(frozen=True)
class Format:
    name: str
    mimetype: str
    write: Callable[[Binder, IO[bytes]], None]


def write_csv(binder: Binder, out: IO[bytes]) -> None:
    """First what it is about, a line each; then an empty line, the titles of the columns, and the rows."""
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    lines, columns = csv.writer(text), binder.columns
    lines.writerow([binder.cover.title])
    lines.writerows([safe_cell(cell) for cell in fact] for fact in [*binder.facts, ("How it is hashed", HASH_RULE)])
    lines.writerow([])
    lines.writerow([safe_cell(one.title) for one in columns])
    lines.writerows([safe_cell(row.get(one.key)) for one in columns] for row in binder.rows())
    text.detach()


def write_json(binder: Binder, out: IO[bytes]) -> None:
    """One document; each row on a line of its own, exactly as it is hashed."""
    head = {
        "title": binder.cover.title,
        "about": dict(binder.facts),
        "rows_sha256": binder.hash,
        "hash_rule": HASH_RULE,
        "count": binder.count,
        "credentials": [
            {
                "credential": one.followed.version.credential.slug,
                "title": one.title,
                "version": one.version,
                "people_by_state": dict(binder.summary(one)),
            }
            for one in binder.sections
        ],
        "columns": {one.key: one.title for one in binder.columns},
    }
    out.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}").encode() + b',\n "rows": [')
    for number, line in enumerate(binder.spelled_rows()):
        out.write((b",\n" if number else b"\n") + line)
    out.write(b"\n]}\n")


def write_zip(binder: Binder, out: IO[bytes]) -> None:
    """All of them; without the PDF where there are too many rows for one."""
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, one in FORMATS.items():
            if name != "zip" and (name != "pdf" or fits_paper(binder.count)):
                with TemporaryFile() as single:
                    one.write(binder, single)
                    single.seek(0)
                    with packed.open(f"binder.{name}", "w", force_zip64=True) as place:
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
