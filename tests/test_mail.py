"""The outbox: written with its cause, sent by a job, kept until it has left."""

import smtplib
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from trainer import mail
from trainer.db import db
from trainer.mail import Letter


class MailServer:
    """Stands in for the network only: what smtplib would have been told."""

    said: list[tuple]
    fails = 0

    def __init__(self, host, port, timeout):
        self.said.append(("connect", host, port))

    def __enter__(self):
        return self

    def __exit__(self, *_problem):
        pass

    def has_extn(self, name):
        return name == "starttls"

    def starttls(self):
        self.said.append(("starttls",))

    def login(self, user, password):
        self.said.append(("login", user, password))

    def send_message(self, message: EmailMessage):
        if MailServer.fails:
            MailServer.fails -= 1
            raise smtplib.SMTPServerDisconnected("gone away")
        self.said.append(("send", message["From"], message["To"], message["Subject"], message.get_content()))


@pytest.fixture
def server(app, monkeypatch):
    MailServer.said, MailServer.fails = [], 0
    monkeypatch.setattr(smtplib, "SMTP", MailServer)
    monkeypatch.setattr(smtplib, "SMTP_SSL", MailServer)
    app.config.update(
        SMTP_URL="smtp://clinic%40example.org:p%3Ass@mail.example.org:587", MAIL_FROM="trainer@example.org"
    )
    return MailServer


def write(subject="Hello"):
    mail.write("ada@example.org", subject, "A link.\n")
    db.session.commit()


def letter() -> Letter:
    return db.session.scalars(select(Letter).order_by(Letter.id)).one()


def test_without_a_mail_server_letters_wait_to_be_read(app):
    write()
    mail.send_waiting()
    assert (letter().text, letter().sent_at, letter().tries) == ("A link.\n", None, 0)


def test_a_letter_leaves_once_and_its_text_is_dropped(server):
    write()
    mail.send_waiting()
    mail.send_waiting()
    assert server.said == [
        ("connect", "mail.example.org", 587),
        ("starttls",),
        ("login", "clinic@example.org", "p:ss"),
        ("send", "trainer@example.org", "ada@example.org", "Hello", "A link.\n"),
    ]
    assert letter().text is None
    assert letter().sent_at is not None


def test_a_letter_that_cannot_leave_says_why_and_tries_again(server):
    server.fails = 1
    write()
    mail.send_waiting()
    assert (letter().sent_at, letter().tries, letter().problem) == (None, 1, "gone away")
    mail.send_waiting()
    assert letter().sent_at is not None
    assert letter().problem is None


def test_after_so_many_tries_it_is_left_for_the_administrator(server):
    server.fails = 100
    write()
    for _ in range(mail.TRIES + 3):
        mail.send_waiting()
    assert letter().tries == mail.TRIES
    assert letter().text is not None


def test_one_bad_letter_does_not_hold_up_the_others(server):
    server.fails = 1
    write("First")
    write("Second")
    mail.send_waiting()
    assert [line[3] for line in server.said if line[0] == "send"] == ["Second"]


def test_encrypted_from_the_start_where_the_address_says_so(app, server):
    app.config["SMTP_URL"] = "smtps://mail.example.org"
    write()
    mail.send_waiting()
    assert server.said[0] == ("connect", "mail.example.org", 465)
    assert ("starttls",) not in server.said
