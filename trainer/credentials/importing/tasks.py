"""The jobs that try long files out, import and undo them, and drop what nobody confirmed.

A worker may die anywhere. An import is one transaction, so nothing of it is there then, and the next worker does it
from the start; an undo goes on with the rows that are left; of what was being tried out nothing is shown.
"""

from contextlib import suppress
from functools import partial
from threading import Lock

from flask import Flask, current_app
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from trainer import clock, jobs, mail
from trainer.credentials.importing import actions, pages, undoing, working
from trainer.credentials.importing.models import ImportBatch, ImportPlanLine
from trainer.credentials.importing.planning import Planning
from trainer.credentials.importing.rules.working import GIVEN_UP
from trainer.credentials.importing.working import Lost
from trainer.db import db
from trainer.errors import Refused

CHANGED = "Something has changed since you confirmed, and nothing was imported. Look at it again, then confirm."
NOTHING_DONE = "Nothing was imported."
OUR_SIDE = "Something went wrong on our side. It is in the server's log."
one_at_a_time = Lock()  # in a process: the other threads of the worker are for what is quick


def init_app(app: Flask) -> None:
    jobs.register(app, carry_on, every=jobs.EVERY_MINUTE)
    jobs.register(app, drop_forgotten, every=jobs.EVERY_NIGHT)


def carry_on() -> None:
    """Job: do what waits, oldest first."""
    if not one_at_a_time.acquire(blocking=False):
        return  # whoever is at it goes on to the next one
    try:
        while (batch := working.free()) is not None:
            work(batch)
    finally:
        one_at_a_time.release()


def work(batch: ImportBatch) -> None:
    if batch.tries_left <= 0:
        give_up(batch, GIVEN_UP)
        return
    taken = working.take(batch)
    db.session.commit()
    db.session.refresh(batch)
    if not taken or not batch.work:
        return
    try:
        {"try": try_out, "import": carry_out, "undo": undo}[batch.work](batch)
    except Lost:
        db.session.rollback()
    except actions.Changed:
        give_up(batch, CHANGED)
    except IntegrityError:
        give_up(batch, f"Somebody entered one of these people at the same moment. {NOTHING_DONE}")
    except Refused as refusal:
        give_up(batch, str(refusal))
    except Exception:
        current_app.logger.exception("Import %s: its work was not done", batch.id)
        put_off(batch)


def try_out(batch: ImportBatch) -> None:
    planning = Planning(batch, batch.tried_by, partial(hear, batch))
    plan, problem = planning.plan(), batch.problem
    working.say(batch)
    working.drop_plan(batch.id)
    lines = [
        {"batch_id": batch.id, "number": number, "kind": kind, "line": line, "said": said}
        for number, (kind, line, said) in enumerate(pages.kept(plan), start=1)
    ]
    if lines:
        db.session.execute(insert(ImportPlanLine), lines)
    tried = {"counts": plan.counts, "digest": actions.digest_of(batch, plan)}
    working.say(batch, tried_at=clock.now(), tried=tried, problem=problem)
    db.session.commit()


def carry_out(batch: ImportBatch) -> None:
    confirmed = (batch.tried or {}).get("digest", "")
    planning = Planning(batch, batch.made_by, partial(hear, batch))
    working.say(batch)
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
    working.say(batch, rows_done=rows)
    db.session.commit()


def put_off(batch: ImportBatch) -> None:
    """A database that is busy for a moment, say: begun anew a little later, but not for ever."""
    if batch.tries_left <= 0:
        give_up(batch, f"{OUR_SIDE} {NOTHING_DONE}" if batch.work == "import" else OUR_SIDE)
        return
    db.session.rollback()
    with suppress(Lost):
        working.put_off(batch)
    db.session.commit()


def give_up(batch: ImportBatch, problem: str) -> None:
    """An import that was not done is open again, and is shown as it would be done now."""
    db.session.rollback()
    if db.session.get(ImportBatch, batch.id, populate_existing=True) is None:
        return  # dropped meanwhile
    if batch.work == "import" and batch.made_by is not None:
        by = batch.made_by
        actions.take_back_confirmation(batch)
        working.ask_to_try(batch, by=by, problem=problem)
    elif batch.work:
        batch.failed_at, batch.problem = clock.now(), problem
        batch.work_number += 1
    db.session.commit()


def drop_forgotten() -> None:
    """Job: of what nobody has confirmed nothing is kept."""
    for batch_id in actions.forgotten():
        actions.drop_unconfirmed(batch_id)
        db.session.commit()
