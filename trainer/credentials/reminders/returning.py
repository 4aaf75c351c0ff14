"""Letters that came back after the mail server had taken them: told from the reports in the sender's mailbox."""

import re
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from trainer import clock, mail, trail
from trainer.credentials.reminders.models import Reminder
from trainer.credentials.reminders.rules import Bounce
from trainer.db import db
from trainer.mail import Letter
from trainer.people.models import Clinic

OURS = re.compile(r"<letter\.(\d{1,18})\.\d{20}@")
SKEW = timedelta(minutes=2)  # between the clocks of two servers


def note(bounce: Bounce) -> tuple[str, Letter | None]:
    """One of "noted", "known", "outdated" (it was sent again since) and "not ours", and the letter."""
    letter = letter_of(bounce)
    if letter is None:
        return "not ours", None
    if letter.returned_at:
        return "known", letter
    if not is_about_the_last(bounce, letter):
        return "outdated", letter
    letter.returned_at, letter.problem = clock.now(), bounce.said
    told = db.session.scalars(
        select(Reminder)
        .where(Reminder.letter_key == letter.key)
        .order_by(Reminder.id)
        .limit(1)
        .options(joinedload(Reminder.to))
    ).first()
    if told is not None:
        clinic = db.session.get_one(Clinic, told.clinic_id)
        trail.record("reminder.came_back", about=told.to, clinic=clinic, letter=letter.subject, reason=bounce.said)
    db.session.flush()
    return "noted", letter


def letter_of(bounce: Bounce) -> Letter | None:
    """By its Message-ID, which holds the moment of writing: a stranger does not guess it."""
    found = OURS.match(bounce.message_id)
    letter = db.session.get(Letter, int(found[1])) if found else None
    return letter if letter is not None and mail.message_id(letter) == bounce.message_id else None


def is_about_the_last(bounce: Bounce, letter: Letter) -> bool:
    """However often a letter is sent, its Message-ID is the same; a report on an earlier time says nothing of this one.

    Without a day only a report on the present address counts.
    """
    if letter.sent_at is None:
        return False
    at = in_utc(bounce.at)
    if at is None:
        return bounce.recipient.casefold() == letter.to.casefold()
    return at >= letter.sent_at - SKEW


def in_utc(moment: datetime | None) -> datetime | None:
    """A date of a mail without a zone is no moment."""
    return moment if moment and moment.tzinfo else None
