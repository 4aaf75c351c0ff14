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
from trainer.credentials.jurisdictions.rules.resolving import ADOPTED, TOPIC, resolved

__all__ = [
    "ADOPTED",
    "ALLOWED",
    "LABELS",
    "TOPIC",
    "Asked",
    "Change",
    "Stated",
    "asked_of",
    "changes",
    "in_words",
    "resolved",
    "rules_of",
    "shortfalls",
    "to_verify",
]
