"""Words and their forms: stems, number of nouns, forms of verbs."""

import re
from collections.abc import Iterable
from functools import lru_cache

from trainer.banks.drafting.language import words

WORD = re.compile(r"[A-Za-z\d][A-Za-z\d'’\-/.]*[A-Za-z\d]|[A-Za-z\d%°]")


def tokens(text: str) -> list[str]:
    return WORD.findall(text)


def lower(word: str) -> str:
    return word.lower().replace("’", "'")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word's trunk, the same for its usual forms; near-synonyms of the lists share one."""
    word = lower(word).removesuffix("'s").strip(".-/")
    return NAMES.get(trunk(word), trunk(word))


def trunk(word: str) -> str:
    if len(word) <= 3:
        return word
    for ending, short in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ves", "ve"), ("es", "e"), ("s", "")):
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + short
            break
    for ending in (
        "ational",
        "ations",
        "ation",
        "ments",
        "ment",
        "ness",
        "ingly",
        "edly",
        "ing",
        "ion",
        "ive",
        "ally",
        "ly",
        "ed",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.rstrip("e") if len(word) > 3 else word


PHRASE = re.compile("|".join(sorted(words.PHRASES, key=len, reverse=True)), re.I)
NAMES = {trunk(word): f"={group.split()[0]}" for group in words.CLUSTERS for word in group.split()}


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The trunks of a text's content words."""
    text = PHRASE.sub(lambda found: words.PHRASES[found[0].lower()], text)
    parts = (part for token in tokens(text) for part in re.split(r"[-/]", token))
    return frozenset(stem(part) for part in parts if part and lower(part) not in words.STOP)


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """Shared trunks, as a share of the smaller set."""
    left, right = frozenset(one), frozenset(other)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


FIELD = re.compile(r"(?:phys|eth|genet|mechan|aerob|matic|pediatr|obstetr|orthoped|kinet|dynam|nom|gymnast|athlet)ics$")


def is_plural(noun: str) -> bool:
    word = lower(noun)
    if word in words.IRREGULAR_PLURALS:
        return True
    if (
        word in words.SINGULAR_IN_S
        or FIELD.search(word)
        or word.endswith(("ss", "us", "is", "'s", "itis", "osis", "ness"))
    ):
        return False
    return word.endswith("s") and len(word) > 3


@lru_cache(maxsize=20_000)
def verb_form(word: str) -> tuple[str, str]:
    """(base, form) for a verb of the list: form is base, s, ing or ed; ("", "") for any other word."""
    word = lower(word)
    if word in words.VERBS:
        return word, "base"
    if word in words.IRREGULAR_PAST:
        return words.IRREGULAR_PAST[word], "ed"
    for ending, form in (("ing", "ing"), ("ed", "ed"), ("es", "s"), ("s", "s")):
        if not word.endswith(ending):
            continue
        root = word[: -len(ending)]
        doubled = root[:-1] if len(root) > 2 and root[-1:] == root[-2:-1] else ""
        yed = root[:-1] + "y" if root.endswith("i") else ""
        for base in (root, root + "e", doubled, yed):
            if base in words.VERBS and not (form == "s" and ending == "es" and base == root and not sibilant(root)):
                return base, form
    return "", ""


def sibilant(root: str) -> bool:
    return root.endswith(("s", "x", "z", "ch", "sh", "o"))


def is_verb(word: str, *forms: str) -> bool:
    base, form = verb_form(word)
    return bool(base) and (not forms or form in forms)


def capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def decapitalized(text: str) -> str:
    """For use inside a sentence: keeps abbreviations, names in the middle of text and the word I."""
    first = re.match(r"[\w'’\-]+", text)
    if not first or (first[0].isupper() and first[0] not in {"A", "I"}) or first[0] == "I":
        return text
    if re.search(r"[a-z][A-Z]|\d", first[0]) or first[0] in PROPER:
        return text
    return text[:1].lower() + text[1:]


PROPER = frozenset(
    "Western Eastern Chinese American English British European Asian African Indian French German Greek Latin Medicare "
    "Medicaid Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August "
    "September October November December Doppler Parkinson Alzheimer Achilles Crohn".split()
)
