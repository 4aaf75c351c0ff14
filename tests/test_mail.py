"""The outbox: written with its cause, sent by a job over real SMTP, kept until it has left."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from trainer import clock, mail
from trainer.db import db
from trainer.mail import Letter


class Inbox:
    """A mail server's memory: who signed in, what arrived, and what it refuses."""

    def __init__(self):
        self.arrived, self.signed_in, self.refuses = [], [], []

    async def handle_DATA(self, _server, _session, envelope):
        if self.refuses:
            return self.refuses.pop()
        self.arrived.append(message_from_bytes(envelope.content))
        return "250 OK"

    def authenticate(self, _server, _session, _envelope, mechanism, data):
        self.signed_in.append((mechanism, data.login.decode(), data.password.decode()))
        return AuthResult(success=True)


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate for localhost that this test's own list of authorities trusts."""
    key, today = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + secret)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


@pytest.fixture
def start(inbox):
    """`start(tls=..., **options)` runs a mail server and gives its port."""
    running = []

    def run(**options) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        controller = Controller(inbox, hostname="localhost", port=port, **options)
        controller.start()
        running.append(controller)
        return port

    yield run
    for controller in running:
        controller.stop()


@pytest.fixture
def plain(app, start):
    app.config.update(SMTP_URL=f"smtp://localhost:{start()}", MAIL_FROM="trainer@example.org")


def later():
    """The pause after a failed try is over."""
    db.session.expire_all()
    for waiting in db.session.scalars(select(Letter)):
        waiting.next_try_at = None
    db.session.commit()
    mail.send_waiting()


def write(subject="Hello"):
    mail.write("ada@example.org", subject, "A link.\n")
    db.session.commit()


def letter() -> Letter:
    return db.session.scalars(select(Letter).order_by(Letter.id)).one()


def test_without_a_mail_server_letters_wait_to_be_read(app):
    write()
    mail.send_waiting()
    assert (letter().text, letter().sent_at, letter().tries) == ("A link.\n", None, 0)


def test_a_letter_leaves_once_and_its_text_is_dropped(plain, inbox):
    write()
    mail.send_waiting()
    mail.send_waiting()
    [arrived] = inbox.arrived
    assert (arrived["From"], arrived["To"], arrived["Subject"]) == ("trainer@example.org", "ada@example.org", "Hello")
    assert arrived.get_payload().strip() == "A link."
    assert letter().text is None
    assert letter().sent_at is not None


def test_a_password_goes_only_over_an_encrypted_line(app, start, inbox, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    port = start(tls_context=context, authenticator=inbox.authenticate, auth_required=True)
    app.config["SMTP_URL"] = f"smtp://clinic%40example.org:p%3Ass@localhost:{port}"
    write()
    mail.send_waiting()
    assert letter().problem is None
    assert [(login, password) for _, login, password in inbox.signed_in] == [("clinic@example.org", "p:ss")]
    assert len(inbox.arrived) == 1


def test_a_server_without_encryption_gets_no_password(app, start, inbox):
    port = start(authenticator=inbox.authenticate, auth_require_tls=False)
    app.config["SMTP_URL"] = f"smtp://clinic:secret@localhost:{port}"
    write()
    mail.send_waiting()
    assert "no encryption" in letter().problem
    assert inbox.signed_in == inbox.arrived == []


def test_a_server_that_shows_a_strangers_certificate_gets_nothing(app, start, inbox, certificate, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.delenv("SSL_CERT_FILE")
    app.config["SMTP_URL"] = f"smtp://localhost:{start(tls_context=context)}"
    write()
    mail.send_waiting()
    assert "certificate" in letter().problem
    assert inbox.arrived == []


def test_a_letter_that_cannot_leave_says_why_and_tries_again(plain, inbox):
    inbox.refuses = ["451 Come back later"]
    write()
    mail.send_waiting()
    assert (letter().sent_at, letter().tries) == (None, 1)
    assert "Come back later" in letter().problem
    mail.send_waiting()
    assert letter().tries == 1, "not before the pause is over"
    later()
    assert letter().sent_at is not None
    assert letter().problem is None


def test_after_so_many_tries_it_is_left_for_the_administrator(plain, inbox):
    inbox.refuses = ["451 No"] * 100
    write()
    for _ in range(mail.TRIES + 3):
        later()
    assert letter().tries == mail.TRIES
    assert letter().text is not None


def test_one_bad_letter_does_not_hold_up_the_others(plain, inbox):
    inbox.refuses = ["550 Never"]
    write("First")
    write("Second")
    mail.send_waiting()
    assert [message["Subject"] for message in inbox.arrived] == ["Second"]


def test_a_letter_that_cannot_be_written_at_all_does_not_hold_up_the_others(plain, inbox):
    mail.write("ada@example.org\nBcc: all@example.org", "Bad", "Text")
    write("Good")
    mail.send_waiting()
    assert [message["Subject"] for message in inbox.arrived] == ["Good"]


def test_the_pauses_outlast_a_weekend():
    total = sum((mail.pause_after(n) for n in range(1, mail.TRIES + 1)), timedelta())
    assert timedelta(days=2.5) < total < timedelta(days=5)


def test_a_letter_that_another_worker_is_sending_is_left_alone(plain, inbox):
    write()
    assert mail.take(letter().id)
    mail.send_waiting()
    assert inbox.arrived == []


def test_a_letter_whose_worker_died_is_taken_up_again(plain, inbox):
    write()
    mail.take(letter().id)
    db.session.expire_all()
    letter().taken_at = clock.now() - timedelta(minutes=6)
    db.session.commit()
    mail.send_waiting()
    assert len(inbox.arrived) == 1
