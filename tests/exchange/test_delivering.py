"""Deliveries to a real server: each arrives, is tried again, can be sent again, and is never lost."""

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, update

from tests.exchange.builders import make_webhook
from tests.test_mail import certificate
from trainer import trail
from trainer.db import db
from trainer.exchange import actions, deliveries, sending, tasks
from trainer.exchange.models import Delivery, Try, Webhook
from trainer.exchange.rules import retries

__all__ = ["certificate"]
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def settings():
    return {"WEBHOOKS_INSIDE": True}


@pytest.fixture
def hook(clinic, dora, receiver) -> Webhook:
    return make_webhook(clinic, dora, f"{receiver.url}hook?x=1", "module", "webhook")


@pytest.fixture
def happens(clinic, dora, today):
    """`happens()`: a line is written, and has settled."""

    def write(number: int = 1) -> None:
        details: Any = {
            "version": number,
            "module": "Hands",
            "adopted_on": "2026-06-01",
            "name": "D",
            "statement": "Yes",
        }
        trail.record("module.adopted", by=dora, clinic=clinic, **details)
        db.session.commit()
        today.shift(5)

    return write


def all_deliveries() -> list[Delivery]:
    db.session.expire_all()
    return list(db.session.scalars(select(Delivery).order_by(Delivery.id)))


def keys(receiver) -> list[str]:
    return [headers["Trainer-Delivery"] for headers, _ in receiver.arrived]


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


def test_after_so_many_tries_it_is_given_up_and_can_be_sent_again_by_hand(hook, today, receiver, dora):
    today.shift(5)
    tasks.collect()
    [delivery] = all_deliveries()
    delivery.tries = retries.TRIES - 1
    db.session.commit()
    receiver.answers = [500]
    tasks.tell()
    today.shift(timedelta(days=1))
    tasks.tell()
    assert len(receiver.arrived) == 1
    actions.replay(all_deliveries()[0], by=dora)
    db.session.commit()
    tasks.tell()
    assert keys(receiver)[:2] == [delivery.key] * 2
    assert all_deliveries()[0].delivered_at


def test_an_endpoint_where_nothing_arrives_for_three_days_is_switched_off_and_loses_nothing(
    hook, happens, receiver, today, dora
):
    receiver.answers = [500] * 1000
    happens()
    for _ in range(20):
        tasks.tell()
        today.shift(timedelta(hours=4))
    db.session.expire_all()
    assert hook.off_at
    assert hook.off_because == actions.GIVEN_UP
    lines = db.session.scalars(select(trail.Event).where(trail.Event.name == "webhook.switched_off")).all()
    assert [line.sentence for line in lines] == [
        "no longer has 127.0.0.1 told what happens at Riverbend: Nothing has arrived there for three days."
    ]
    heard = len(receiver.arrived)
    happens(2)
    tasks.tell()
    assert len(receiver.arrived) == heard, "it is off"
    receiver.answers = []
    actions.switch_on(hook, by=dora)
    db.session.commit()
    today.shift(timedelta(hours=5))
    tasks.tell()
    events = [json.loads(body)["event"] for _, body in receiver.arrived[heard:]]
    assert {"version 2"} <= {f"version {event['details'].get('version')}" for event in events}
    assert all(one.delivered_at for one in all_deliveries())


def test_an_endpoint_that_answers_now_and_then_stays_on(hook, happens, receiver, today):
    receiver.answers = [500, 200] * 20
    for number in range(10):
        happens(number)
        tasks.tell()
        today.shift(timedelta(hours=12))
    db.session.expire_all()
    assert hook.off_at is None
    assert {500, 200} == set(db.session.scalars(select(Try.status)))


def test_one_endpoint_that_is_away_does_not_hold_up_another(hook, clinic, dora, happens, receiver):
    gone = make_webhook(clinic, dora, "http://127.0.0.1:9/", "module")
    for number in range(3):
        happens(number)
    tasks.tell()
    failed = db.session.scalars(select(Try).join(Delivery).where(Delivery.webhook_id == gone.id)).all()
    assert len(failed) == 1
    assert sum(one.delivered_at is not None for one in all_deliveries()) == 5


def test_what_has_arrived_is_dropped_after_thirty_days_and_what_has_not_stays(hook, happens, receiver, today):
    happens()
    receiver.answers = [200, 500]
    tasks.tell()
    today.shift(timedelta(days=31))
    tasks.drop_old()
    assert [one.delivered_at for one in all_deliveries()] == [None]


@pytest.mark.sqlite
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.1.2.3"])
def test_nothing_is_sent_into_this_network(app, hook, today, receiver, host):
    app.config["WEBHOOKS_INSIDE"] = False
    db.session.execute(update(Webhook).values(url=f"https://{host}:8443/"))
    db.session.commit()
    today.shift(5)
    tasks.tell()
    [attempt] = db.session.scalars(select(Try))
    assert "not on the open internet, so nothing was sent" in attempt.problem


def test_a_name_that_leads_elsewhere_at_the_second_look_is_not_asked_twice(monkeypatch):
    """The address that was looked at is the one that is connected to."""
    asked, reached = [], []

    def lookup(host, *_details, **_more):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34" if len(asked) == 1 else "127.0.0.1", 0))]

    def connect(place, **_details):
        reached.append(place)
        raise OSError("not today")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "create_connection", connect)
    outcome = sending.send(sending.Request("https://hook.example/", "{}", {}), inside=False)
    assert (asked, reached) == (["hook.example"], [("93.184.216.34", 443)])
    assert outcome.problem == "not today"


def test_a_host_with_one_inner_address_among_others_is_refused(monkeypatch):
    found = [(socket.AF_INET, 1, 6, "", (address, 0)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
    with pytest.raises(sending.Unreachable, match=r"10\.0\.0\.1"):
        sending.addresses_of("https://hook.example/", inside=False)


# Over an encrypted line


@pytest.fixture
def encrypted(receiver, certificate):
    """The receiver behind TLS, with a certificate for localhost."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    receiver.server.socket = context.wrap_socket(receiver.server.socket, server_side=True)
    return receiver.url.replace("http://127.0.0.1", "https://localhost")


def test_an_encrypted_endpoint_is_told(encrypted, receiver):
    outcome = sending.send(sending.Request(encrypted, "{}", {"Trainer-Event": "x"}), inside=True)
    assert (outcome.status, outcome.problem) == (200, "")
    [(headers, _)] = receiver.arrived
    assert headers["Host"].startswith("localhost:")


def test_one_that_shows_a_strangers_certificate_is_told_nothing(encrypted, receiver, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    outcome = sending.send(sending.Request(encrypted, "{}", {}), inside=True)
    assert "certificate verify failed" in outcome.problem
    assert receiver.arrived == []


def test_one_whose_certificate_names_another_host_is_told_nothing(encrypted, receiver):
    outcome = sending.send(sending.Request(encrypted.replace("localhost", "127.0.0.1"), "{}", {}), inside=True)
    assert "certificate verify failed" in outcome.problem
    assert receiver.arrived == []
