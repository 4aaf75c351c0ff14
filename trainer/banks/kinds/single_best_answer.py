"""Pick the one best option."""

from collections.abc import Iterator
from random import Random

from trainer.banks.content import Item
from trainer.errors import Unreadable

template = "banks/kinds/single_best_answer.html"


def flaws(item: Item) -> Iterator[tuple[tuple[str | int, ...], str, str, str]]:
    keys = [number for number, option in enumerate(item.options) if option.key]
    if not keys:
        yield ("options",), "no-key", f"Item {item.id} has no right option.", "Write `key: true` under the best one."
    for number in keys[1:]:
        yield (
            ("options", number),
            "two-keys",
            f"Item {item.id} has {len(keys)} right options.",
            "Keep `key: true` under one of them.",
        )
    if not 3 <= len(item.options) <= 5:
        yield (
            ("options",),
            "option-count",
            f"Item {item.id} has {len(item.options)} options.",
            "Write three to five.",
        )
    seen: dict[str, int] = {}
    for number, option in enumerate(item.options):
        words = " ".join(option.text.casefold().rstrip(".").split())
        if words in seen:
            yield (
                ("options", number, "text"),
                "equal-options",
                f"Options {seen[words] + 1} and {number + 1} of item {item.id} say the same.",
                "Change one of them, or take it out.",
            )
        seen.setdefault(words, number)
        if not option.why.strip():
            yield (
                ("options", number),
                "no-rationale",
                f"Option {number + 1} of item {item.id} has no rationale.",
                "Add `why:` with the reason it is right or wrong.",
            )


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
