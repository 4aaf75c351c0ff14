"""Which draft comes next, and where the key's words stand in its passage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"
STATES = (OPEN, ACCEPTED, REJECTED)
REASONS = (
    "It is not worth asking",
    "The passage does not support the key",
    "More than one option could be right",
    "The wrong options tempt nobody",
    "It reads badly",
    "Another draft asks the same",
)


@dataclass(frozen=True)
class Place:
    """A draft among the others of its text: its number there and what was decided, None while it is open."""

    position: int
    is_accepted: bool | None

    @property
    def state(self) -> str:
        return state_of(self.is_accepted)


def state_of(is_accepted: bool | None) -> str:
    return OPEN if is_accepted is None else ACCEPTED if is_accepted else REJECTED


def counts(places: Iterable[Place]) -> dict[str, int]:
    """How many are in each state."""
    found = dict.fromkeys(STATES, 0)
    for place in places:
        found[place.state] += 1
    return found


def neighbors(places: Sequence[Place], here: int, shown: str) -> tuple[int | None, int | None]:
    """The nearest positions before and after `here` in the state `shown` ("": in any)."""
    fitting = [place.position for place in places if shown in {"", place.state}]
    before = [position for position in fitting if position < here]
    after = [position for position in fitting if position > here]
    return before[-1] if before else None, after[0] if after else None


def next_open(places: Sequence[Place], here: int) -> int | None:
    """Where to go on after a decision: the next open draft, from the beginning again after the last."""
    still_open = [place.position for place in places if place.is_accepted is None and place.position != here]
    return next((position for position in still_open if position > here), still_open[0] if still_open else None)


def why_rejected(preset: str, own_words: str) -> str:
    """The reason that is kept: the chosen one, then what was typed."""
    chosen = dict(zip("0123456789", REASONS, strict=False)).get(preset, "")
    return ": ".join(part for part in (chosen, own_words.strip()) if part)


def marked(passage: str, quote: str, marks: Sequence[Sequence[int]]) -> list[tuple[str, str]]:
    """The passage in pieces: ("quote", text) where the draft rests on it, ("mark", text) for the key, ("", text)."""
    start = passage.find(quote)
    if start < 0:
        return [("", passage)]
    pieces, at = [("", passage[:start])], 0
    for first, last in marks:
        pieces += [("quote", quote[at:first]), ("mark", quote[first:last])]
        at = last
    pieces += [("quote", quote[at:]), ("", passage[start + len(quote) :])]
    return [(kind, text) for kind, text in pieces if text]


def without_blanks(document: Mapping) -> dict:
    """An item's document without empty fields that need not be there."""
    return {name: value for name, value in document.items() if value not in ("", None, [], ())}
