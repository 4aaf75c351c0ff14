"""The roster as a file: every row the filter lets through, written as it is read."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from sqlalchemy import Connection, Engine, Row, Select

from trainer.audit.pages.roster import Question
from trainer.audit.queries import roster, status
from trainer.audit.rules import STATES
from trainer.cells import safe_cell
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
    credentials = [question.version, *(one.version for one in question.others)]
    return [
        *("Name", "Email", "Profession"),
        *(f"{one.title}: {what}" for one in credentials for what in ("state", "last day")),
        *(f"{name}: {what}" for name in names for what in ("state", "last day", "attempts not passed")),
        *("Provenance", "As of", "As known on"),
    ]


def rows_of(people: Sequence[Row], question: Question, asking: Connection) -> Iterator[list[object]]:
    ids, clocks = [person.id for person in people], question.clocks
    histories = credentials.histories(ids, question.roster.asked.known_at, asking)
    failed = roster.failed_attempts(ids, question.roster, asking)
    lines = [question.line(person, histories[person.id], failed.get(person.id, {})) for person in people]
    imported = status.provenances((line.certificate for line in lines), clocks.known_at, asking)
    for person, line in zip(people, lines, strict=True):
        found: list[object] = [
            person.name,
            person.email,
            PROFESSIONS.get(person.profession, ""),
            STATES[person.state],
            line.until,
        ]
        for cell in line.beside:
            found += [STATES[cell.state] if cell.state else "", cell.until]
        for cell in line.cells:
            found += [STATES[cell.state] if cell.state else "not asked", cell.until, cell.failed]
        yield [*found, imported.get(line.certificate or 0, ""), clocks.day, clocks.known_day]


def written(rows: Iterable[Sequence[object]]) -> str:
    out = StringIO()
    csv.writer(out).writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
