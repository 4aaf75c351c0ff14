"""Choosing the wrong options of a variant: which may stand together, and which set gives the key away least."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median

from trainer.banks.generation.compiling import ReadyRow
from trainer.banks.generation.cueing import gives_away
from trainer.banks.generation.wording import gist, telling_words

SHORTEST, LONGEST = 0.8, 1.25  # length of the key over the median of the distractors': fact base 8.5, GC-7
STEPS = 3000  # of the search, for each number of longer options
LOOKS = 30  # by the lint, for each variant
SOUND, GOOD_LENGTH, ANY = "sound", "good length", "any"


@dataclass(slots=True, eq=False)
class Candidate:
    """An option that could be offered. `row` is none when the option belongs to the case."""

    id: str
    text: str
    number: int  # its place among the options as they are listed
    row: ReadyRow | None = None
    gist: str = field(init=False)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        self.gist, self.length = gist(self.text), len(self.text)


Chosen = tuple[Candidate, ...]
Fits = Callable[[Candidate, Candidate], bool]


def choose(
    key: Candidate,
    pool: list[Candidate],
    wanted: int,
    fits: Fits,
    stem: str,
    chance: Random,
    taken: set[frozenset[str]],
) -> Chosen | None:
    """A set of `wanted` that may stand together, other than those taken; none when there is no such set.

    Chance first says how many of them are longer than the key, so that over many variants the key is the longest no
    more than its share. Taken is the first set by which nothing tells the key; where there is none among those looked
    at, the first that keeps its length and words from standing out, then the first that keeps its length, then any:
    what is wrong with it is for the proof and the lint to say. After a first set only one of the first kind will do.
    """
    mixed = shuffled(pool, chance)
    longer = [one for one in mixed if one.length > key.length]
    others = [one for one in mixed if one.length <= key.length]
    found: dict[str, Chosen] = {}
    looks = iter(range(LOOKS))
    for more in shuffled(range(wanted + 1), chance):
        for chosen in mixtures(longer, more, others, wanted - more, fits):
            if taken and frozenset(one.id for one in chosen) in taken:
                continue
            texts = tuple(sorted([one.text for one in chosen]))
            worth = worth_of(stem, key.text, texts)
            if worth == SOUND and next(looks, None) is not None and not gives_away(stem, key.text, texts):
                return chosen
            found.setdefault(worth, chosen)
    return None if taken else found.get(SOUND) or found.get(GOOD_LENGTH) or found.get(ANY)


def worth_of(stem: str, key: str, distractors: tuple[str, ...]) -> str:
    if not in_band(key, distractors):
        return ANY
    return GOOD_LENGTH if echoes(key, stem, distractors) else SOUND


def mixtures(longer: list[Candidate], more: int, others: list[Candidate], rest: int, fits: Fits) -> Iterator[Chosen]:
    """Sets of `more` from the longer ones and `rest` from the others, as far as the search goes."""
    if more > len(longer) or rest > len(others):
        return
    steps = iter(range(STEPS))
    for some in together(longer, more, fits, (), steps):
        yield from together(others, rest, fits, some, steps)


def together(
    candidates: list[Candidate], wanted: int, fits: Fits, before: Chosen, steps: Iterator[int]
) -> Iterator[Chosen]:
    if not wanted:
        yield before
        return
    for number, one in enumerate(candidates):
        if next(steps, None) is None:
            return
        if all(fits(one, other) for other in before):
            yield from together(candidates[number + 1 :], wanted - 1, fits, (*before, one), steps)


def shuffled(items: Sequence, chance: Random) -> list:
    """In an order by chance that no release of Python changes: of `Random` only `random()` is promised to stay."""
    return [item for _, item in sorted([((chance.random(), number), item) for number, item in enumerate(items)])]


def in_band(key: str, distractors: Sequence[str]) -> bool:
    """Whether the key is about as long as the distractors."""
    middle = median([len(text) for text in distractors])
    return SHORTEST * middle <= len(key) <= LONGEST * middle


def echoes(key: str, stem: str, distractors: Sequence[str]) -> frozenset[str]:
    """Words of the key that stand in the stem and in no distractor."""
    shared = telling_words(key) & telling_words(stem)
    return shared.difference(*map(telling_words, distractors)) if shared else shared
