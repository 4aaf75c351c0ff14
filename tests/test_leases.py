"""Long work in the background: one worker has it at a time, tries it three times, and is heard only while it has it."""

from datetime import timedelta

import pytest
import time_machine

from tests.builders import make_clinic
from trainer import clock
from trainer.credentials.importing.models import ImportBatch
from trainer.credentials.importing.working import lease
from trainer.db import db
from trainer.errors import Refused
from trainer.jobs.leases import GIVEN_UP, LEASE, PAUSE, Lost
from trainer.jobs.tasks import OUR_SIDE, LongWork

SECOND = timedelta(seconds=1)


class Killed(BaseException):
    """What no `except Exception` sees, like the end of a process."""


@pytest.fixture
def row(app) -> ImportBatch:
    """Of one of the tables that have a lease."""
    sent = {"clinic": make_clinic(), "file_name": "a.csv", "sha256": "", "row_count": 9}
    batch = ImportBatch(**sent, sent_at=clock.now(), try_asked_at=clock.now())
    db.session.add(batch)
    db.session.commit()
    return batch


def after(pause: timedelta):
    return time_machine.travel(clock.now() + pause, tick=False)


def test_it_is_taken_by_one_and_by_the_next_when_nothing_is_heard_any_more(row):
    with after(SECOND):
        assert lease.free() == row
        assert lease.take(row)
        assert not lease.take(row)
        lease.say(row, rows_done=5)
        db.session.commit()
        with after(LEASE):
            assert lease.free() is None, "for a while it may only be slow"
        with after(LEASE + SECOND):
            first = row.taken_number
            assert lease.free() == row
            assert lease.take(row)
            db.session.commit()
            row.taken_number = first
            with pytest.raises(Lost):
                lease.say(row)
            db.session.rollback()
            with pytest.raises(Lost):
                lease.fail(row, "Whoever was thought dead says so.")


def test_what_goes_wrong_is_tried_three_times_and_can_be_begun_anew(row, caplog):
    tried = []

    def do(one):
        tried.append(one.tries_left)
        db.session.execute(db.text("SELECT nothing"))

    work = LongWork(lease, do, lease.fail)
    work.carry_on()
    work.carry_on()
    assert tried == [2], "not before the pause is over"
    with after(PAUSE + SECOND):
        work.carry_on()
        with after(PAUSE + SECOND):
            work.carry_on()
    db.session.refresh(row)
    assert (tried, row.problem, lease.free()) == ([2, 1, 0], OUR_SIDE, None)
    assert f"ImportBatch {row.id}: its work was not done" in caplog.text
    lease.begin(row)
    db.session.commit()
    assert (lease.free(), row.problem, row.tries_left) == (row, None, 3)


def test_what_kills_three_workers_is_given_up(row):
    def dies(_row):
        raise Killed

    for number in range(3):
        with after((LEASE + SECOND) * number), pytest.raises(Killed):
            LongWork(lease, dies, lease.fail).carry_on()
        db.session.rollback()
    with after((LEASE + SECOND) * 3):
        LongWork(lease, dies, lease.fail).carry_on()
    db.session.refresh(row)
    assert (row.problem, bool(row.failed_at)) == (GIVEN_UP, True)


def test_what_cannot_even_be_given_up_ends_all_the_same(row, caplog):
    def refuses(_row):
        raise Refused("It cannot be done.")

    def fails_too(_row, _problem):
        db.session.execute(db.text("SELECT nothing"))

    LongWork(lease, refuses, fails_too).carry_on()
    db.session.refresh(row)
    assert (row.problem, bool(row.failed_at), lease.free()) == ("It cannot be done.", True, None)
    assert "it could not be given up" in caplog.text


def test_a_worker_that_was_overtaken_or_whose_row_is_dropped_is_not_heard(row):
    said = []

    def is_overtaken(one):
        lease.begin(one)
        db.session.commit()
        raise ZeroDivisionError

    def is_dropped(one):
        db.session.delete(one)
        db.session.commit()
        raise Refused("It cannot be done.")

    LongWork(lease, is_overtaken, lambda *_: said.append(_)).work(row)
    assert (row.taken_at, row.tries_left) == (None, 3)
    LongWork(lease, is_dropped, lambda *_: said.append(_)).work(row)
    assert said == []
