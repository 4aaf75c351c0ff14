"""A reason in words, with the reasons for it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from trainer.credentials.rules.days import State

Part = str | date


@dataclass(frozen=True)
class Reason:
    """One reason, and the reasons for it. `holds`: whether it speaks for clearance. `key`: kind and subject of the
    requirement it is about. `is_choice`: of `because`, only some are needed. `is_said`: its own words belong in a
    sentence, and not only those of what it rests on. `entries` are the ids of what it rests on itself."""

    words: tuple[Part, ...]
    holds: bool
    state: State
    because: tuple["Reason", ...] = ()
    key: tuple[str, str | None] | None = None
    is_choice: bool = False
    is_said: bool = False
    entries: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        return spoken(self.words)

    @property
    def document(self) -> dict:
        """For programs."""
        return {
            "says": self.text,
            "holds": self.holds,
            "state": self.state,
            "because": [one.document for one in self.because],
        }


def spoken(words: tuple[Part, ...]) -> str:
    """passed on 14 March 2027"""
    return "".join(f"{part.day} {part:%B %Y}" if isinstance(part, date) else part for part in words)


def leaves_of(reason: Reason) -> Iterator[Reason]:
    """Every requirement in the tree."""
    if reason.key is not None:
        yield reason
    for one in reason.because:
        yield from leaves_of(one)


def due(reason: Reason, ongoing: Collection[tuple[str, str | None] | None]) -> Reason:
    """While what is held runs, nothing that renews it has lapsed: it is due by the last day. Not what is `ongoing`."""
    below = tuple(due(one, ongoing) for one in reason.because)
    is_due = not reason.holds and (reason.key is None or reason.key not in ongoing)
    return replace(reason, state="due_soon" if is_due else reason.state, because=below)
