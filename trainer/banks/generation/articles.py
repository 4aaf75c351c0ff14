"""a or an: by the sound that a word begins with, not by its letter."""

import re
from functools import lru_cache

LETTERS_LIKE_VOWELS = frozenset("AEFHILMNORSX")  # ay, ee, eff, aitch, eye, ell, em, en, oh, ar, ess, ex
SAID_AS_WORDS = frozenset(
    "FABER FADIR FAIR FAST HIPAA LASER MAST NASA NATO NICE RADAR RICE SAD SARS SIRS SLAP SNAP SOAP SPECT".split()
)
SILENT_H = ("hour", "honest", "honor", "honour", "heir", "herb")
LIKE_YOU = re.compile(
    r"eu|ewe|uni(?![dmn])|unidir|unimod|us[aeu]|ut[aeio]|ur[aeio]|ubi|u$|u-|one$|one-|oneself|once|oui"
)
FIRST_WORD = re.compile(r"\w[\w'’.,-]*")


def article(text: str) -> str:
    """The article before the text."""
    return "an" if begins_with_vowel_sound(text) else "a"


@lru_cache(maxsize=8192)
def begins_with_vowel_sound(text: str) -> bool:
    match = FIRST_WORD.search(text.lstrip("“‘\"'(<>≥≤±+"))
    if match is None:
        return False
    word = match[0].rstrip(".,-")
    head = re.split(r"[-.’']", word)[0] if not word[0].isdigit() else word
    if head[0].isdigit():
        return number_begins_with_vowel_sound(head)
    if is_spelled(head):
        return head[0].upper() in LETTERS_LIKE_VOWELS
    small = word.lower()
    if small.startswith(SILENT_H):
        return True
    if LIKE_YOU.match(small):
        return False
    return small[0] in "aeiouáàâäéèêëíîïóôöúü"


def is_spelled(head: str) -> bool:
    """Whether the word is said letter by letter: X-ray, MRI, mRNA; but not NASA."""
    if head in SAID_AS_WORDS:
        return False
    if len(head) == 1:
        return True
    head = head.removesuffix("s")
    return sum(letter.isupper() for letter in head) >= 2 and (head.upper() == head or len(head) <= 4)


def number_begins_with_vowel_sound(number: str) -> bool:
    """Eight, eighty, eight hundred; eleven and eighteen, alone or of thousands and millions."""
    digits = re.match(r"\d+(?:,\d{3})*", number)[0].replace(",", "")  # type: ignore[index]
    leading = digits[: (len(digits) - 1) % 3 + 1]
    return leading.startswith("8") or leading in {"11", "18"}
