"""Items by their words, whatever their case and accents. Values in, answers out."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import normalize

MOST_WORDS = 12
NOT_WORDS = {
    "case", "circle", "facts", "figure", "fixed_order", "id", "kind", "level", "made", "objective", "passage",
    "polygon", "rect", "scoring", "use", "waivers",
}  # fmt: skip
ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
OTHERS = re.compile(r"[^\w.,]+|_+")
ASCII_OTHERS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in ".,")}
POINTS = re.compile(r"(?<!\d)[.,]+|[.,]+(?!\d)")  # but those between two digits


def folded(text: str) -> str:
    """ " rub for twenty seconds ": small letters without accents, a single space between words and at both ends.

    What is neither letter nor digit parts words, but for a point between two digits. Nothing is left that LIKE reads
    as more than itself.
    """
    if text.isascii():
        plain = text.lower().translate(ASCII_OTHERS)
    else:
        plain = OTHERS.sub(" ", ACCENTS.sub("", normalize("NFKD", normalize("NFKD", text).casefold())))
    return f" {' '.join(POINTS.sub(' ', plain).split())} "


def patterns(asked: str) -> list[str]:
    """For LIKE, over a folded text: each word begins a word there; what stands in quotes stands there as it is.

    Words of scripts that put no space between them are found anywhere.
    """
    parts = asked.split('"')
    phrases = [folded(part).rstrip() for part in parts[1::2]]
    words = [f" {word}" for part in parts[::2] for word in folded(part).split()]
    found = dict.fromkeys(one for one in [*phrases, *words] if one.strip())
    return [f"%{one.strip() if is_unspaced(one) else one}%" for one in list(found)[:MOST_WORDS]]


def is_unspaced(word: str) -> bool:
    """Whether it is of a script like Thai, Chinese, Japanese."""
    return any("\u0e00" <= one <= "\u0eff" or one >= "\u2e80" for one in word)


def search_text(document: Mapping[str, Any]) -> str:
    """All that an item says to anybody: its name, stem, case, options, reasons, and the text of its figure, folded."""
    return folded(" ".join([document["id"], *words_in(document)]))


def words_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in NOT_WORDS:
                yield from words_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from words_in(part)
