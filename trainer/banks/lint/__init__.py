"""The item-flaw lint: what helps a test taker who does not know, or hinders one who does."""

from functools import lru_cache

from trainer.banks.lint.items import questions
from trainer.banks.lint.question import Choice, Finding, Prompt, Question, Rationale
from trainer.banks.lint.table import LOOKS, RULES, kinds_of
from trainer.banks.lint.wording import near_equal

__all__ = [
    "RULES",
    "Choice",
    "Finding",
    "Prompt",
    "Question",
    "Rationale",
    "findings",
    "kinds_of",
    "near_equal",
    "questions",
]


def findings(question: Question) -> list[Finding]:
    """Everything the rules find in the question, in the order of the rules; empty when it is sound."""
    return [
        Finding(flaw.rule, flaw.place, flaw.message, flaw.mend, RULES[flaw.rule].source)
        for look in looks(question.kind)
        for flaw in look(question)
    ]


@lru_cache
def looks(kind: str) -> tuple:
    return tuple(look for look, kinds in LOOKS.values() if kind in kinds)
