"""The jobs that try long files out, import and undo them, and drop what nobody confirmed.

An import is one transaction, so after a worker that died it is done from the start; an undo goes on with the rows that
are left; of what was being tried out nothing is shown.
"""

from functools import partial

from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from trainer import clock, jobs, mail
from trainer.credentials.importing import actions, pages, undoing, working
from trainer.credentials.importing.models import ImportBatch, ImportPlanLine
from trainer.credentials.importing.planning import Planning
from trainer.db import db
from trainer.errors import Refused
from trainer.jobs.tasks import LongWork

CHANGED = "Something has changed since you confirmed."
SAME_MOMENT = "Somebody entered one of these people at the same moment."
NOTHING_DONE = "Nothing was imported. Look at it again, then confirm."


def init_app(app: Flask) -> None:
    jobs.register(app, carry_on, every=jobs.EVERY_MINUTE)
    jobs.register(app, drop_forgotten, every=jobs.EVERY_NIGHT)


def carry_on() -> None:
    """Job: do what waits, oldest first."""
    long_work.carry_on()


def do(batch: ImportBatch) -> None:
    try:
        {"try": try_out, "import": carry_out, "undo": undo}[batch.work or ""](batch)
    except actions.Changed:
        raise Refused(CHANGED) from None
    except IntegrityError:
        raise Refused(SAME_MOMENT) from None


def try_out(batch: ImportBatch) -> None:
    planning = Planning(batch, batch.tried_by, partial(hear, batch))
    plan, problem = planning.plan(), batch.problem
    working.lease.say(batch)
    working.drop_plan(batch.id)
    lines = [
        {"batch_id": batch.id, "number": number, "kind": kind, "line": line, "said": said}
        for number, (kind, line, said) in enumerate(pages.kept(plan), start=1)
    ]
    if lines:
        db.session.execute(insert(ImportPlanLine), lines)
    tried = {"counts": plan.counts, "digest": actions.digest_of(batch, plan)}
    working.lease.say(batch, tried_at=clock.now(), tried=tried, problem=problem)
    db.session.commit()


def carry_out(batch: ImportBatch) -> None:
    confirmed = (batch.tried or {}).get("digest", "")
    planning = Planning(batch, batch.made_by, partial(hear, batch))
    working.lease.say(batch)
    db.session.commit()
    actions.carry_out(batch, planning, confirmed, by=batch.made_by)
    working.drop_plan(batch.id)
    db.session.commit()
    jobs.soon(mail.send_waiting)


def undo(batch: ImportBatch) -> None:
    by, reason = batch.undone_by, batch.undo_reason or ""
    assert by is not None
    rows = 0
    while undoing.undo_part(batch, reason, by=by):
        rows += undoing.ROWS_AT_ONCE
        hear(batch, min(rows, batch.row_count))
    undoing.undone(batch, reason, by=by)
    db.session.commit()


def hear(batch: ImportBatch, rows: int) -> None:
    working.lease.say(batch, rows_done=rows)
    db.session.commit()


def give_up(batch: ImportBatch, problem: str) -> None:
    """An import that was not done is open again, and is shown as it would be done now."""
    if batch.work == "import" and batch.made_by is not None:
        by = batch.made_by
        actions.take_back_confirmation(batch)
        working.ask_to_try(batch, by=by, problem=f"{problem} {NOTHING_DONE}")
    else:
        working.lease.fail(batch, problem)


def drop_forgotten() -> None:
    """Job: of what nobody has confirmed nothing is kept."""
    for batch_id in actions.forgotten():
        actions.drop_unconfirmed(batch_id)
        db.session.commit()


long_work = LongWork(working.lease, do, give_up)
