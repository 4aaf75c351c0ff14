"""Frozen attempts are marked again: their own form, their own answers, their own cut, and what was corrected since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.banks.content import Item, item_of
from trainer.banks.kinds import kind_of
from trainer.quizzes.rules import Cut, Marked, Result, mark


@dataclass(frozen=True)
class Fix:
    """What a correction says of one item version; `document` comes with a new key."""

    remedy: str
    document: Mapping[str, Any] | None = None


Fixes = Mapping[int, Fix]  # by item version


@dataclass(frozen=True)
class Question:
    """As it was asked, and what stands for it."""

    item_version: int
    item: Item
    given: str | None


def mark_again(questions: Sequence[Question], cut: Cut, fixes: Fixes) -> Result | None:
    """None: without what is dropped, a safety-critical objective that was asked has no item left, or nothing has."""
    left = [one for one in questions if fixes.get(one.item_version, Fix("")).remedy != "drop"]
    asked = {one.item.objective for one in questions} & set(cut.safety_objectives)
    if not left or not asked <= {one.item.objective for one in left}:
        return None
    return mark([Marked(one.item.objective, score(one, fixes), one.given is None) for one in left], cut)


def score(question: Question, fixes: Fixes) -> float:
    """A document with another key has the parts of the item that was asked, in its order: answers name them alike."""
    fix = fixes.get(question.item_version)
    if fix is not None and fix.remedy == "credit":
        return 1.0
    if question.given is None:
        return 0.0
    if fix is None or fix.document is None:
        return kind_of(question.item).score(question.item, question.given)
    keyed = item_of(dict(fix.document))
    return kind_of(keyed).score(keyed, question.given)


@dataclass(frozen=True)
class Sat:
    """One attempt with all it takes to mark it again."""

    attempt: int
    questions: Sequence[Question]
    cut: Cut

    def marked(self, fixes: Fixes) -> Result | None:
        return mark_again(self.questions, self.cut, fixes)
