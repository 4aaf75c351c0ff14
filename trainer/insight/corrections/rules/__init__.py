"""What a correction decides: plain values in, a decision out."""

from trainer.insight.corrections.rules.data import LEAST, Answered, Choice, ItemData, item_data
from trainer.insight.corrections.rules.days import Stretch, stretches
from trainer.insight.corrections.rules.marking import marks_of, same_parts, touches_marking
from trainer.insight.corrections.rules.outcomes import (
    OUTCOMES,
    Effect,
    Mark,
    digest,
    offers_retest,
    outcome,
    tally,
)
from trainer.insight.corrections.rules.policy import POLICY, REMEDIES, RETEST_DAYS, Policy

__all__ = [
    "LEAST",
    "OUTCOMES",
    "POLICY",
    "REMEDIES",
    "RETEST_DAYS",
    "Answered",
    "Choice",
    "Effect",
    "ItemData",
    "Mark",
    "Policy",
    "Stretch",
    "digest",
    "item_data",
    "marks_of",
    "offers_retest",
    "outcome",
    "same_parts",
    "stretches",
    "tally",
    "touches_marking",
]
