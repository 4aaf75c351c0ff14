"""A binder on paper: what it is about, then for each credential how many stand how, and everybody."""

from collections import defaultdict
from collections.abc import Iterator
from typing import IO, Any

from trainer.audit.binders.binder import Binder
from trainer.audit.binders.rows import PERSON, Column, Row, Section
from trainer.credentials.documents.tables import widths
from trainer.credentials.documents.typesetting import SIZES, pdf

MOST_COLUMNS = 3  # of requirements, on paper
# Of the columns; the credential is a heading there, and where a certificate comes from stands below its code.
LEFT_OUT = {"person", "email", "credential", "provenance"}


def write_pdf(binder: Binder, out: IO[bytes]) -> None:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in binder.rows():
        rows[str(row["credential"])].append(row)
    values = {
        "paper": SIZES["a4"],
        "title": binder.cover.title,
        "facts": [list(one) for one in binder.facts],
        "sections": [section_on_paper(binder, one, rows[one.title]) for one in binder.sections],
    }
    out.write(pdf("binder", values, made_at=binder.cover.made_at, apart=True))


def section_on_paper(binder: Binder, section: Section, rows: list[Row]) -> dict[str, Any]:
    """A few requirements have a column each, more than that share one, or they would not fit on paper."""
    *person, reasons = [one for one in section.columns if one.key not in LEFT_OUT and not one.asked_for]
    asked_for = [one.asked_for for one in section.columns if one.asked_for and one.is_day]
    is_narrow = len(asked_for) <= MOST_COLUMNS
    columns = [*(one.title for one in person), *(asked_for if is_narrow else ["Requirements"]), reasons.title]
    found = [on_paper(row, section, person, asked_for if not is_narrow else None) for row in rows]
    return {
        "title": section.title,
        "version": f"Version {section.version} of its policy",
        "summary": [[word, str(number)] for word, number in binder.summary(section)],
        "columns": columns,
        "widths": widths(columns, found),
        "rows": found,
    }


def on_paper(row: Row, section: Section, person: list[Column], together: list[str] | None) -> list[str]:
    """`together`: what the requirements are called, where they share a column."""
    stand = list(requirements(section, row))
    if together is not None:
        stand = ["; ".join(f"{title}: {said}" for title, said in zip(together, stand, strict=True))]
    shown = [certificate(row) if one.key == "certificate" else row.get(one.key) for one in person]
    return ["" if cell is None else str(cell) for cell in (*shown, *stand, row.get("reasons"))]


def certificate(row: Row) -> str:
    """Its code and where it comes from, if not from here."""
    return " ".join(str(one) for one in (in_fours(row.get("certificate")), row.get("provenance")) if one)


def requirements(section: Section, row: Row) -> Iterator[str]:
    pairs = [one.key for one in section.columns[len(PERSON) : -1]]
    for state, last_day in zip(pairs[::2], pairs[1::2], strict=True):
        yield f"{row[state]}, {row[last_day]}" if row.get(last_day) else str(row[state])


def in_fours(code: object) -> str:
    """So that a code can be broken over two lines."""
    text = str(code or "")
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))
