"""The rows of a binder: one for each person whom the filter lets through, in memory that does not grow with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, Engine
from sqlalchemy import Row as PersonRow

from trainer.audit.exports.roster import ROWS_AT_ONCE
from trainer.audit.pages.explained import explained
from trainer.audit.pages.roster import Followed, Question, until_of
from trainer.audit.queries import roster, status
from trainer.audit.queries.roster import Roster
from trainer.audit.rules import STATES
from trainer.credentials import queries as credentials
from trainer.credentials import rules
from trainer.credentials.queries.status import Asked
from trainer.people.rules import PROFESSIONS

Row = dict[str, str | int | date | None]


@dataclass(frozen=True)
class Column:
    """`key` names it in a row and for programs, `title` for people; `asked_for`: the requirement it is about."""

    key: str
    title: str
    is_day: bool = False
    asked_for: str = ""


PERSON = (
    Column("person", "Number"),
    Column("name", "Name"),
    Column("email", "Email"),
    Column("profession", "Profession"),
    Column("state", "State"),
    Column("cleared", "Cleared"),
    Column("last_day", "Last day", is_day=True),
    Column("certificate", "Certificate"),
)
REASONS = Column("reasons", "Reasons")


def columns(question: Question, titles: Mapping[str, str]) -> list[Column]:
    """Whose record it is, how it stands, each requirement with its state and last day, and why."""
    found = list(PERSON)
    for number, one in enumerate(question.columns, start=1):
        title = titles.get(one.title, one.title)
        found += [
            Column(f"requirement_{number}_state", f"{title}: state", asked_for=title),
            Column(f"requirement_{number}_last_day", f"{title}: last day", is_day=True, asked_for=title),
        ]
    return [*found, REASONS]


def known_by(asked: Roster, moment: datetime) -> Roster:
    """As known at one moment, so that what is recorded while it is read changes no row of it."""
    return replace(asked, asked=replace(asked.asked, known_at=asked.asked.known_at or moment))


@dataclass(frozen=True)
class Reading:
    """What every row is made with; `asked_for` are the requirements' keys, in the order of their columns."""

    followed: Followed
    asked: Asked
    asked_for: Sequence[tuple[str, str | None]]
    titles: Mapping[str, str]
    connection: Connection


def rows(engine: Engine, question: Question, titles: Mapping[str, str], made_at: datetime) -> Iterator[Row]:
    wanted = known_by(question.roster, made_at)
    asked, keys = wanted.asked, [one.key for one in question.columns]
    followed = Followed(question.version, question.policy, asked.policy, asked.earned_under)
    statement = roster.people(wanted, question.wanted)
    with engine.connect() as people, engine.connect() as connection:
        reading = Reading(followed, asked, keys, titles, connection)
        for part in people.execution_options(yield_per=ROWS_AT_ONCE).execute(statement).partitions():
            yield from rows_of(part, reading)


def rows_of(people: Sequence[PersonRow], reading: Reading) -> Iterator[Row]:
    asked, connection = reading.asked, reading.connection
    histories = credentials.histories([one.id for one in people], asked.known_at, connection)
    found = {one.id: rules.standing(asked.policy, histories[one.id], asked.day, asked.earned_under) for one in people}
    codes = status.codes(found.values(), connection)
    why = status.reasons(found.values(), connection)
    for person in people:
        stands, history = found[person.id], histories[person.id]
        yield {
            "person": person.id,
            "name": person.name,
            "email": person.email,
            "profession": PROFESSIONS.get(person.profession, person.profession),
            "state": STATES[stands.state],
            "cleared": "yes" if stands.cleared else "no",
            "last_day": until_of(stands),
            "certificate": codes.get(stands.certificate.id) if stands.certificate else None,
            **requirements(reading, stands, history),
            "reasons": explained(reading.followed, stands, history, reading.titles, why).text,
        }


def requirements(reading: Reading, stands: rules.Standing, history: rules.History) -> Row:
    cells = {cell.key: cell for cell in rules.outlook(reading.asked.policy, stands, history).cells}
    found: Row = {}
    for number, key in enumerate(reading.asked_for, start=1):
        cell = cells.get(key)
        found[f"requirement_{number}_state"] = STATES[cell.state] if cell else "Not asked"
        found[f"requirement_{number}_last_day"] = cell.until if cell else None
    return found
