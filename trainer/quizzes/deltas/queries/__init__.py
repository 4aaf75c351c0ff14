"""What we ask about quizzes on changes."""

from trainer.quizzes.deltas.queries.concerned import Ground, Older, by_clinic, clinics, concerned, these
from trainer.quizzes.deltas.queries.offers import (
    changes_by_id,
    counted,
    delta_by_id,
    failed_times,
    offer_for,
    offer_of,
    offered,
    offered_to,
    open_offer,
    released,
    sat,
    to_be_reminded,
)

__all__ = [
    "Ground",
    "Older",
    "by_clinic",
    "changes_by_id",
    "clinics",
    "concerned",
    "counted",
    "delta_by_id",
    "failed_times",
    "offer_for",
    "offer_of",
    "offered",
    "offered_to",
    "open_offer",
    "released",
    "sat",
    "these",
    "to_be_reminded",
]
