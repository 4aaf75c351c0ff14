"""Where deliveries may go, how they are signed, and what is told to whom."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import trainer.exchange
from trainer.exchange.rules import places, retries, signatures, subjects, tokens
from trainer.trail import EVENTS

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "198.18.0.1", "192.0.2.1", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    ],
)  # fmt: skip
def test_what_is_not_on_the_open_internet_is_recognized_in_every_dress(address):
    assert not places.is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_is_on_the_open_internet_may_be_told(address):
    assert places.is_public(address)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("example.org/hook", "Enter a whole address"),
        ("ftp://example.org", "Enter a whole address"),
        ("https://", "Enter a whole address"),
        ("https://exa mple.org", "Enter a whole address"),
        ("https://example.org/\r\nHost: other", "Enter a whole address"),
        ("https://example.org:99999/", "Enter a whole address"),
        ("https://[::1", "Enter a whole address"),
        ("http://example.org/", "Use an address that begins with https"),
        ("https://ada:secret@example.org/", "Leave name and password out"),
        ("https://example.org/#here", "Leave out what follows the #"),
        ("https://example.org/" + "x" * 500, "Use at most 500 characters"),
    ],
)
def test_an_address_that_will_not_do_is_refused_with_the_reason(url, said):
    assert places.fault(url, inside=False).startswith(said)


def test_an_address_that_will_do():
    assert places.fault("https://example.org:8443/hook?clinic=riverbend", inside=False) == ""
    assert places.fault("http://intranet:8080/hook", inside=True) == ""


# Signatures, as the published example checks them


@pytest.fixture
def is_genuine():
    example = Path(trainer.exchange.__file__).parent / "verify.txt"
    names: dict = {}
    exec(example.read_text(encoding="utf-8"), names)  # it is what receivers are told to run
    return names["is_genuine"]


def now() -> int:
    return int(time.time())


def test_the_published_example_believes_what_was_signed(is_genuine):
    header = signatures.header(["whsec_1"], now(), '{"é": 1}')
    assert is_genuine(header, '{"é": 1}'.encode(), "whsec_1")


@pytest.mark.parametrize(
    ("header", "body"),
    [
        (signatures.header(["whsec_2"], now(), "{}"), b"{}"),
        (signatures.header(["whsec_1"], now(), "{}"), b"{ }"),
        (signatures.header(["whsec_1"], now() - 400, "{}"), b"{}"),
        (signatures.header(["whsec_1"], now(), "{}").replace("v1", "v0"), b"{}"),
        ("", b"{}"),
        ("t=,v1=", b"{}"),
    ],
    ids=["another secret", "another body", "too old", "no signature", "no header", "nothing in it"],
)
def test_the_published_example_believes_nothing_else(is_genuine, header, body):
    assert not is_genuine(header, body, "whsec_1")


def test_while_a_secret_changes_both_are_believed(is_genuine):
    header = signatures.header(["new", "old"], now(), "{}")
    assert is_genuine(header, b"{}", "new")
    assert is_genuine(header, b"{}", "old")


# Retries


def test_the_pauses_last_about_three_days():
    total = sum((retries.pause_after(n) for n in range(1, retries.TRIES)), timedelta())
    assert timedelta(days=2.5) < total < timedelta(days=3.5)


def test_an_endpoint_is_given_up_after_three_days_without_anything():
    assert not retries.is_over(None, NOON)
    assert not retries.is_over(NOON - timedelta(days=2, hours=23), NOON)
    assert retries.is_over(NOON - timedelta(days=3), NOON)


@pytest.mark.parametrize(
    ("tries", "delivered_at", "state"),
    [(0, None, "waits"), (1, None, "trying"), (24, None, "failed"), (1, NOON, "arrived"), (24, NOON, "arrived")],
)
def test_a_delivery_is_in_one_of_four_states(tries, delivered_at, state):
    assert retries.state(tries=tries, delivered_at=delivered_at) == state


# What is told, and tokens


def test_one_chooses_among_what_happens_in_clinics():
    offered = dict(subjects.choices(list(EVENTS)))
    assert offered["certificate"].startswith("Certificate: issued, renewed")
    assert "signed in" not in offered["person"]
    assert not offered.keys() & subjects.NOT_A_CLINICS


@pytest.mark.parametrize(
    ("header", "token"), [("Bearer abc", "abc"), ("bearer  abc ", "abc"), ("Basic abc", ""), ("", ""), ("abc", "")]
)
def test_the_token_in_a_header(header, token):
    assert tokens.sent_in(header) == token
