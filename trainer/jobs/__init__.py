"""Work after the request: small functions that may fail alone, run by the worker, each in a context of its own.

A room names its jobs in `init_app`. What must not be lost is a row first (a mail in the outbox, an open attempt); a job
only looks for such rows, so a job that is lost or runs twice does no harm: the periodic one picks up the rest. What is
long is a row with a lease on it: `leases` tells who has it, `tasks` does it.
"""

from trainer.jobs.waiting import EVERY_MINUTE, EVERY_NIGHT, init_app, make_tables, queue, register, soon

__all__ = ["EVERY_MINUTE", "EVERY_NIGHT", "init_app", "make_tables", "queue", "register", "soon"]
