"""The job that reads large files, imports and undoes, in lots that are whole by themselves: it can die anywhere."""

from threading import Lock

from flask import Flask, current_app
from sqlalchemy.exc import IntegrityError

from trainer import clock, jobs
from trainer.banks.exchange import actions, queries
from trainer.banks.exchange.models import QuestionBatch
from trainer.db import db
from trainer.errors import Refused

OUR_SIDE = "Something went wrong on our side. It is in the server's log. What was done until then is kept."
one_at_a_time = Lock()  # in a process


def init_app(app: Flask) -> None:
    jobs.register(app, carry_on, every=jobs.EVERY_MINUTE)
    jobs.register(app, drop_forgotten, every=jobs.EVERY_NIGHT)


def carry_on() -> None:
    """Job: do what waits, oldest first."""
    if not one_at_a_time.acquire(blocking=False):
        return  # whoever is at it goes on to the next one
    try:
        while (batch := queries.waiting()) is not None:
            work(batch)
    finally:
        one_at_a_time.release()


def work(batch: QuestionBatch) -> None:
    batch_id = batch.id
    batch.taken_at = clock.now()
    db.session.commit()
    try:
        do(batch)
    except Refused as refusal:
        give_up(batch_id, str(refusal))
    except IntegrityError:
        db.session.rollback()  # somebody wrote the same part at this moment: looked at again
        give_up(batch_id, "Somebody was writing the same questions at this moment. Try again.")
    except Exception:
        current_app.logger.exception("Import of questions %s: its work was not done", batch_id)
        give_up(batch_id, OUR_SIDE)


def do(batch: QuestionBatch) -> None:
    """All that is left of the work, each lot committed by itself."""
    if batch.work == "read":
        actions.read(batch, queries.content_of(batch))
    elif batch.work == "import":
        while actions.import_some(batch):
            db.session.commit()
    elif batch.work == "undo":
        while actions.undo_some(batch):
            db.session.commit()
    db.session.commit()


def give_up(batch_id: int, problem: str) -> None:
    db.session.rollback()
    batch = db.session.get(QuestionBatch, batch_id, populate_existing=True)
    if batch is not None:
        batch.problem, batch.taken_at = problem, None
    db.session.commit()


def drop_forgotten() -> None:
    """Job: of what nobody has confirmed nothing is kept."""
    for batch_id in queries.forgotten():
        queries.drop(batch_id)
        db.session.commit()
