"""Mail: a row in the outbox in the same transaction as its cause, sent by a job; without SMTP it is read there."""

import smtplib
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from trainer import clock, jobs
from trainer.db import db

TRIES = 8


class Letter(db.Model):
    """One mail. Its text holds sign-in links, so it is dropped once it has left."""

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str | None]
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]  # what the mail server said last


def init_app(app: Flask) -> None:
    jobs.register(app, send_waiting, every=jobs.EVERY_MINUTE)


def write(to: str, subject: str, text: str) -> None:
    """Put a mail into the outbox, in the caller's transaction."""
    db.session.add(Letter(to=to, subject=subject, text=text, written_at=clock.now()))


def is_sent_out() -> bool:
    """Whether mail leaves this machine; otherwise an administrator reads it in the outbox and passes it on."""
    return bool(current_app.config["SMTP_URL"])


def send_waiting() -> None:
    """Job: send what waits, oldest first, each in a transaction of its own so that none goes out twice."""
    if not is_sent_out():
        return
    waiting = db.session.scalars(
        select(Letter.id).where(Letter.sent_at.is_(None), Letter.tries < TRIES).order_by(Letter.id).limit(100)
    ).all()
    for letter_id in waiting:
        letter = db.session.get_one(Letter, letter_id)
        letter.tries += 1
        try:
            deliver(letter)
        except (OSError, smtplib.SMTPException) as problem:
            letter.problem = str(problem)
        else:
            letter.sent_at, letter.text, letter.problem = clock.now(), None, None
        db.session.commit()


def deliver(letter: Letter) -> None:
    message = EmailMessage()
    message["From"], message["To"] = current_app.config["MAIL_FROM"], letter.to
    message["Subject"] = letter.subject
    message.set_content(letter.text or "")
    server = urlsplit(current_app.config["SMTP_URL"])
    secure = server.scheme == "smtps"
    connect = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with connect(server.hostname or "localhost", server.port or (465 if secure else 25), timeout=20) as smtp:
        if not secure and smtp.has_extn("starttls"):
            smtp.starttls()
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message)
