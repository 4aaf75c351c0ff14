"""Long work on an import: asked for, taken by one worker, heard of, failed. Who was thought dead changes nothing."""

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from trainer import clock
from trainer.credentials.importing.models import ImportBatch, ImportPlanLine
from trainer.credentials.importing.rules import working as rules
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Person


class Lost(Exception):
    """Another worker has it by now, or something else was asked: what this one still has to say does not count."""


def ask_to_try(batch: ImportBatch, *, by: Person, problem: str | None = None) -> None:
    """`problem`: what has to be said beside the answer, where it is tried again."""
    batch.try_asked_at, batch.tried_by, batch.tried_at, batch.tried = clock.now(), by, None, None
    begin(batch)
    batch.problem = problem


def ask_to_undo(batch: ImportBatch, reason: str, *, by: Person) -> None:
    batch.undo_asked_at, batch.undone_by, batch.undo_reason = clock.now(), by, reason
    begin(batch)


def begin(batch: ImportBatch) -> None:
    """As if nobody had ever worked on it."""
    batch.taken_at, batch.failed_at, batch.problem = None, None, None
    batch.rows_done, batch.tries_left, batch.work_number = 0, rules.TRIES, batch.work_number + 1


def ask_again(batch: ImportBatch) -> None:
    if not batch.work or not batch.failed_at:
        raise Refused("Nothing of this import has failed, so there is nothing to try again.")
    begin(batch)


def has_work() -> ColumnElement[bool]:
    """As rules.working.Dates.work."""
    b = ImportBatch
    undo = and_(b.undone_at.is_(None), b.undo_asked_at.is_not(None))
    do = and_(b.undone_at.is_(None), b.made_at.is_not(None), b.finished_at.is_(None))
    attempt = and_(b.made_at.is_(None), b.try_asked_at.is_not(None), b.tried_at.is_(None))
    return and_(b.failed_at.is_(None), or_(undo, do, attempt))


def is_free() -> ColumnElement[bool]:
    taken_at = ImportBatch.taken_at
    return and_(has_work(), or_(taken_at.is_(None), taken_at < clock.now() - rules.LEASE))


def free() -> ImportBatch | None:
    """The one that waits longest."""
    found = select(ImportBatch).where(is_free()).order_by(ImportBatch.id).limit(1)
    return db.session.scalars(found.execution_options(populate_existing=True)).one_or_none()


def take(batch: ImportBatch) -> bool:
    """Whether this worker got it; another may have been quicker."""
    values = {
        "taken_at": clock.now(),
        "work_number": ImportBatch.work_number + 1,
        "tries_left": ImportBatch.tries_left - 1,
        "rows_done": 0,
    }
    return changed(batch, is_free(), values)


def say(batch: ImportBatch, **values) -> None:
    """A word of the worker that has it."""
    mine = ImportBatch.work_number == batch.work_number
    if not changed(batch, and_(mine, has_work()), {"taken_at": clock.now(), **values}):
        raise Lost


def changed(batch: ImportBatch, condition: ColumnElement[bool], values: dict) -> bool:
    done = update(ImportBatch).where(ImportBatch.id == batch.id, condition).values(**values).returning(ImportBatch.id)
    return db.session.scalar(done.execution_options(synchronize_session=False)) is not None


def put_off(batch: ImportBatch) -> None:
    """Free again a little later."""
    say(batch, taken_at=clock.now() - rules.LEASE + rules.PAUSE)


def drop_plan(batch_id: int) -> None:
    db.session.execute(delete(ImportPlanLine).where(ImportPlanLine.batch_id == batch_id))
