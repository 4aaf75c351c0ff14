"""Nothing is sent into this network, nor to a server that is not who it says."""

import socket
import ssl

import pytest
from sqlalchemy import select, update

from tests.test_mail import certificate
from trainer.db import db
from trainer.exchange import sending, tasks
from trainer.exchange.models import Try, Webhook

__all__ = ["certificate"]


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
