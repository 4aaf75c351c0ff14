"""The kinds of item. To add one: give it a shape in `content/items.py`, write its module with what `Kind` asks,
and name it here.

An answer is kept raw, as `given`: the text that the kind's `read` accepted. Unreadable, wrong and blank are three
things: `read` refuses what it cannot understand and gives None for a blank; `score` judges what was given.
"""

from collections.abc import Iterator
from random import Random
from typing import Any, Protocol

from trainer.banks.content import Item
from trainer.banks.kinds import (
    cloze,
    hotspot,
    matching,
    multiple_response,
    numeric,
    ordering,
    short_text,
    single_best_answer,
    true_or_false,
)
from trainer.banks.kinds.parts import Flaw, Sent, Text


class Kind(Protocol):
    template: str  # the file with the macros ask(), review() and practice()

    def flaws(self, item: Any) -> Iterator[Flaw]:
        """Faults in the item itself: (place, rule, message, mend)."""

    def texts(self, item: Any) -> Iterator[Text]:
        """All that a learner reads besides the stem: (place, what it is called, text)."""

    def order(self, item: Any, random: Random) -> list[int]:
        """The parts that can be shuffled, by number, in the order one person sees them."""

    def in_bank(self, item: Any) -> list[int]:
        """The same as the bank has it."""

    def rule(self, item: Any) -> str | None:
        """How it is scored, as a learner is told before answering; None where it goes without saying."""

    def read(self, item: Any, sent: Sent) -> str | None:
        """What the browser sent as `given`; None for a blank. Raises Unreadable."""

    def score(self, item: Any, given: str) -> float:
        """The share of the mark, from 0 to 1."""

    def key(self, item: Any) -> str:
        """A `given` that earns the whole mark."""

    def slip(self, item: Any, random: Random) -> str:
        """A `given` that does not earn the whole mark, such as a learner might give."""

    def shown(self, item: Any, given: str | None) -> Any:
        """What was given, as the kind's template takes it."""


KINDS: dict[str, Kind] = {
    "single best answer": single_best_answer,
    "multiple response": multiple_response,
    "true or false": true_or_false,
    "matching": matching,
    "extended matching": matching,
    "ordering": ordering,
    "numeric": numeric,
    "short text": short_text,
    "cloze": cloze,
    "hotspot": hotspot,
}


def kind_of(item: Item) -> Kind:
    return KINDS[item.kind]


__all__ = ["KINDS", "Flaw", "Kind", "Sent", "Text", "kind_of"]
