"""When two options say the same thing, and which of their words could point at the key."""

from functools import lru_cache

from trainer.banks.lint.wording import STOP, root, sense, tokens

# Where one of these stands, another order of the words says another thing.
ORDERED = frozenset(
    root(word)
    for word in """to from before after then until while for not no without with than over under above below toward
    towards into onto off on in out at by up down left right higher lower more less fewer rise fall raise raised reduce
    reduced increase decrease longer shorter faster slower first last if unless because cause against through past
    within outside inside near away rather instead between but or nor""".split()
)


@lru_cache(maxsize=65536)
def gist(text: str) -> str:
    """The text without what does not change its meaning: case, punctuation, articles, plural, filler, word order.

    Only equal gists are near-equal: “higher pH” and “lower pH” differ by a word that matters, and so do two orders of
    the same words around “to” or “before”.
    """
    words = " ".join(sense(text)).split()
    if not words:
        return text.casefold()
    return "".join(words if ORDERED.intersection(words) else sorted(words))


@lru_cache(maxsize=65536)
def telling_words(text: str) -> frozenset[str]:
    """The roots of the words of more than four letters that do not stand in any question."""
    return frozenset(root(word) for word in tokens(text) if len(word) > 4 and word.isalpha() and word not in STOP)
