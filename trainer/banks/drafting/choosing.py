"""Wrong options: which siblings of the key may stand beside it."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from statistics import mean

from trainer.banks.drafting.draft import Option
from trainer.banks.drafting.language import clauses, forms, words
from trainer.banks.lint import near_equal
from trainer.banks.lint.readability import ABBREVIATION, KNOWN

LOOKED_AT = 14  # candidates, nearest first
AWKWARD = frozenset(
    "often usually frequently sometimes occasionally rarely commonly generally typically normally mostly may might "
    "always never all only none must every completely entirely".split()
)


@dataclass(frozen=True)
class Candidate:
    """A wrong option, with the words that the text says of it (`where` it belongs, for its rationale)."""

    text: str
    where: str


def choose(
    key: str,
    candidates: Iterable[Candidate],
    is_true: Callable[[str], bool],
    wanted: int = 3,
    share: float = 0.34,
    same_shape: bool = True,
) -> list[Candidate]:
    """The best two or three, or nothing. Candidates come nearest first; none says what the key or another one says."""
    fit: list[Candidate] = []
    for candidate in candidates:
        if len(fit) == LOOKED_AT:
            break
        if not fits(key, candidate.text, same_shape) or any(near_equal(candidate.text, other.text) for other in fit):
            continue
        if too_alike(key, candidate.text, share) or is_true(candidate.text):
            continue
        fit.append(candidate)
    for count in range(wanted, 1, -1):
        best = min(
            (each for each in combinations(fit, count) if are_apart(each)),
            key=lambda each: cost(key, each, fit),
            default=None,
        )
        if best and cost(key, best, fit) < 100:
            return list(best)
    return []


def fits(key: str, text: str, same_shape: bool = True) -> bool:
    """Same sort of phrase, and about as long."""
    if forms.lower(text) == forms.lower(key) or set(forms.tokens(text.lower())) & AWKWARD:
        return False
    if not 0.3 <= len(text) / len(key) <= 3.2 or abbreviated(text) - abbreviated(key):
        return False
    return not same_shape or clauses.shape(text) == clauses.shape(key)


def abbreviated(text: str) -> set[str]:
    """Abbreviations that not everybody knows: one in a wrong option alone gives it away, or hides it."""
    return {short.rstrip("s") for short in ABBREVIATION.findall(text)} - KNOWN


def too_alike(one: str, other: str, share: float = 0.34) -> bool:
    """Say nearly the same. Two things of one kind ("neck pain", "back pain") differ by what stands before the noun."""
    if near_equal(one, other):
        return True
    left, right = forms.stems(one), forms.stems(other)
    heads = forms.stem(clauses.head(one)), forms.stem(clauses.head(other))
    if heads[0] == heads[1] and heads[0] in left & right:
        left, right = left - {heads[0]}, right - {heads[0]}
        if not left or not right:
            return True
    return forms.overlap(left, right) > share


def are_apart(options: Sequence[Candidate]) -> bool:
    return not any(too_alike(one.text, other.text, 0.6) for one, other in combinations(options, 2))


def cost(key: str, options: Sequence[Candidate], fit: Sequence[Candidate]) -> float:
    """Distance in the text, and a key that stands out by its length or number; 100 and more is not good enough."""
    lengths = [len(each.text) for each in options]
    ratio = len(key) / mean(lengths)
    far = sum(fit.index(each) for each in options) / len(options)
    number = sum(clauses.is_plural_phrase(each.text) != clauses.is_plural_phrase(key) for each in options)
    stands_out = len(key) > max(lengths) and ratio > 1.25 and len(key) - mean(lengths) >= 10
    stands_out = stands_out or (ratio < 0.5 and len(key) < min(lengths) and mean(lengths) - len(key) > 15)
    return far + 4 * abs(ratio - 1) + 1.5 * number + (100 if stands_out else 0)


def arranged(options: Sequence[Option], seed: str) -> tuple[Option, ...]:
    """In an order that the text alone decides."""
    return tuple(sorted(options, key=lambda option: hashlib.sha256(f"{seed}\n{option.text}".encode()).digest()))


def options(key: str, why: str, wrong: Sequence[Candidate], seed: str) -> tuple[Option, ...]:
    right = Option(forms.capitalized(key), True, why)
    return arranged([right, *(Option(forms.capitalized(each.text), False, each.where) for each in wrong)], seed)


@lru_cache(maxsize=20_000)
def names_a_thing(phrase: str, longest: int = 5) -> bool:
    """A short noun phrase that says something by itself."""
    pieces = [clauses.bare(piece) for piece in phrase.split()]
    if not 1 <= len(pieces) <= longest or not clauses.is_noun_phrase(phrase):
        return False
    named = [piece for piece in pieces if piece not in words.DETERMINERS | words.ADVERBS]
    if (
        pieces[0] in words.ANAPHORA | words.PRONOUNS | words.ADVERBS | words.SUBORDINATORS
        or len(phrase) < 3
        or clauses.head(phrase) in words.VAGUE
        or set(pieces) & ({"to", "further", "called", "named", "known"} | words.RELATIVES)
    ):
        return False
    if not named or re.match(r"(?:two|three|four|five|\d+)$", named[0]):
        return False
    return bool(forms.stems(phrase)) and not (len(named) == 1 and named[0] in GENERIC)


GENERIC = frozenset(
    "people patients individuals person patient individual technique method treatment procedure condition "
    "approach study studies "
    "research researchers doctors doctor others symptoms symptom many most some experts evidence everyone "
    "adults children treatments "
    "conditions treatment attack attacks problem problems visit action procedure techniques reaction test "
    "tests body response procedures methods insertion areas area pathways "
    "diagnosis target targets signs sign report reports syndrome course file item site".split()
)
