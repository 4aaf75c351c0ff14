"""The lists as the database finds them: one select each, counted together in one statement."""

from trainer.audit.todo.queries.attempts import confident, failed_twice
from trainer.audit.todo.queries.changes import not_noted, unoffered
from trainer.audit.todo.queries.content import modules, open_drafts, packs
from trainer.audit.todo.queries.counts import Asking, counts
from trainer.audit.todo.queries.lapses import lapses
from trainer.audit.todo.queries.licenses import license_checks
from trainer.audit.todo.queries.people import assigned, clearances, present

__all__ = [
    "Asking",
    "assigned",
    "clearances",
    "confident",
    "counts",
    "failed_twice",
    "lapses",
    "license_checks",
    "modules",
    "not_noted",
    "open_drafts",
    "packs",
    "present",
    "unoffered",
]
