from trainer.credentials.jurisdictions.rules.asking import (
    ALLOWED,
    LABELS,
    Asked,
    Stated,
    asked_of,
    in_words,
    rules_of,
    shortfalls,
    to_verify,
)
from trainer.credentials.jurisdictions.rules.changes import Change, changes

__all__ = [
    "ALLOWED",
    "LABELS",
    "Asked",
    "Change",
    "Stated",
    "asked_of",
    "changes",
    "in_words",
    "rules_of",
    "shortfalls",
    "to_verify",
]
