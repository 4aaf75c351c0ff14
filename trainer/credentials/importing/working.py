"""Long work on an import: asked for, and what there is of it to do."""

from sqlalchemy import and_, delete, or_

from trainer import clock
from trainer.credentials.importing.models import ImportBatch, ImportPlanLine
from trainer.db import db
from trainer.errors import Refused
from trainer.jobs.leases import Lease
from trainer.people.models import Person

IS_NOT_UNDONE = ImportBatch.undone_at.is_(None)
TO_UNDO = and_(IS_NOT_UNDONE, ImportBatch.undo_asked_at.is_not(None))
TO_IMPORT = and_(IS_NOT_UNDONE, ImportBatch.made_at.is_not(None), ImportBatch.finished_at.is_(None))
TO_TRY = and_(ImportBatch.made_at.is_(None), ImportBatch.try_asked_at.is_not(None), ImportBatch.tried_at.is_(None))

lease = Lease(ImportBatch, or_(TO_UNDO, TO_IMPORT, TO_TRY), rows_done=0)  # as rules.working.Dates.work


def ask_to_try(batch: ImportBatch, *, by: Person, problem: str | None = None) -> None:
    """`problem`: what has to be said beside the answer, where it is tried again."""
    batch.try_asked_at, batch.tried_by, batch.tried_at, batch.tried = clock.now(), by, None, None
    lease.begin(batch)
    batch.problem = problem


def ask_to_undo(batch: ImportBatch, reason: str, *, by: Person) -> None:
    batch.undo_asked_at, batch.undone_by, batch.undo_reason = clock.now(), by, reason
    lease.begin(batch)


def ask_again(batch: ImportBatch) -> None:
    if not batch.work or not batch.failed_at:
        raise Refused("Nothing of this import has failed, so there is nothing to try again.")
    lease.begin(batch)


def drop_plan(batch_id: int) -> None:
    db.session.execute(delete(ImportPlanLine).where(ImportPlanLine.batch_id == batch_id))
