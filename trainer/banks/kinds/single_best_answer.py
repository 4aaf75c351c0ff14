"""Pick the one best option."""

from collections.abc import Iterator
from random import Random

from trainer.banks.content import Item
from trainer.errors import Unreadable

template = "banks/kinds/single_best_answer.html"


Flaw = tuple[tuple[str | int, ...], str, str, str]


def flaws(item: Item) -> Iterator[Flaw]:
    keys = [number for number, option in enumerate(item.options) if option.key]
    if not keys:
        yield ("options",), "no-key", f"Item {item.id} has no right option.", "Write `key: true` under the best one."
    for number in keys[1:]:
        message = f"Item {item.id} has {len(keys)} right options."
        yield ("options", number), "two-keys", message, "Keep `key: true` under one of them."
    if not 3 <= len(item.options) <= 5:
        message = f"Item {item.id} has {len(item.options)} options."
        yield ("options",), "option-count", message, "Write three to five."
    yield from flaws_of_options(item)


def flaws_of_options(item: Item) -> Iterator[Flaw]:
    seen: dict[str, int] = {}
    for number, option in enumerate(item.options):
        words = " ".join(option.text.casefold().rstrip(".").split())
        if words in seen:
            message = f"Options {seen[words] + 1} and {number + 1} of item {item.id} say the same."
            yield ("options", number, "text"), "equal-options", message, "Change one of them, or take it out."
        seen.setdefault(words, number)
        if not option.why.strip():
            message = f"Option {number + 1} of item {item.id} has no rationale."
            yield ("options", number), "no-rationale", message, "Add `why:` with the reason it is right or wrong."


def order(item: Item, random: Random) -> list[int]:
    numbers = list(range(len(item.options)))
    if not item.fixed_order:
        random.shuffle(numbers)
    return numbers


def read(item: Item, sent: str) -> str:
    if sent.isascii() and sent.isdigit() and len(sent) < 3 and int(sent) < len(item.options):
        return str(int(sent))
    raise Unreadable("That is not one of the options. Choose one of the options shown.")


def score(item: Item, given: str) -> float:
    return 1.0 if item.options[int(given)].key else 0.0
