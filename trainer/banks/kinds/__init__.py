"""The kinds of item. To add one: write its module with the functions of `Kind`, name it here.

An answer is kept raw, as `given`: the text that the kind's `read` accepted. Unreadable, wrong and blank are three
things: `read` refuses what it cannot understand, `score` judges what it could, and a blank never reaches either.
"""

from collections.abc import Iterator
from random import Random
from typing import Protocol

from trainer.banks.content import Item
from trainer.banks.kinds import single_best_answer


class Kind(Protocol):
    template: str  # the file with the macros ask(), review() and practice()

    def flaws(self, item: Item) -> Iterator[tuple[tuple[str | int, ...], str, str, str]]:
        """Faults in the item itself: (place, rule, message, mend)."""

    def order(self, item: Item, random: Random) -> list[int]:
        """The option numbers in the order one person sees them."""

    def read(self, item: Item, sent: str) -> str:
        """What the browser sent as `given`, or Unreadable."""

    def score(self, item: Item, given: str) -> float:
        """The share of the mark, from 0 to 1."""


KINDS: dict[str, Kind] = {"single best answer": single_best_answer}
