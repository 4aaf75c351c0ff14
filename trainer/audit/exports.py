"""The roster as a file: every row the filter lets through, written as it is read."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from sqlalchemy import Engine, Select

from trainer.audit.pages.roster import Question
from trainer.audit.rules import STATES, safe_cell
from trainer.people.rules import PROFESSIONS

ROWS_AT_ONCE = 2000
BYTE_ORDER_MARK = "\ufeff"  # or Excel takes the file for the alphabet of its country


def csv_lines(engine: Engine, statement: Select, question: Question, titles: Sequence[str]) -> Iterator[str]:
    """A connection of its own: this is read after the request has let go of the session."""
    yield BYTE_ORDER_MARK + written([header(question, titles)])
    with engine.connect().execution_options(yield_per=ROWS_AT_ONCE) as connection:
        for rows in connection.execute(statement).partitions():
            yield written([cells(row, question) for row in rows])


def header(question: Question, titles: Sequence[str]) -> list[str]:
    return [
        *("Name", "Email", "Profession", f"{question.version.title}: state", f"{question.version.title}: last day"),
        *(f"{title}: {what}" for title in titles for what in ("state", "last day", "attempts not passed")),
    ]


def cells(row, question: Question) -> list[object]:
    _, name, email, profession, until, state, *modules = row
    found: list[object] = [name, email, PROFESSIONS.get(profession, ""), STATES[state], until]
    for passed_on, failed in zip(modules[::2], modules[1::2], strict=True):
        cell = question.cell(passed_on, failed)
        found += [STATES[cell.state], cell.until, cell.failed]
    return found


def written(rows: Sequence[Sequence[object]]) -> str:
    out = StringIO()
    csv.writer(out).writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
