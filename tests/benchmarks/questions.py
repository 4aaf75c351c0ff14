"""What is asked: counts of all clinics, and one clinic's roster; each beside plain SQL, which must say the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from re import findall
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event, select

from tests.benchmarks import plain
from tests.benchmarks.stand import Stand, least
from tests.benchmarks.town import TODAY
from tests.browser import Browser
from tests.builders import make_person
from tests.watch import Watch
from trainer import clock
from trainer.audit.pages.roster import roster_of
from trainer.audit.queries import roster as rosters
from trainer.audit.rules import Filter
from trainer.credentials import queries as credentials
from trainer.db import db
from trainer.people.models import Clinic
from trainer.web.paging import PER_PAGE

ZONE = "America/Denver"


@dataclass(frozen=True)
class Clocks:
    day: date
    known_on: date | None = None

    @property
    def known_at(self) -> datetime | None:
        return clock.end_of(self.known_on, ZONE) if self.known_on else None

    @property
    def in_address(self) -> dict[str, str]:
        known = {"as_known_on": self.known_on.isoformat()} if self.known_on else {}
        return {"as_of": self.day.isoformat(), **known}

    def __str__(self) -> str:
        return f"{self.day}, known {self.known_on or 'now'}"


A_YEAR_AGO = TODAY - timedelta(days=365)
URGENT = ("stopped", "lapsed", "missing", "due_soon", "current")  # the page counts in this order
DAYS = (Clocks(TODAY), Clocks(A_YEAR_AGO), Clocks(A_YEAR_AGO, A_YEAR_AGO))


@dataclass(frozen=True)
class Measured:
    """In seconds of the processor; `whole` is what the request took with everything that is no SQL."""

    what: str
    plain: float
    ours: float
    statements: int
    whole: float = 0

    @property
    def ratio(self) -> float:
        return self.ours / self.plain if self.plain else 0


def of_all_clinics(stand: Stand, times: int) -> Iterator[Measured]:
    """How many people stand in each state, by clinic, on each of some days."""
    clinics = db.session.scalars(select(Clinic).order_by(Clinic.id)).all()
    for clocks in DAYS:
        shelf = credentials.shelf(one.id for one in clinics)
        asked = [roster_of(one, shelf, stand.version, clocks.day, clocks.known_at) for one in clinics]
        by_hand = plain.asked(stand.version.credential_id, (clinics[0].id, clinics[-1].id), clocks.day, clocks.known_at)
        (floor, expected), (ours, found) = least(
            stand, times, partial(plain.counts, by_hand), partial(rosters.counts, asked, Filter())
        )
        assert found == expected, f"{clocks}: {difference(found, expected)}"
        with sent() as statements:
            rosters.counts(asked, Filter())
        yield Measured(f"counts, {clocks}", floor, ours, len(statements))


def of_one_clinic(stand: Stand, times: int) -> Iterator[Measured]:
    """The page as a browser asks for it. Its statements are then sent again by the driver alone."""
    clinic = db.session.scalars(select(Clinic).order_by(Clinic.id)).all()[-1]
    client = Browser(stand.app, Watch(stand.app), make_person("director", clinic, email="director@example.org")).client
    for clocks in DAYS:
        open_page(client, clinic, clocks)  # what is made once is made by now
        with sent() as statements:
            whole, text = stand.cost(partial(open_page, client, clinic, clocks))
        by_hand = [
            plain.asked(stand.version.credential_id, (clinic.id, clinic.id), clocks.day, known_at)
            for known_at in then_and_now(clocks)
        ]
        (floor, expected), (ours, _) = least(
            stand, times, partial(plain_pages, by_hand), partial(sent_again, statements)
        )
        compare(text, expected)
        yield Measured(f"roster page, {clocks}", floor, ours, len(statements), whole)


def then_and_now(clocks: Clocks) -> list[datetime | None]:
    """A page of an earlier day also says how many stand differently by what was learned since."""
    if clocks.day == TODAY:
        return [None]
    return [clocks.known_at, clock.end_of(clocks.day, ZONE) if clocks.known_at is None else None]


def plain_pages(by_hand: list[dict[str, Any]]) -> tuple[dict[str, int], list[tuple]]:
    """The first is the one that is shown."""
    return [plain.page(one, PER_PAGE) for one in by_hand][0]  # noqa: RUF015


def open_page(client: FlaskClient, clinic: Clinic, clocks: Clocks) -> str:
    answer = client.get(f"/clinics/{clinic.slug}/roster", query_string=clocks.in_address)
    assert answer.status_code == 200, answer.status
    return answer.text


def compare(page: str, expected: tuple[dict[str, int], list[tuple]]) -> None:
    """The numbers of the page, and its people in their order."""
    states, people = expected
    counted = [states.get(one, 0) for one in URGENT if states.get(one) or one != "stopped"]
    numbers = [int(number) for number in findall(r'class="count-number">(\d+)<', page)]
    assert numbers == [*counted, sum(counted)], f"{numbers} instead of {counted}"
    shown = [int(number) for number in findall(r'<th scope="row"><a href="[^"]*/people/(\d+)', page)]
    assert shown == [row[0] for row in people], f"{shown} instead of {[row[0] for row in people]}"


@contextmanager
def sent() -> Iterator[list[tuple[str, Any]]]:
    """The statements that the block sends, as the driver gets them."""
    found: list[tuple[str, Any]] = []

    def note(_connection, _cursor, statement, parameters, *_details) -> None:
        found.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    yield found
    event.remove(db.engine, "before_cursor_execute", note)


def sent_again(statements: list[tuple[str, Any]]) -> int:
    """By the driver itself; how many rows that gives."""
    found = 0
    for statement, parameters in statements:
        cursor = db.session.connection().connection.cursor()
        cursor.execute(statement, parameters)
        found += len(cursor.fetchall())
        cursor.close()
    return found


def difference(found: dict, expected: dict) -> dict:
    return {key: (found.get(key), expected.get(key)) for key in found | expected if found.get(key) != expected.get(key)}
