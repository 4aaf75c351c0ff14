"""Which reminder is due, when its reader may be written to, and in which words. Plain values in, a decision out."""

from trainer.credentials.reminders.rules.bounces import Bounce, bounces
from trainer.credentials.reminders.rules.due import KINDS, NEWS_DAYS, STEPS, URGENT, Term, due, is_early, is_news
from trainer.credentials.reminders.rules.slots import Rhythm, for_director, is_open, is_quiet
from trainer.credentials.reminders.rules.words import (
    FIELDS,
    MUST,
    TITLES,
    USUAL,
    Matter,
    Text,
    compose,
    compose_for_director,
    fill,
    is_line,
    line,
    problems,
    words_for,
)

__all__ = [
    "FIELDS",
    "KINDS",
    "MUST",
    "NEWS_DAYS",
    "STEPS",
    "TITLES",
    "URGENT",
    "USUAL",
    "Bounce",
    "Matter",
    "Rhythm",
    "Term",
    "Text",
    "bounces",
    "compose",
    "compose_for_director",
    "due",
    "fill",
    "for_director",
    "is_early",
    "is_line",
    "is_news",
    "is_open",
    "is_quiet",
    "line",
    "problems",
    "words_for",
]
