"""Whose record a director may write, which lines of it, and whose signature is waited for."""

from trainer.credentials.ledger.queries.practicals import (
    answers_to,
    asked_of,
    colleague,
    colleagues,
    practitioners,
    request_here,
    signed_by,
    unsigned,
    was_asked,
)
from trainer.credentials.ledger.queries.records import (
    entered_here,
    is_here,
    issued_here,
    member,
    open_entry,
    people_named,
    present_member,
    resting_on,
    version_here,
    waiting,
    waiting_request,
)

__all__ = [
    "answers_to",
    "asked_of",
    "colleague",
    "colleagues",
    "entered_here",
    "is_here",
    "issued_here",
    "member",
    "open_entry",
    "people_named",
    "practitioners",
    "present_member",
    "request_here",
    "resting_on",
    "signed_by",
    "unsigned",
    "version_here",
    "waiting",
    "waiting_request",
    "was_asked",
]
