"""What a file of people and earlier certificates means, and what would be done about it. Nothing is done here."""

from trainer.credentials.importing.rules.mapping import FIELDS, Mapping, guessed
from trainer.credentials.importing.rules.meaning import Earlier, Fault, Lexicon, Meant, Row, meaning
from trainer.credentials.importing.rules.proposing import (
    Account,
    Known,
    Plan,
    Proposal,
    license_key,
    plan_of,
)

__all__ = [
    "FIELDS",
    "Account",
    "Earlier",
    "Fault",
    "Known",
    "Lexicon",
    "Mapping",
    "Meant",
    "Plan",
    "Proposal",
    "Row",
    "guessed",
    "license_key",
    "meaning",
    "plan_of",
]
