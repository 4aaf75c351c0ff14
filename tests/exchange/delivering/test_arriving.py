"""Deliveries to a real server: each arrives, is tried again, can be sent again, and is never lost."""

import json
import socket
import threading

import pytest
from sqlalchemy import select

from tests.exchange.builders import make_webhook
from tests.exchange.delivering.builders import all_deliveries, keys
from trainer import trail
from trainer.db import db
from trainer.exchange import deliveries, sending, tasks
from trainer.exchange.models import Try


def test_what_happens_is_told_once_signed_and_in_order(hook, happens, receiver):
    happens(1)
    happens(2)
    tasks.tell()
    tasks.tell()
    bodies = [json.loads(body) for _, body in receiver.arrived]
    assert [body["event"]["name"] for body in bodies] == ["webhook.added", "module.adopted", "module.adopted"]
    assert [body["event"]["details"].get("version") for body in bodies] == [None, 1, 2]
    assert [body["delivery"] for body in bodies] == keys(receiver)
    assert len(set(keys(receiver))) == 3
    assert {body["clinic"] for body in bodies} == {"riverbend"}
    assert all(one.delivered_at for one in all_deliveries())


def test_what_was_not_chosen_or_is_another_clinics_is_not_told(hook, clinic, dora, today, receiver):
    trail.record("person.joined", about=dora, clinic=clinic, role="director")
    trail.record("module.adopted", version=1, module="M", adopted_on="2026-06-01", name="D", statement="Read.")
    db.session.commit()
    today.shift(5)
    tasks.tell()
    assert [headers["Trainer-Event"] for headers, _ in receiver.arrived] == ["webhook.added"]


@pytest.mark.parametrize("seconds", [0, 60])
def test_what_happened_before_it_was_added_is_not_told(clinic, dora, receiver, today, seconds):
    trail.record("token.revoked", by=dora, clinic=clinic, token="Payroll")
    db.session.commit()
    today.shift(seconds)
    make_webhook(clinic, dora, receiver.url, "token")
    today.shift(5)
    tasks.tell()
    assert receiver.arrived == []


def test_a_server_that_fails_is_told_again_after_a_pause_with_the_same_number(hook, happens, receiver, today):
    happens()
    receiver.answers = [500]
    tasks.tell()
    assert len(receiver.arrived) == 1, "the others wait for the next run"
    [first, _] = all_deliveries()
    assert (first.delivered_at, first.tries) == (None, 1)
    today.shift(59)
    tasks.tell()
    assert keys(receiver).count(first.key) == 1, "not before the pause is over"
    today.shift(61)
    tasks.tell()
    [first, second] = all_deliveries()
    assert first.delivered_at
    assert [(one.status, one.said) for one in first.attempts] == [
        (500, "Answered with 500."),
        (200, "Answered with 200."),
    ]
    assert (second.delivered_at is not None) or second.tries


@pytest.mark.sqlite
def test_a_redirect_is_not_followed(hook, today, receiver):
    today.shift(5)
    receiver.answers = [302]
    tasks.tell()
    [delivery] = all_deliveries()
    assert [one.status for one in delivery.attempts] == [302]
    assert delivery.delivered_at is None
    assert len(receiver.arrived) == 1


@pytest.mark.sqlite
def test_a_server_that_is_away_is_noted_with_the_reason(hook, today, receiver):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = probe.getsockname()[1]
    hook.url = f"http://127.0.0.1:{nobody}/"
    db.session.commit()
    today.shift(5)
    tasks.tell()
    [attempt] = db.session.scalars(select(Try))
    assert attempt.status is None
    assert "refused" in attempt.problem


@pytest.mark.sqlite
@pytest.mark.parametrize(("begins_with", "status"), [(b"", None), (b"HTTP/1.0 200 OK\r\n\r\n", 200)])
def test_a_server_that_drips_is_cut_off(hook, today, receiver, monkeypatch, begins_with, status):
    monkeypatch.setattr(sending, "SECONDS_IN_ALL", 0.3)
    enough = threading.Event()

    def drip(handler):
        handler.wfile.write(begins_with)
        while not enough.wait(0.05):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return

    receiver.answers = [drip]
    today.shift(5)
    tasks.tell()
    enough.set()
    [attempt] = db.session.scalars(select(Try))
    assert attempt.status == status
    assert attempt.problem == ("" if status else "It took more than 0.3 seconds to answer.")
    assert 250 < attempt.milliseconds < 3000


@pytest.mark.sqlite
def test_only_the_beginning_of_a_long_answer_is_kept(hook, today, receiver):
    def talk(handler):
        handler.send_response(400)
        handler.end_headers()
        handler.wfile.write(b"\0" + "é".encode() * 50_000)

    receiver.answers = [talk]
    today.shift(5)
    tasks.tell()
    [attempt] = db.session.scalars(select(Try))
    assert attempt.said == "é" * deliveries.SAID


# Over an encrypted line
