"""Choose every option that is right."""

from collections.abc import Iterator
from random import Random

from trainer.banks.content import MultipleResponse
from trainer.banks.kinds.parts import Flaw, Sent, Text, flaws_of_options, number_below, shuffled, texts_of_options

template = "banks/kinds/multiple_response.html"


def flaws(item: MultipleResponse) -> Iterator[Flaw]:
    keys = sum(option.key for option in item.options)
    if not keys:
        yield ("options",), "no-key", f"Item {item.id} has no right option.", "Write `key: true` under each right one."
    elif keys == len(item.options):
        message = f"Every option of item {item.id} is right."
        yield ("options",), "no-distractor", message, "Add options that are wrong, or ask otherwise."
    if not 4 <= len(item.options) <= 8:
        message = f"Item {item.id} has {len(item.options)} options."
        yield ("options",), "option-count", message, "Write four to eight."
    yield from flaws_of_options(item, item.options)


def texts(item: MultipleResponse) -> Iterator[Text]:
    yield from texts_of_options(item.options)
    yield ("scoring",), "Scoring", item.scoring


def order(item: MultipleResponse, random: Random) -> list[int]:
    return in_bank(item) if item.fixed_order else shuffled(len(item.options), random)


def in_bank(item: MultipleResponse) -> list[int]:
    return list(range(len(item.options)))


def rule(item: MultipleResponse) -> str:
    if item.scoring == "partial":
        return "Choose every one that fits. Each right choice earns a share; each wrong one takes a share away."
    return "Choose every one that fits. It counts when all your choices are right and none is missing."


def read(item: MultipleResponse, sent: Sent) -> str | None:
    chosen = {number_below(text, len(item.options)) for text in sent.get("", ()) if text}
    return " ".join(str(number) for number in sorted(chosen)) or None


def score(item: MultipleResponse, given: str) -> float:
    """Right choices less wrong ones, over the number of keys and not below 0; or all or nothing.

    Choosing everything never earns the whole mark, since there is always a wrong option.
    """
    chosen = shown(item, given)
    keys = {number for number, option in enumerate(item.options) if option.key}
    if item.scoring == "all or nothing":
        return 1.0 if chosen == keys else 0.0
    return max(0.0, (len(chosen & keys) - len(chosen - keys)) / len(keys))


def key(item: MultipleResponse) -> str:
    return " ".join(str(number) for number, option in enumerate(item.options) if option.key)


def slip(item: MultipleResponse, random: Random) -> str:
    """All that is right and one that is not."""
    wrong = random.choice([number for number, option in enumerate(item.options) if not option.key])
    return " ".join(str(number) for number in sorted({*shown(item, key(item)), wrong}))


def shown(item: MultipleResponse, given: str | None) -> set[int]:
    return {int(number) for number in (given or "").split()}
