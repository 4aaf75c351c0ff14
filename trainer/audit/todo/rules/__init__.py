"""What belongs on a list, since when, and what stands against an action. Plain values in, a decision out."""

from trainer.audit.todo.rules.licenses import FINDINGS, Check, Finding, Wanted, counts_until, finding, wanted
from trainer.audit.todo.rules.lists import (
    BANDS,
    CLEARANCE_DAYS,
    CONFIDENT_DAYS,
    LICENSE_DAYS,
    LISTS,
    TWICE,
    WIDEST,
    Row,
    Selection,
    band_of,
    rows_in,
)
from trainer.audit.todo.rules.verdicts import ACTIONS, About, Action, why_not

__all__ = [
    "ACTIONS",
    "BANDS",
    "CLEARANCE_DAYS",
    "CONFIDENT_DAYS",
    "FINDINGS",
    "LICENSE_DAYS",
    "LISTS",
    "TWICE",
    "WIDEST",
    "About",
    "Action",
    "Check",
    "Finding",
    "Row",
    "Selection",
    "Wanted",
    "band_of",
    "counts_until",
    "finding",
    "rows_in",
    "wanted",
    "why_not",
]
