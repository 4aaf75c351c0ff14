from trainer import clock
from trainer.db import db
from trainer.quizzes import actions, queries
from trainer.quizzes.models import Attempt

AT_ONCE = 200


def close_overdue() -> None:
    """Mark the attempts whose time ran out while nobody was looking, each in a transaction of its own."""
    for attempt_id in queries.overdue(clock.now() - actions.GRACE, AT_ONCE):
        actions.submit(db.session.get_one(Attempt, attempt_id))
        db.session.commit()
