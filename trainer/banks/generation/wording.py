"""When two options say the same thing, and which of their words could point at the key."""

import re
from functools import lru_cache

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[<>≤≥%±+=°]|(?<!\w)[-−](?=\d)")
WORD = re.compile(r"[^\W\d_]+")
FILLER = frozenset(
    "a an the very just simply some any such that this it its is are be been was were and also will of there".split()
)
# Where one of these stands, another order of the words says another thing.
ORDERED = frozenset(
    """to from before after then until while for not no without with than over under above below toward towards into
    onto off on in out at by up down left right higher lower more less fewer rise fall raise rises falls raised reduce
    increase decrease longer shorter faster slower first last if unless because cause causes against through past
    within outside inside near away rather instead between but or nor""".split()
)
# Words that stand in any question of this field, so that they point at nothing.
COMMON = frozenset(
    """about above after again against along also although another because become before begin behind being below best
    better between could doing during early either every finding first follow found further given going have having
    itself later least likely little might more most much needle needling never next other often others over patient
    people perhaps person practitioner rather right same seem session shall should shows since some step still such
    than that their them then there therefore these they thing think this those though through today toward treatment
    under until using usual very what when where whether which while whole whose will with within without would your
    answer always cannot itself large makes making maybe means muscle needs point quite reach reports small takes taken
    treat three today""".split()
)


@lru_cache(maxsize=65536)
def gist(text: str) -> str:
    """The text without what does not change its meaning: case, punctuation, articles, plural s, filler, word order.

    Only equal gists are near-equal: “higher pH” and “lower pH” differ by a word that matters, and so do two orders of
    the same words around “to” or “before”.
    """
    words = [singular(token) for token in TOKEN.findall(text.casefold().replace("’", "'"))]
    words = [word for word in words if word not in FILLER] or words
    return " ".join(words if ORDERED.intersection(words) else sorted(words))


def singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]


@lru_cache(maxsize=65536)
def telling_words(text: str) -> frozenset[str]:
    """The words of more than four letters that are not common, cut to their stems."""
    return frozenset(
        stem(word)
        for word in WORD.findall(text.casefold())
        if len(word) > 4 and word not in COMMON and stem(word) not in COMMON_STEMS
    )


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light cut, so that “needles” meets “needling” and “breathless” does not meet “breath”."""
    word = singular(word)
    for ending in ("ing", "edly", "ed", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


COMMON_STEMS = frozenset(stem(word) for word in COMMON)
