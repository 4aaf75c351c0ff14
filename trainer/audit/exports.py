"""The roster as a file: every row the filter lets through, written as it is read."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from sqlalchemy import Connection, Engine, Row, Select

from trainer.audit.pages.roster import Question
from trainer.audit.queries import roster
from trainer.audit.rules import STATES, safe_cell
from trainer.credentials import queries as credentials
from trainer.people.rules import PROFESSIONS

ROWS_AT_ONCE = 500
BYTE_ORDER_MARK = "\ufeff"  # or Excel takes the file for the alphabet of its country


def csv_lines(engine: Engine, statement: Select, question: Question, titles: Mapping[str, str]) -> Iterator[str]:
    """The people are read as they come, what is known about them some hundred at a time; on own connections."""
    yield BYTE_ORDER_MARK + written([header(question, titles)])
    with engine.connect() as reading, engine.connect() as asking:
        for people in reading.execution_options(yield_per=ROWS_AT_ONCE).execute(statement).partitions():
            yield written(rows_of(people, question, asking))


def header(question: Question, titles: Mapping[str, str]) -> list[str]:
    names = [titles.get(column.title, column.title) for column in question.columns]
    return [
        *("Name", "Email", "Profession", f"{question.version.title}: state", f"{question.version.title}: last day"),
        *(f"{name}: {what}" for name in names for what in ("state", "last day", "attempts not passed")),
    ]


def rows_of(people: Sequence[Row], question: Question, asking: Connection) -> Iterator[list[object]]:
    ids = [person.id for person in people]
    histories = credentials.histories(ids, question.roster.asked.known_at, asking)
    failed = roster.failed_attempts(ids, question.clinic.id, asking)
    for person in people:
        cells = question.cells(histories[person.id], failed.get(person.id, {}))
        found: list[object] = [
            person.name,
            person.email,
            PROFESSIONS.get(person.profession, ""),
            STATES[person.state],
            person.valid_until,
        ]
        for cell in cells:
            found += [STATES[cell.state] if cell.state else "not asked", cell.until, cell.failed]
        yield found


def written(rows: Iterable[Sequence[object]]) -> str:
    out = StringIO()
    csv.writer(out).writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
