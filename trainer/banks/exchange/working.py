"""Long work on a file of questions: what there is of it to do."""

from sqlalchemy import and_, or_

from trainer.banks.exchange.models import QuestionBatch
from trainer.errors import Refused
from trainer.jobs.leases import Lease

TO_READ = QuestionBatch.read_at.is_(None)
TO_IMPORT = and_(
    QuestionBatch.confirmed_at.is_not(None), QuestionBatch.finished_at.is_(None), QuestionBatch.undo_asked_at.is_(None)
)
TO_UNDO = and_(QuestionBatch.undo_asked_at.is_not(None), QuestionBatch.undone_at.is_(None))

lease = Lease(QuestionBatch, or_(TO_READ, TO_IMPORT, TO_UNDO))  # as rules.Dates.work


def ask_again(batch: QuestionBatch) -> None:
    """What is done of it stays done."""
    if not batch.work or not batch.failed_at:
        raise Refused("Nothing of this import has failed, so there is nothing to try again.")
    lease.begin(batch)
