"""Pick the one best option."""

from collections.abc import Iterator
from random import Random

from trainer.banks.content import SingleBestAnswer
from trainer.banks.kinds.parts import Flaw, Sent, Text, flaws_of_options, number_below, only, shuffled, texts_of_options

template = "banks/kinds/single_best_answer.html"


def flaws(item: SingleBestAnswer) -> Iterator[Flaw]:
    keys = [number for number, option in enumerate(item.options) if option.key]
    if not keys:
        yield ("options",), "no-key", f"Item {item.id} has no right option.", "Write `key: true` under the best one."
    for number in keys[1:]:
        message = f"Item {item.id} has {len(keys)} right options."
        yield ("options", number), "two-keys", message, "Keep `key: true` under one of them."
    if not 3 <= len(item.options) <= 5:
        message = f"Item {item.id} has {len(item.options)} options."
        yield ("options",), "option-count", message, "Write three to five."
    yield from flaws_of_options(item, item.options)


def texts(item: SingleBestAnswer) -> Iterator[Text]:
    yield from texts_of_options(item.options)


def order(item: SingleBestAnswer, random: Random) -> list[int]:
    return in_bank(item) if item.fixed_order else shuffled(len(item.options), random)


def in_bank(item: SingleBestAnswer) -> list[int]:
    return list(range(len(item.options)))


def rule(item: SingleBestAnswer) -> None:
    return None


def read(item: SingleBestAnswer, sent: Sent) -> str | None:
    text = only(sent)
    return str(number_below(text, len(item.options))) if text else None


def score(item: SingleBestAnswer, given: str) -> float:
    return 1.0 if item.options[int(given)].key else 0.0


def key(item: SingleBestAnswer) -> str:
    return next(str(number) for number, option in enumerate(item.options) if option.key)


def slip(item: SingleBestAnswer, random: Random) -> str:
    return str(random.choice([number for number, option in enumerate(item.options) if not option.key]))


def shown(item: SingleBestAnswer, given: str | None) -> int | None:
    return int(given) if given else None
