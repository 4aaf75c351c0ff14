"""The job that writes the second letter, a week before the last day."""

from flask import current_app

from trainer import clock, mail
from trainer.db import db
from trainer.quizzes.deltas import letters, queries, rules

AT_ONCE = 200


def remind() -> None:
    """Each in a transaction of its own: what was written is not written again, by the key of the letter."""
    for offered in queries.to_be_reminded(clock.today("UTC"), AT_ONCE):
        zone = offered.clinic.time_zone
        if not rules.is_reminded(clock.on_day(offered.offered_at, zone), offered.until_on, clock.today(zone)):
            continue
        try:
            letter = letters.reminder(offered)
            mail.write(offered.person.email, letter.subject, letter.text, key=letters.key_of(offered, "reminder"))
            db.session.commit()
        except Exception:  # whatever is wrong with this one, the others are written to
            db.session.rollback()
            current_app.logger.exception("The letter about offer %s could not be written", offered.id)
