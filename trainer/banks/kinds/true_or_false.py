"""Say whether a statement is true."""

from collections.abc import Iterator
from random import Random

from trainer.banks.content import TrueOrFalse
from trainer.banks.kinds.parts import NOT_SHOWN, Flaw, Sent, Text, only
from trainer.errors import Unreadable

template = "banks/kinds/true_or_false.html"


def flaws(item: TrueOrFalse) -> Iterator[Flaw]:
    if item.stem.rstrip().endswith("?"):
        message = f"Item {item.id} asks a question, where a statement is to be judged."
        yield ("stem",), "unfocused-stem", message, "Write a statement that is true or false as it stands."


def texts(item: TrueOrFalse) -> Iterator[Text]:
    yield ("why_true",), "Rationale of true", item.why_true
    yield ("why_false",), "Rationale of false", item.why_false
    yield ("answer",), "Key", "true" if item.answer else "false"


def order(item: TrueOrFalse, random: Random) -> list[int]:
    return []


def in_bank(item: TrueOrFalse) -> list[int]:
    return []


def rule(item: TrueOrFalse) -> str:
    return "Is this statement true or false?"


def read(item: TrueOrFalse, sent: Sent) -> str | None:
    text = only(sent)
    if text not in {"", "true", "false"}:
        raise Unreadable(NOT_SHOWN)
    return text or None


def score(item: TrueOrFalse, given: str) -> float:
    return 1.0 if given == key(item) else 0.0


def key(item: TrueOrFalse) -> str:
    return "true" if item.answer else "false"


def slip(item: TrueOrFalse, random: Random) -> str:
    return "false" if item.answer else "true"


def shown(item: TrueOrFalse, given: str | None) -> str | None:
    return given
