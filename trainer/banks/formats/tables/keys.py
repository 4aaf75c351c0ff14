"""Which answers a key names: by letter, by number or by their words. What can mean two things is not decided here."""

import re
from collections.abc import Sequence

SHARES = re.compile(r"^\(?([A-Za-z])[).]?\s*[:=]?\s*(-?\d+(?:[.,]\d+)?)\s*%$")
PARTS = re.compile(r"\s*(?:[,;|/&+\n]|\band\b)\s*")
LETTER = re.compile(r"^\(?(?:option |answer |choice )?([A-Za-z])[).:]?$", re.IGNORECASE)
NUMBER = re.compile(r"^\(?(?:option |answer |choice )?(\d{1,2})[).:]?$", re.IGNORECASE)
TRUE, FALSE = {"true", "t", "yes", "y", "wahr", "right"}, {"false", "f", "no", "n", "falsch", "wrong"}


class Doubtful(Exception):
    """The key can be read in two ways, or names no answer."""


def shares(key: str, texts: Sequence[str]) -> dict[int, float]:
    """The share of the mark by the place of the answer. Raises Doubtful."""
    weighted = [SHARES.match(part.strip()) for part in re.split(r"[;,|\n]", key) if part.strip()]
    if weighted and all(weighted):
        found = {ord(one[1].upper()) - 65: float(one[2].replace(",", ".")) / 100 for one in weighted if one}
        if max(found) >= len(texts):
            raise Doubtful(f"“{key[:60]}” names an answer that is not there.")
        return found
    places = {frozenset(found) for found in readings(key, texts)}
    if not places:
        raise Doubtful(f"“{key[:60]}” is none of the answers.")
    if len(places) > 1:
        raise Doubtful(f"“{key[:60]}” can mean two different answers: by its place and by its words.")
    (right,) = places
    return {place: round(1 / len(right), 7) for place in right}


def readings(key: str, texts: Sequence[str]) -> list[set[int]]:
    """All ways to understand the whole of it."""
    said = [plain(text) for text in texts]
    if plain(key) in said:
        found = [{place_of(key, texts)}]
        by_place = at_places([key], len(texts))
        return found + ([by_place] if by_place else [])
    parts = [part for part in PARTS.split(key.strip()) if part]
    by_words = {place_of(part, texts) for part in parts} if all(plain(part) in said for part in parts) else set()
    by_place = at_places(parts, len(texts))
    if not by_place and re.fullmatch(r"[A-Z]{2,10}", key.strip()):
        by_place = at_places(list(key.strip()), len(texts))
    return [found for found in (by_words, by_place) if found]


def place_of(words: str, texts: Sequence[str]) -> int:
    """Of the answer that says this; of several that differ in capitals only, of the one that says just this."""
    alike = [place for place, text in enumerate(texts) if plain(text) == plain(words)]
    exact = [place for place in alike if texts[place].strip() == words.strip()]
    if len(alike) > 1 and len(exact) != 1:
        raise Doubtful(f"More than one answer says “{words[:60]}”.")
    return (exact or alike)[0]


def at_places(parts: Sequence[str], count: int) -> set[int]:
    """Empty unless every part names a place."""
    places = set()
    for part in parts:
        if letter := LETTER.match(part.strip()):
            places.add(ord(letter[1].upper()) - 65)
        elif digits := NUMBER.match(part.strip()):
            places.add(int(digits[1]) - 1)
        else:
            return set()
    return places if places and min(places) >= 0 and max(places) < count else set()


def plain(text: str) -> str:
    return " ".join(str(text).casefold().split()).rstrip(".")


def truth(key: str) -> bool | None:
    word = plain(key)
    return True if word in TRUE else False if word in FALSE else None
