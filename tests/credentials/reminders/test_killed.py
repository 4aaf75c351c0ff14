"""A worker that is killed (kill -9) anywhere: no reminder is lost, none is written twice, and every letter leaves.

The workers are processes of their own, the mail server is a real one. What SMTP cannot rule out is seen here, too: who
is killed between handing a letter over and noting that hands it over again, under the same Message-ID.
"""

import os
import random
import signal
import socket
import time
from datetime import timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import func, select, update

from tests.builders import make_person
from trainer import clock, mail
from trainer.credentials.reminders import actions, tasks
from trainer.credentials.reminders.models import Reminder
from trainer.db import db
from trainer.mail import Letter

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # a fork beside the server's thread
PEOPLE = 6


class Inbox:
    def __init__(self):
        self.arrived = []

    async def handle_DATA(self, _server, _session, envelope):
        self.arrived.append(message_from_bytes(envelope.content))
        return "250 OK"

    @property
    def numbers(self) -> list[str]:
        return [message["Message-ID"] for message in self.arrived]


@pytest.fixture
def inbox(app):
    inbox = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{port}"
    yield inbox
    server.stop()


@pytest.fixture
def people(scene):
    for _ in range(PEOPLE):
        scene.hold(make_person(clinic=scene.clinic), until="2026-12-31")
    scene.dora.memberships[0].left_on = scene.dora.memberships[0].joined_on
    db.session.commit()
    scene.at("2026-12-30")
    return scene


def work():
    tasks.remind()
    mail.send_waiting()


def die(*_arguments, **_more):
    os.kill(os.getpid(), signal.SIGKILL)


def worker(job) -> int:
    """Another process that does the job with connections of its own."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if not child:
        try:
            job()
        finally:
            os._exit(7)
    return child


def killed(child: int) -> bool:
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def later():
    """What a dead worker had taken is free again."""
    db.session.execute(update(Letter).values(taken_at=clock.now() - timedelta(minutes=6)))
    db.session.commit()


def counts() -> tuple[int, ...]:
    """Reminders, letters, and letters that have left."""
    db.session.expire_all()
    columns = (Reminder.id, Letter.id, Letter.sent_at)
    return tuple(db.session.scalar(select(func.count(one))) or 0 for one in columns)


WHOLE = (2 * PEOPLE, PEOPLE, PEOPLE)  # the step, and the window; one letter each


def test_killed_before_anything_of_a_letter_is_kept(people, inbox, monkeypatch):
    for place, step in ((actions, "note"), (db.session, "commit")):  # its letter is in the outbox then, uncommitted
        with monkeypatch.context() as patch:
            patch.setattr(place, step, die)
            assert killed(worker(work))
        assert counts() == (0, 0, 0)
    work()
    assert counts() == WHOLE
    assert len(set(inbox.numbers)) == len(inbox.numbers) == PEOPLE


def test_killed_within_some_letters_and_after_some(people, inbox, monkeypatch):
    """Letters are committed some at a time: what was committed stays, and of the next ones nothing is kept."""
    monkeypatch.setattr(tasks, "LETTERS_AT_ONCE", 2)
    write = actions.write_to_holder
    for at in (2, 4, 3):
        calls = iter(range(1, 99))

        def write_or_die(*arguments, at=at, calls=calls):
            write(*arguments)
            if next(calls) == at:
                die()

        with monkeypatch.context() as patch:
            patch.setattr(actions, "write_to_holder", write_or_die)
            before = counts()[1]
            assert killed(worker(work))
        assert counts()[1] == before + (at - 1) // 2 * 2, "whole pairs"
        assert counts()[0] == 2 * counts()[1]
    work()
    assert counts() == WHOLE
    assert len(set(inbox.numbers)) == len(inbox.numbers) == PEOPLE


def test_killed_between_writing_and_sending(people, inbox, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(mail, "deliver", die)
        assert killed(worker(work))
    assert counts() == (2 * PEOPLE, PEOPLE, 0)
    work()
    assert len(inbox.arrived) == PEOPLE - 1, "one is still with the worker that died"
    later()
    work()
    assert counts() == WHOLE
    assert len(set(inbox.numbers)) == len(inbox.numbers) == PEOPLE


def test_killed_between_sending_and_noting_it_is_the_same_letter_again(people, inbox, monkeypatch):
    deliver = mail.deliver

    def deliver_and_die(letter):
        deliver(letter)
        die()

    with monkeypatch.context() as patch:
        patch.setattr(mail, "deliver", deliver_and_die)
        assert killed(worker(work))
    assert len(inbox.arrived) == 1
    later()
    work()
    assert counts() == WHOLE
    assert len(inbox.arrived) == PEOPLE + 1
    assert len(set(inbox.numbers)) == PEOPLE
    first, again = (message for message in inbox.arrived if message["Message-ID"] == inbox.numbers[0])
    assert first.get_payload() == again.get_payload()


def test_killed_at_any_moment_two_at_a_time(people, inbox):
    """Three times two workers at once, each killed wherever it is just then."""
    chance = random.Random(4)
    for _ in range(3):
        children = [worker(work), worker(work)]
        time.sleep(chance.uniform(0.01, 0.25))
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        later()
    work()
    assert counts() == WHOLE
    assert len(set(inbox.numbers)) == PEOPLE
    assert len(db.session.scalars(select(Reminder.key).distinct()).all()) == 2 * PEOPLE
