"""Mail: a row in the outbox in the same transaction as its cause, sent by a job; without SMTP it is read there.

A worker that dies between handing a letter over and noting that leaves one that is sent once more. Nothing at SMTP's
level can rule that out; the letter then carries the same Message-ID, by which mail programs tell that it is the same.
"""

import smtplib
import ssl
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app
from sqlalchemy import Index, or_, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from trainer import clock, jobs
from trainer.db import db

TRIES = 24  # three days, see `pause_after`
SECONDS = 20  # how long a mail server may take to answer
LEASE = timedelta(minutes=5)  # a letter taken by a worker that died is free again after so long


class Letter(db.Model):
    """One mail. Its text holds sign-in links, so it is dropped once it has left; with a key it has none and is kept."""

    __tablename__ = "letter"
    __table_args__ = (
        Index(
            "ix_letter_returned",
            "to",
            sqlite_where=text("returned_at IS NOT NULL"),
            postgresql_where=text("returned_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str | None]
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    taken_at: Mapped[datetime | None]  # by a worker that is sending it
    next_try_at: Mapped[datetime | None]  # None: at once
    problem: Mapped[str | None]  # what the mail server said last
    key: Mapped[str | None] = mapped_column(unique=True)  # of what must not be written twice
    returned_at: Mapped[datetime | None]  # when somebody noted that it came back

    @property
    def state(self) -> str:
        """One of "returned", "sent", "failed" (for good), "trying", "waiting"."""
        if self.returned_at:
            return "returned"
        if self.sent_at:
            return "sent"
        return "failed" if self.tries >= TRIES else "trying" if self.problem else "waiting"


def init_app(app: Flask) -> None:
    jobs.register(app, send_waiting, every=jobs.EVERY_MINUTE)


def write(to: str, subject: str, text: str, key: str | None = None) -> None:
    """Put a mail into the outbox, in the caller's transaction. A second one with the same key is refused there."""
    db.session.add(Letter(to=to, subject=subject, text=text, written_at=clock.now(), key=key))


def send_again(letter: Letter, to: str) -> None:
    """The same letter, to an address that may be a new one; only what has kept its text."""
    letter.to, letter.sent_at, letter.returned_at, letter.problem = to, None, None, None
    letter.tries, letter.taken_at, letter.next_try_at = 0, None, None


def is_sent_out() -> bool:
    """Whether mail leaves this machine; otherwise an administrator reads it in the outbox and passes it on."""
    return bool(current_app.config["SMTP_URL"])


def send_waiting() -> None:
    """Job: send what waits, oldest first. Each letter is taken by one worker, so that none goes out twice."""
    if not is_sent_out():
        return
    for letter_id in waiting():
        if take(letter_id):
            send(db.session.get_one(Letter, letter_id))
            db.session.commit()


def waiting() -> list[int]:
    now = clock.now()
    free = or_(Letter.taken_at.is_(None), Letter.taken_at < now - LEASE)
    due = or_(Letter.next_try_at.is_(None), Letter.next_try_at <= now)
    return list(
        db.session.scalars(
            select(Letter.id)
            .where(Letter.sent_at.is_(None), Letter.tries < TRIES, free, due)
            .order_by(Letter.id)
            .limit(100)
        )
    )


def take(letter_id: int) -> bool:
    """Whether this worker got the letter; another may have been quicker."""
    now = clock.now()
    free = or_(Letter.taken_at.is_(None), Letter.taken_at < now - LEASE)
    taken = db.session.execute(
        update(Letter)
        .where(Letter.id == letter_id, Letter.sent_at.is_(None), free)
        .values(taken_at=now, tries=Letter.tries + 1)
        .returning(Letter.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    db.session.commit()
    return taken is not None


def send(letter: Letter) -> None:
    db.session.refresh(letter)
    try:
        deliver(letter)
    except Exception as problem:  # a server that is away, or a letter that cannot be sent: the next one goes out
        current_app.logger.warning("Letter %s has not left: %s", letter.id, problem)
        letter.problem, letter.taken_at = str(problem), None
        letter.next_try_at = clock.now() + pause_after(letter.tries)
    else:
        letter.sent_at, letter.problem = clock.now(), None
        letter.text = letter.text if letter.key else None


def pause_after(tries: int) -> timedelta:
    """1, 2, 4, 8 ... minutes, at most four hours: an outage of a weekend loses no invitation."""
    return timedelta(minutes=min(2 ** (tries - 1), 240))


def deliver(letter: Letter) -> None:
    message = EmailMessage()
    message["From"], message["To"] = current_app.config["MAIL_FROM"], letter.to
    message["Subject"] = letter.subject
    message["Message-ID"] = message_id(letter)
    message.set_content(letter.text or "")
    with connected(current_app.config["SMTP_URL"]) as smtp:
        smtp.send_message(message)


def message_id(letter: Letter) -> str:
    """Of a letter the same however often it is sent, and of no other one."""
    place = parseaddr(current_app.config["MAIL_FROM"])[1].rpartition("@")[2] or "localhost"
    return f"<letter.{letter.id}.{letter.written_at:%Y%m%d%H%M%S%f}@{place}>"


def connected(url: str) -> smtplib.SMTP:
    """A session with the mail server, encrypted where it can be; a password never travels in the clear."""
    server, trusted = urlsplit(url), ssl.create_default_context()
    host = server.hostname or "localhost"
    if server.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, server.port or 465, timeout=SECONDS, context=trusted)
    else:
        smtp = smtplib.SMTP(host, server.port or 25, timeout=SECONDS)
    try:
        smtp.ehlo()
        is_encrypted = server.scheme == "smtps"
        if not is_encrypted and smtp.has_extn("starttls"):
            smtp.starttls(context=trusted)
            is_encrypted = True
        if server.username:
            if not is_encrypted:
                raise smtplib.SMTPNotSupportedError("The mail server offers no encryption, so no password is sent.")
            smtp.login(unquote(server.username), unquote(server.password or ""))
    except BaseException:
        smtp.close()
        raise
    return smtp
