"""Which characters can be put on paper, and which fonts they ask for. Plain values in, a decision out."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

JOINERS = {"\u200c", "\u200d"}  # they choose the shape of the letters beside them: part of how some names are spelled
VIRAMA = 9  # the combining class of the sign after which Indic scripts write them
NOT_SEEN = {"Cc", "Cf", "Zl", "Zp"}  # controls, direction marks, zero-width characters, ends of lines and paragraphs
NOT_A_LETTER = {"Co", "Cs", "Cn"}  # private, half of a pair, not given out: nobody can say what they look like


@dataclass(frozen=True)
class Problem:
    """A character that cannot be put on paper as it is, or a letter with its marks."""

    characters: str
    seen: bool  # False: it leaves no mark on paper, so that two names could look the same

    def __str__(self) -> str:
        """“😀” (U+1F600 GRINNING FACE); what leaves no mark is given by its number and name only."""
        named = ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, '')}".rstrip() for one in self.characters)
        return f"“{self.characters}” ({named})" if self.seen else named


def problems(text: str, covered: Callable[[str], bool]) -> list[Problem]:
    """Every character that no font covers, and every one that leaves no mark on paper, each once, in order."""
    found: dict[str, Problem] = {}
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        if category in NOT_SEEN:
            if not (character in JOINERS and joins(text, place)):
                found.setdefault(character, Problem(character, seen=False))
        elif category in NOT_A_LETTER or not covered(character):
            found.setdefault(character, Problem(character, seen=category not in NOT_A_LETTER))
    return list(found.values())


def with_marks(text: str) -> list[str]:
    """Every letter that carries marks of its own, with them, each once: what one font has to draw as a whole."""
    found: list[str] = []
    for character in text:
        if found and unicodedata.category(character).startswith("M"):
            found[-1] += character
        else:
            found.append(character)
    return list(dict.fromkeys(one for one in found if len(one) > 1))


def able(text: str, fonts: Iterable[str], has: Callable[[str, str], bool]) -> tuple[list[str], list[Problem]]:
    """The fonts to look in, without those that would spoil a letter, and the letters that then no font draws.

    A font that has a mark but not the letter under it draws the mark alone, and the letter is lost without a word.
    So a font that has only a part of a letter is left out, unless one before it has the whole.
    """
    to_draw, kept = with_marks(text), []
    for font in fonts:
        whole = [one for one in to_draw if all(has(font, character) for character in one)]
        part = [one for one in to_draw if one not in whole and any(has(font, character) for character in one)]
        if not part:
            kept.append(font)
            to_draw = [one for one in to_draw if one not in whole]
    lost = [one for one in text if one not in JOINERS and not any(has(font, one) for font in reversed(kept))]
    return kept, [Problem(one, seen=True) for one in to_draw or dict.fromkeys(lost)]


def joins(text: str, place: int) -> bool:
    """Whether a joiner stands where it chooses a shape: after a virama, or between letters that connect (RFC 5892)."""
    before, after = text[:place][-1:], text[place + 1 :][:1]
    if not before or not after:
        return False
    return unicodedata.combining(before) == VIRAMA or (connects(before) and connects(after))


def connects(character: str) -> bool:
    return unicodedata.bidirectional(character) == "AL"


def right_to_left(text: str) -> bool:
    """Whether the text begins at the right, as its first letter decides."""
    sides = (unicodedata.bidirectional(character) for character in text)
    return next((side in {"R", "AL"} for side in sides if side in {"L", "R", "AL"}), False)


def is_drawn_in_order(text: str) -> bool:
    """Whether its drawings stand on paper one by one in the order of its letters, so that a copy gives the letters."""
    return not any(
        unicodedata.category(character).startswith("M")
        or character in JOINERS
        or unicodedata.bidirectional(character) in {"R", "AL", "AN"}
        for character in text
    )


# One character for a script that is written with Chinese ones, and the ending of the font drawn for its readers.
HAN_READERS = (
    (("\u3040", "\u30ff"), "JP"),  # kana
    (("\uac00", "\ud7a3"), "KR"),  # hangul
    (("\u3100", "\u312f"), "TC"),  # bopomofo
)


def by_reader(text: str, fonts: Sequence[str]) -> list[str]:
    """The fonts in the order to look in: Chinese characters are drawn as the letters beside them say.

    One character has other shapes for Chinese, Japanese and Korean readers. Nothing in a name of Chinese characters
    alone tells whose it is; those follow the order in which the fonts stand. The first font stays the first.
    """
    ending = next((ending for span, ending in HAN_READERS if any(span[0] <= letter <= span[1] for letter in text)), "")
    if not ending:
        return list(fonts)
    return [fonts[0], *sorted(fonts[1:], key=lambda font: not font.endswith(f" {ending}"))]


def sentence(what: str, found: Iterable[Problem]) -> str:
    """What cannot be put on paper, as a sentence for the person who asked for it."""
    missing = [str(one) for one in found if one.seen]
    unseen = [str(one) for one in found if not one.seen]
    parts = []
    if missing:
        parts.append(f"No font here has {listed(missing)}, which {what} contains.")
    if unseen:
        parts.append(f"{what[0].upper()}{what[1:]} contains {listed(unseen)}, which cannot be seen on paper.")
    return " ".join(parts)


def listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
