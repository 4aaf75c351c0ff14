"""How long work is done: taken row by row, tried again where something may pass, given up where it does not.

A worker may die anywhere. What it has not committed is not there then, and the next one goes on from what is.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Lock
from typing import Generic

from flask import current_app
from sqlalchemy import inspect

from trainer.db import db
from trainer.errors import Refused
from trainer.jobs.leases import GIVEN_UP, Lease, Lost, Row

OUR_SIDE = "Something went wrong on our side. It is in the server's log."


class LongWork(Generic[Row]):
    """`do` does all that is left of a row and commits; `give_up` keeps why it was not done.

    `do` raises `Refused` where it cannot be done, and may raise `Lost`, of which nobody hears.
    """

    def __init__(self, lease: Lease[Row], do: Callable[[Row], None], give_up: Callable[[Row, str], None]):
        self.lease, self.do, self.give_up = lease, do, give_up
        self.one_at_a_time = Lock()  # in a process: the other threads of the worker are for what is quick

    def carry_on(self) -> None:
        """What waits, oldest first."""
        if not self.one_at_a_time.acquire(blocking=False):
            return  # whoever is at it goes on to the next one
        try:
            while (row := self.lease.free()) is not None:
                self.work(row)
        finally:
            self.one_at_a_time.release()

    def work(self, row: Row) -> None:
        is_taken = self.lease.take(row)
        db.session.commit()
        if is_taken:
            self.go_on(row)

    def go_on(self, row: Row) -> None:
        """With one that is taken."""
        if row.tries_left < 0:
            self.end(row, GIVEN_UP)
            return
        name, is_last = f"{row.__class__.__name__} {row.id}", row.tries_left == 0
        try:
            self.do(row)
        except Lost:
            db.session.rollback()
        except Refused as refusal:
            self.end(row, str(refusal))
        except Exception:
            current_app.logger.exception("%s: its work was not done", name)
            if is_last:
                self.end(row, OUR_SIDE)
            else:
                self.put_off(row)

    def put_off(self, row: Row) -> None:
        """A database that is busy for a moment, say: begun anew a little later, but not for ever."""
        db.session.rollback()
        with suppress(Lost):
            self.lease.put_off(row)
        db.session.commit()

    def end(self, row: Row, problem: str) -> None:
        """Where even what there is to say of it goes wrong, it has ended all the same."""
        db.session.rollback()
        try:
            with suppress(Lost):
                self.lease.say(row)
                self.give_up(row, problem)
            db.session.commit()
        except Exception:
            current_app.logger.exception(
                "%s %s: it could not be given up", row.__class__.__name__, inspect(row).identity
            )
            db.session.rollback()
            with suppress(Lost):
                self.lease.fail(row, problem)
            db.session.commit()
