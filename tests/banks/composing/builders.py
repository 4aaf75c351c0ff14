"""A short text, what was drafted from it, and what somebody made of that."""

from collections.abc import Sequence
from datetime import date

from trainer.banks.composing import About, Decision, Origin, proposal
from trainer.banks.drafting import Draft, propose
from trainer.banks.drafting.reading import Source, read_upload

DAY = date(2026, 11, 26)
LADDERS = """\
# Working on ladders

This leaflet is for staff who reach high shelves.

## Definitions

- **Leaning ladder**: a ladder that rests against a wall.
- **Stepladder**: a ladder that stands by itself.
- **Stile**: the long side rail that holds the rungs.
- **Stabilizer**: a bar that widens the foot of a ladder.

## Before you climb

A ladder with a cracked stile is taken out of use. Wet shoes cause slips on metal rungs. Overreaching causes the ladder
to tip sideways.

Put a ladder up in this order:

1. Look at the ladder for damage.
2. Set its feet on firm ground.
3. Lean the top against the wall.

| Ladder | Load |
|---|---|
| Leaning | 150 kg |
| Step | 100 kg |

## Questions

How long may one person work from a ladder?

One person works from a ladder for at most 30 minutes. Longer work needs a platform.
"""


def text(content: str = LADDERS, name: str = "ladders.md") -> Source:
    return read_upload(name, content.encode())


def drafts(source: Source) -> list[Draft]:
    found = propose(source)
    assert len(found) >= 4, "the text is too poor for these tests"
    return found


def about(source: Source, found: Sequence[Draft], **changes) -> About:
    return proposal(source, found, Origin(file="ladders.md", read_on=DAY), slug="ladders").model_copy(update=changes)


def accepted(**edited) -> Decision:
    return Decision(is_accepted=True, by="Ada Example", on=DAY, document=edited or None)


def rejected(reason: str = "Nobody needs to know that.") -> Decision:
    return Decision(is_accepted=False, by="Ada Example", on=DAY, reason=reason)
