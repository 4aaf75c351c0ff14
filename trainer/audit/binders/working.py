"""Long work on a binder: it is there to be made."""

from trainer.audit.binders.models import KeptBinder
from trainer.jobs.leases import Lease

lease = Lease(KeptBinder, KeptBinder.finished_at.is_(None), rows_done=0)
