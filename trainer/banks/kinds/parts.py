"""What several kinds have in common: options, numbers as they are sent, texts that say the same."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from trainer.banks.content import Item, Option
from trainer.errors import Unreadable

Place = tuple[str | int, ...]
Flaw = tuple[Place, str, str, str]  # where in the item, rule, message, mend
Text = tuple[Place, str, str]  # where in the item, what it is called, what it says
Sent = Mapping[str, Sequence[str]]  # the answer's fields by name: "" is the field `answer`, "2" is `answer-2`

LONGEST = 200  # characters of one typed answer
NOT_SHOWN = "That is not one of the options. Choose one of the options shown."


def only(sent: Sent, name: str = "") -> str:
    """The value of a field, "" when it was not sent."""
    values = sent.get(name, ())
    return values[0].strip() if values else ""


def number_below(text: str, limit: int) -> int:
    """A number from 0 to `limit - 1` as the browser sends it."""
    if text.isascii() and text.isdigit() and len(text) < 3 and int(text) < limit:
        return int(text)
    raise Unreadable(NOT_SHOWN)


def typed(sent: Sent, name: str = "") -> str:
    text = only(sent, name)
    if len(text) > LONGEST:
        raise Unreadable(f"That is longer than {LONGEST} characters. Give just the answer.")
    return text


def compact(value: object) -> str:
    """An answer of several parts as the one text that is kept."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def shuffled(count: int, random: Random) -> list[int]:
    numbers = list(range(count))
    random.shuffle(numbers)
    return numbers


def plain(text: str) -> str:
    """A text as it is compared: case, accents, spaces, hyphens, quotes and the final period do not count."""
    text = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = re.sub(r"[\s\-‐-―_]+", " ", text)
    return text.strip(" .,;:!?\"'“”")


def repeats(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers, earlier and later, of texts that say the same."""
    seen: dict[str, int] = {}
    for number, text in enumerate(texts):
        words = plain(text)
        if words in seen:
            yield seen[words], number
        seen.setdefault(words, number)


def flaws_of_options(item: Item, options: Sequence[Option]) -> Iterator[Flaw]:
    for earlier, later in repeats(option.text for option in options):
        message = f"Options {earlier + 1} and {later + 1} of item {item.id} say the same."
        yield ("options", later, "text"), "equal-options", message, "Change one of them, or take it out."
    for number, option in enumerate(options):
        if not option.why.strip():
            yield no_rationale(item, ("options", number), f"Option {number + 1}")


def no_rationale(item: Item, place: Place, what: str) -> Flaw:
    message = f"{what} of item {item.id} has no rationale."
    return place, "no-rationale", message, "Add `why:` with the reason it is right or wrong."


def texts_of_options(options: Sequence[Option]) -> Iterator[Text]:
    for number, option in enumerate(options):
        yield ("options", number, "text"), f"Option {number + 1}", option.text
        yield ("options", number, "why"), f"Rationale of option {number + 1}", option.why
    keys = ", ".join(f"option {number}" for number, option in enumerate(options, 1) if option.key)
    yield ("options",), "Key", keys
