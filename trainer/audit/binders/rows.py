"""The rows of a binder: one for each person and credential, in memory that does not grow with them."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection, Engine
from sqlalchemy import Row as PersonRow

from trainer.audit.exports.roster import ROWS_AT_ONCE
from trainer.audit.pages.explained import named
from trainer.audit.pages.roster import Followed, Question, until_of
from trainer.audit.queries import roster, status
from trainer.audit.queries.roster import Roster
from trainer.audit.rules import STATES
from trainer.credentials import queries as credentials
from trainer.credentials import rules
from trainer.credentials.rules.explaining import explain
from trainer.people.rules import PROFESSIONS

Row = dict[str, str | int | date | None]
Key = tuple[str, str | None]


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
    Column("credential", "Credential"),
    Column("state", "State"),
    Column("cleared", "Cleared"),
    Column("last_day", "Last day", is_day=True),
    Column("certificate", "Certificate"),
    Column("provenance", "Provenance"),
)
REASONS = Column("reasons", "Reasons")


@dataclass(frozen=True)
class Section:
    """One credential in a binder. `asked_for`: the key of each of its requirements, with the number of its columns."""

    followed: Followed
    title: str
    asked_for: tuple[tuple[Key, int], ...]
    columns: tuple[Column, ...]
    titles: Mapping[str, str]

    @property
    def version(self) -> int:
        return self.followed.version.number

    @cached_property
    def name_of(self) -> Callable[[rules.Leaf], str]:
        """What a requirement is called; looked up once for all rows."""
        seen: dict[rules.Leaf, str] = {}

        def name(leaf: rules.Leaf) -> str:
            if leaf not in seen:
                seen[leaf] = named(self.followed.policy, self.titles, leaf)
            return seen[leaf]

        return name


def sections_of(followed: Sequence[Followed], titles: Mapping[str, str]) -> list[Section]:
    """A requirement that several credentials have in common has the same columns in all of them."""
    numbers: dict[tuple[Key, str], int] = {}
    found: list[Section] = []
    for one in followed:
        leaves = {(leaf.kind, leaf.subject): leaf for leaf in rules.leaves(one.rule.requires)}
        names = {key: named(one.policy, titles, leaf) for key, leaf in leaves.items()}
        asked_for = tuple((key, numbers.setdefault((key, name), len(numbers) + 1)) for key, name in names.items())
        columns = [column for key, number in asked_for for column in pair(number, names[key])]
        title = one.version.title
        if any(other.title == title for other in found):
            title = f"{title} ({one.version.credential.slug})"
        found.append(Section(one, title, asked_for, (*PERSON, *columns, REASONS), titles))
    return found


def pair(number: int, title: str) -> Iterator[Column]:
    yield Column(f"requirement_{number}_state", f"{title}: state", asked_for=title)
    yield Column(f"requirement_{number}_last_day", f"{title}: last day", is_day=True, asked_for=title)


def columns_of(sections: Sequence[Section]) -> list[Column]:
    """Of all of them together: whose record it is, how it stands, each requirement in its order, and why."""
    asked_for = dict.fromkeys(column for one in sections for column in one.columns[len(PERSON) : -1])
    return [*PERSON, *asked_for, REASONS]


def known_by(asked: Roster, moment: datetime) -> Roster:
    """As known at one moment, so that what is recorded while it is read changes no row of it."""
    return replace(asked, asked=replace(asked.asked, known_at=asked.asked.known_at or moment))


def rows(engine: Engine, question: Question, sections: Sequence[Section], moment: datetime) -> Generator[Row]:
    """Person by person, each with every credential; whom the question's own credential and filter let through.

    Close it: until then it holds two connections.
    """
    wanted = known_by(question.roster, moment)
    statement = roster.people(wanted, question.wanted)
    with (
        engine.connect() as people,
        engine.connect() as connection,
        people.execution_options(yield_per=ROWS_AT_ONCE).execute(statement) as found,
    ):
        for part in found.partitions():
            yield from rows_of(part, sections, wanted, connection)


def rows_of(
    people: Sequence[PersonRow], sections: Sequence[Section], wanted: Roster, connection: Connection
) -> Iterator[Row]:
    day = wanted.asked.day
    histories = credentials.histories([one.id for one in people], wanted.asked.known_at, connection)
    found = {
        (person.id, section.title): rules.standing(
            section.followed.rule, histories[person.id], day, section.followed.earned_under
        )
        for person in people
        for section in sections
    }
    codes = status.codes(found.values(), connection)
    held = [one.certificate.id for one in found.values() if one.certificate]
    imported = status.provenances(held, wanted.asked.known_at, connection)
    why = status.reasons(found.values(), connection)
    for person in people:
        for section in sections:
            stands = found[person.id, section.title]
            yield row(person, section, stands, histories[person.id], codes, imported, why)


def row(
    person: PersonRow,
    section: Section,
    stands: rules.Standing,
    history: rules.History,
    codes: Mapping[int, str],
    imported: Mapping[int, str],
    why: Mapping[int, str],
) -> Row:
    return {
        "person": person.id,
        "name": person.name,
        "email": person.email,
        "profession": PROFESSIONS.get(person.profession, person.profession),
        "credential": section.title,
        "state": STATES[stands.state],
        "cleared": "yes" if stands.cleared else "no",
        "last_day": until_of(stands),
        "certificate": codes.get(stands.certificate.id) if stands.certificate else None,
        "provenance": imported.get(stands.certificate.id) if stands.certificate else None,
        **requirements(section, stands, history),
        "reasons": explain(section.followed.rule, stands, history, section.name_of, why).text,
    }


def requirements(section: Section, stands: rules.Standing, history: rules.History) -> Row:
    cells = {cell.key: cell for cell in rules.outlook(section.followed.rule, stands, history).cells}
    found: Row = {}
    for key, number in section.asked_for:
        cell = cells.get(key)
        found[f"requirement_{number}_state"] = STATES[cell.state] if cell else "Not asked"
        found[f"requirement_{number}_last_day"] = cell.until if cell else None
    return found
