"""Put steps into the right order."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from trainer.banks.content import Ordering
from trainer.banks.kinds.parts import Flaw, Sent, Text, compact, number_below, only, repeats, shuffled
from trainer.errors import Unreadable

template = "banks/kinds/ordering.html"


def flaws(item: Ordering) -> Iterator[Flaw]:
    if not 3 <= len(item.steps) <= 7:
        message = f"Item {item.id} has {len(item.steps)} steps."
        yield ("steps",), "option-count", message, "Write three to seven."
    for earlier, later in repeats(item.steps):
        message = f"Steps {earlier + 1} and {later + 1} of item {item.id} say the same."
        yield ("steps", later), "equal-options", message, "Change one of them, or take it out."


def texts(item: Ordering) -> Iterator[Text]:
    for number, step in enumerate(item.steps):
        yield ("steps", number), f"Step {number + 1}", step
    yield ("why",), "Rationale", item.why
    yield ("scoring",), "Scoring", item.scoring


def order(item: Ordering, random: Random) -> list[int]:
    """Never shown in the right order."""
    numbers = shuffled(len(item.steps), random)
    return numbers if numbers != in_bank(item) else numbers[1:] + numbers[:1]


def in_bank(item: Ordering) -> list[int]:
    return list(range(len(item.steps)))


def names(item: Ordering) -> list[int]:
    """For each step the number that pages and answers call it by: its rank by text, which does not tell its place."""
    by_text = sorted(in_bank(item), key=item.steps.__getitem__)
    return [by_text.index(number) + 1 for number in in_bank(item)]


def rule(item: Ordering) -> str:
    if item.scoring == "partial":
        return "Give each step its place. Each step that directly follows the right one earns a share."
    return "Give each step its place. It counts when the whole order is right."


def read(item: Ordering, sent: Sent) -> str | None:
    """A list with the place of each step, by name, from 0, or null where none was given."""
    places: list[int | None] = []
    for name in sorted(names(item)):
        text = only(sent, str(name))
        places.append(number_below(text, len(item.steps)) if text else None)
    made = [place for place in places if place is not None]
    if len(set(made)) < len(made):
        twice = next(place for place in made if made.count(place) > 1)
        raise Unreadable(f"Two steps have place {twice + 1}. Give each step a place of its own.")
    return compact(places) if made else None


def score(item: Ordering, given: str) -> float:
    """The share of neighbors kept: step k + 1 directly after step k; or all or nothing. An open place keeps none."""
    places = shown(item, given)
    kept = sum(place is not None and after is not None and after == place + 1 for place, after in pairwise(places))
    share = kept / (len(places) - 1)
    return share if item.scoring == "partial" else float(share == 1)


def key(item: Ordering) -> str:
    return given_for(item, in_bank(item))


def slip(item: Ordering, random: Random) -> str:
    return given_for(item, order(item, random))


def given_for(item: Ordering, places: Sequence[int | None]) -> str:
    by_name = dict(zip(names(item), places, strict=True))
    return compact([by_name[name] for name in sorted(by_name)])


def shown(item: Ordering, given: str | None) -> list[int | None]:
    """The place given to each step of the bank."""
    places = json.loads(given) if given else [None] * len(item.steps)
    return [places[name - 1] for name in names(item)]
