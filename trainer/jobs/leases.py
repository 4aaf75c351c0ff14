"""A lease on a row that is long work: one worker has it at a time, and who was thought dead changes nothing."""

from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, inspect, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from trainer import clock
from trainer.db import db

LEASE = timedelta(minutes=3)  # a worker that has said nothing for so long is gone
TRIES = 3
PAUSE = timedelta(minutes=1)  # before the next try, where something went wrong that may pass
GIVEN_UP = f"It was begun {TRIES} times and never came to its end; the server may have been stopped meanwhile."


class Lost(Exception):
    """Another worker has it by now, or something else was asked: what this one still has to say does not count."""


class Leased:
    """What such a row remembers of its worker. What is to be done, and whether it is done, its other dates tell."""

    id: Mapped[int] = mapped_column(primary_key=True)
    taken_at: Mapped[datetime | None]  # the last word of the worker that has it
    work_number: Mapped[int] = mapped_column(default=0)  # never begins anew: by it a worker knows that it still has it
    tries_left: Mapped[int] = mapped_column(default=TRIES)
    failed_at: Mapped[datetime | None]
    problem: Mapped[str | None]

    taken_number = 0  # of the worker that runs here; kept while the row is read anew


Row = TypeVar("Row", bound=Leased)


class Lease(Generic[Row]):
    """On the rows of one table. `to_do`: that there is work left; `anew`: what each try counts from its beginning."""

    def __init__(self, model: type[Row], to_do: ColumnElement[bool], **anew: int):
        self.model, self.anew = model, anew
        self.has_work = and_(model.failed_at.is_(None), to_do)

    def begin(self, row: Row) -> None:
        """As if nobody had ever worked on it."""
        row.taken_at, row.failed_at, row.problem = None, None, None
        row.tries_left, row.work_number = TRIES, row.work_number + 1

    def is_free(self) -> ColumnElement[bool]:
        taken_at = self.model.taken_at
        return and_(self.has_work, or_(taken_at.is_(None), taken_at < clock.now() - LEASE))

    def free(self) -> Row | None:
        """The one that waits longest."""
        found = select(self.model).where(self.is_free()).order_by(self.model.id).limit(1)
        return db.session.scalars(found.execution_options(populate_existing=True)).one_or_none()

    def take(self, row: Row) -> bool:
        """Whether this worker got it; another may have been quicker."""
        one = self.model
        values = {"taken_at": clock.now(), "work_number": one.work_number + 1, "tries_left": one.tries_left - 1}
        if not self.changed(row, self.is_free(), values | self.anew):
            return False
        db.session.refresh(row)
        row.taken_number = row.work_number
        return True

    def say(self, row: Row, **values: Any) -> None:
        """A word of the worker that has it; until the commit nobody else has one."""
        still_has_it = and_(self.has_work, self.model.work_number == row.taken_number)
        if not self.changed(row, still_has_it, {"taken_at": clock.now(), **values}):
            raise Lost

    def put_off(self, row: Row) -> None:
        """Free again a little later."""
        self.say(row, taken_at=clock.now() - LEASE + PAUSE)

    def fail(self, row: Row, problem: str) -> None:
        self.say(row, failed_at=clock.now(), problem=problem)

    def changed(self, row: Row, condition: ColumnElement[bool], values: dict[str, Any]) -> bool:
        one, [row_id] = self.model, inspect(row).identity  # also of one that is dropped meanwhile
        done = update(one).where(one.id == row_id, condition).values(**values).returning(one.id)
        return db.session.scalar(done.execution_options(synchronize_session=False)) is not None
