"""The job that reads large files, imports and undoes, in lots that are whole by themselves: it can die anywhere."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy.exc import IntegrityError

from trainer import jobs
from trainer.banks import formats
from trainer.banks.exchange import actions, queries, undoing
from trainer.banks.exchange.models import QuestionBatch
from trainer.banks.exchange.working import lease
from trainer.db import db
from trainer.errors import Refused
from trainer.jobs.tasks import OUR_SIDE, LongWork

SAME_MOMENT = "Somebody was writing the same questions at this moment. Try again."


def init_app(app: Flask) -> None:
    jobs.register(app, carry_on, every=jobs.EVERY_MINUTE)
    jobs.register(app, drop_forgotten, every=jobs.EVERY_NIGHT)


def carry_on() -> None:
    """Job: do what waits, oldest first."""
    long_work.carry_on()


def do(batch: QuestionBatch) -> None:
    try:
        if batch.work == "read":
            read(batch)
        elif batch.work == "import":
            in_lots(batch, actions.import_some)
        elif batch.work == "undo":
            in_lots(batch, undoing.undo_some)
    except IntegrityError:
        raise Refused(SAME_MOMENT) from None


def read(batch: QuestionBatch) -> None:
    reading = formats.read(queries.content_of(batch), batch.file_name, batch.format)
    lease.say(batch)
    actions.keep_reading(batch, reading)
    db.session.commit()


def in_lots(batch: QuestionBatch, some: Callable[[QuestionBatch], bool]) -> None:
    """Each committed by itself. Nobody else does the same lot: they wait at the word that comes first."""
    is_more = True
    while is_more:
        lease.say(batch)
        is_more = some(batch)
        db.session.commit()


def give_up(batch: QuestionBatch, problem: str) -> None:
    lease.fail(batch, f"{problem} What was done until then is kept." if problem == OUR_SIDE else problem)


def drop_forgotten() -> None:
    """Job: of what nobody has confirmed nothing is kept."""
    for batch_id in queries.forgotten():
        queries.drop(batch_id)
        db.session.commit()


long_work = LongWork(lease, do, give_up)
