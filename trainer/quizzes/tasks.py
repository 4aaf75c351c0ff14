from flask import current_app

from trainer import clock
from trainer.db import db
from trainer.quizzes import actions, queries
from trainer.quizzes.models import Attempt

AT_ONCE = 200


def close_overdue() -> None:
    """Mark the attempts whose time ran out while nobody was looking, each in a transaction of its own."""
    for attempt_id in queries.overdue(clock.now() - actions.GRACE, AT_ONCE):
        try:
            actions.submit(db.session.get_one(Attempt, attempt_id))
            db.session.commit()
        except Exception:  # whatever is wrong with this one, the others' time is up as well
            db.session.rollback()
            current_app.logger.exception("Attempt %s could not be closed", attempt_id)
