"""Workers that die, and two that come at once: nothing is lost, and the same number comes twice at the most."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine

from tests.exchange.delivering.builders import all_deliveries, keys
from trainer import trail
from trainer.db import db
from trainer.exchange import deliveries, tasks

ROOT = Path(__file__).parent.parent.parent.parent


def test_a_worker_that_dies_between_sending_and_noting_sends_it_twice_with_the_same_number(
    hook, today, receiver, monkeypatch
):
    today.shift(5)

    def dies(*_details):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(deliveries, "note", dies)
        with pytest.raises(KeyboardInterrupt):
            tasks.tell()
    db.session.rollback()
    tasks.tell()
    assert len(receiver.arrived) == 1, "it is taken, by a worker that may still be at it"
    today.shift(301)
    tasks.tell()
    assert len(receiver.arrived) == 2
    assert len(set(keys(receiver))) == 1
    assert all_deliveries()[0].delivered_at


@pytest.mark.sqlite
def test_a_process_that_is_killed_while_it_sends_loses_nothing(app, hook, today, receiver):
    """kill -9, from the receiver's own hand, before it answers."""
    today.move_to(time_machine.escape_hatch.time.time())  # the other process has no clock of ours
    other = subprocess.Popen(
        [sys.executable, "-c", "from tests.exchange.conftest import tell_in_a_process; tell_in_a_process()"],
        env=os.environ
        | {
            "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
            "INSTANCE": str(app.config["INSTANCE"]),
            "SECRET_KEY": app.config["SECRET_KEY"],
            "WEBHOOKS_INSIDE": "1",
        },
        cwd=ROOT,
    )

    def kill(_handler):
        other.kill()
        other.wait()

    receiver.answers = [kill]
    assert other.wait(60) == -signal.SIGKILL
    today.move_to(time_machine.escape_hatch.time.time())
    tasks.tell()
    assert len(receiver.arrived) == 1, "it is taken, by a worker that may still be at it"
    today.shift(301)
    tasks.tell()
    assert len(receiver.arrived) == 2
    assert len(set(keys(receiver))) == 1
    [delivery] = all_deliveries()
    assert delivery.delivered_at
    assert delivery.tries == 2


def test_a_worker_that_dies_while_it_looks_at_the_trail_loses_nothing_and_doubles_nothing(
    hook, happens, receiver, monkeypatch
):
    happens()

    def dies():
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(db.session, "commit", dies)
        with pytest.raises(KeyboardInterrupt):
            tasks.collect()
    db.session.rollback()
    db.session.expire_all()
    assert all_deliveries() == []
    tasks.tell()
    tasks.tell()
    assert len(receiver.arrived) == 2


def test_of_two_workers_that_look_at_once_only_one_makes_deliveries(hook, happens):
    happens()
    stale = hook.cursor
    tasks.collect()
    made = len(all_deliveries())
    db.session.refresh(hook)
    hook.__dict__["cursor"] = stale  # what the other had read before
    assert not deliveries.move_cursor(hook, to=hook.cursor + 1)
    db.session.rollback()
    hook.__dict__["cursor"] = stale
    deliveries.collect(hook)
    db.session.commit()
    assert len(all_deliveries()) == made == 2


def test_other_clinics_lines_are_not_passed_again_and_again(hook, dora, today, monkeypatch):
    monkeypatch.setattr(deliveries, "WORTH_MOVING", 3)
    tasks.collect()
    for number in range(1, 4):
        trail.record("person.signed_in", about=dora, by=dora)
        db.session.commit()
        today.shift(5)
        before = hook.cursor
        tasks.collect()
        db.session.expire_all()
        assert (hook.cursor > before) == (number in {1, 3}), "the first time for its own line"


def test_two_workers_do_not_send_the_same_one(hook, today, receiver):
    today.shift(5)
    tasks.collect()
    [delivery] = all_deliveries()
    assert deliveries.take(delivery.id)
    db.session.commit()
    assert not deliveries.take(delivery.id)
    db.session.rollback()
    tasks.send_waiting()
    assert receiver.arrived == []
