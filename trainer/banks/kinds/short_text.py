"""Type a word or a few."""

from collections.abc import Iterator
from random import Random

from trainer.banks.content import ShortText
from trainer.banks.kinds.parts import Flaw, Sent, Text, plain, repeats, typed

template = "banks/kinds/short_text.html"


def flaws(item: ShortText) -> Iterator[Flaw]:
    for _, later in repeats(item.accepted):
        message = (
            f"“{item.accepted[later]}” of item {item.id} is accepted already: case, spaces and hyphens do not count."
        )
        yield ("accepted", later), "equal-options", message, "Take one of them out."
    for number, text in enumerate(item.accepted):
        if not plain(text):
            message = f"An accepted answer of item {item.id} has no letter or digit."
            yield ("accepted", number), "no-key", message, "Write the word."
    for number, mistake in enumerate(item.mistakes):
        if is_right(item, mistake.text):
            message = f"Item {item.id} lists “{mistake.text}” as a mistake, and accepts it."
            yield ("mistakes", number), "two-keys", message, "Take it out of one of the lists."


def texts(item: ShortText) -> Iterator[Text]:
    yield ("accepted",), "Key", "; ".join(item.accepted)
    yield ("why",), "Rationale", item.why
    for number, mistake in enumerate(item.mistakes):
        yield ("mistakes", number, "why"), f"Rationale of “{mistake.text}”", mistake.why


def order(item: ShortText, random: Random) -> list[int]:
    return []


def in_bank(item: ShortText) -> list[int]:
    return []


def rule(item: ShortText) -> str:
    return "Type a word or a few. Capitals, hyphens and a final period do not count."


def read(item: ShortText, sent: Sent) -> str | None:
    return typed(sent) or None


def score(item: ShortText, given: str) -> float:
    return 1.0 if is_right(item, given) else 0.0


def is_right(item: ShortText, text: str) -> bool:
    return plain(text) in {plain(accepted) for accepted in item.accepted}


def key(item: ShortText) -> str:
    return item.accepted[0]


def slip(item: ShortText, random: Random) -> str:
    return item.mistakes[0].text if item.mistakes else "I do not know"


def shown(item: ShortText, given: str | None) -> str:
    return given or ""


def mistake_of(item: ShortText, given: str | None) -> str | None:
    """Why just this answer is wrong, where the author foresaw it."""
    return next((one.why for one in item.mistakes if given and plain(one.text) == plain(given)), None)
