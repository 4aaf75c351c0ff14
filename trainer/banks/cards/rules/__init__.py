"""How items are carded, found and counted. Plain values in, answers out."""

from trainer.banks.cards.rules.cards import LIVE, RETIRED, STALE, STATES, Names, joined, runs, state_of, worded
from trainer.banks.cards.rules.counting import (
    ALL,
    ANY_ALERT,
    BY_HAND,
    LATELY,
    LONG_AGO,
    MODELS,
    NEVER,
    Counted,
    Heap,
    Range,
    Wanted,
    counted,
    since,
)
from trainer.banks.cards.rules.words import folded, patterns, search_text

__all__ = [
    "ALL",
    "ANY_ALERT",
    "BY_HAND",
    "LATELY",
    "LIVE",
    "LONG_AGO",
    "MODELS",
    "NEVER",
    "RETIRED",
    "STALE",
    "STATES",
    "Counted",
    "Heap",
    "Names",
    "Range",
    "Wanted",
    "counted",
    "folded",
    "joined",
    "patterns",
    "runs",
    "search_text",
    "since",
    "state_of",
    "worded",
]
