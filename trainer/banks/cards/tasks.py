from datetime import datetime, timedelta

from flask import current_app

from trainer.banks import queries
from trainer.banks.cards import actions
from trainer.db import db

OVERLAP = timedelta(hours=1)  # of what was looked at before, for what was saved a little late


def look_after_cards() -> None:
    """What cannot be noted the moment it happens without making somebody wait for it."""
    for version in queries.live_versions():
        actions.note_staleness(version.module_id)
    note_asked()
    db.session.commit()


def note_asked() -> None:
    """From the attempts that are open, or were handed in since the latest that a card knows of."""
    before = actions.last_noted()
    last: dict[int, datetime] = {}
    for moment, items in current_app.extensions["asked since"](before - OVERLAP if before else None):
        for item in items:
            last[item] = max(moment, last.get(item, moment))
    actions.note_asked(last)
