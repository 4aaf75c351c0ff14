"""Over a bank: whether the place or the length of the options tells the key."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from trainer.banks.content import SingleBestAnswer
from trainer.banks.generation.distractors import shuffled
from trainer.banks.generation.findings import Finding
from trainer.banks.generation.spaces import chance_of

UNLIKELY_PLACE = 0.001  # a bank is looked at each time it changes: rarer than one false alarm in a thousand
UNLIKELY_LENGTH = 0.01
EXPECTED = 5  # in each cell, for chi-square to hold (Cochran's rule of thumb)


@dataclass
class Balance:
    """`chance_of_places` and `chance_of_lengths`: how often so much or more would come by chance; 1 when untested."""

    items: int = 0
    places: dict[int, list[int]] = field(default_factory=dict)  # by number of options: how often each place is the key
    chi_square: float = 0.0
    degrees: int = 0
    chance_of_places: float = 1.0
    longest: int = 0
    longest_expected: float = 0.0
    chance_of_lengths: float = 1.0
    findings: list[Finding] = field(default_factory=list)


def over_bank(items: Iterable[SingleBestAnswer]) -> Balance:
    """For items with one key each: written ones and variants together, of a module or of one model."""
    told = [item for item in items if sum(option.key for option in item.options) == 1]
    balance = Balance(len(told))
    add_places(balance, told)
    add_lengths(balance, told)
    return balance


def add_places(balance: Balance, items: list[SingleBestAnswer]) -> None:
    """Options in a fixed order as they are listed, others as a seed shuffles them; tested by number of options."""
    counts: dict[int, list[int]] = defaultdict(list)
    fixed: dict[int, list[int]] = defaultdict(list)
    for item in items:
        size, place = len(item.options), place_of_key(item)
        for tally in (counts, fixed) if item.fixed_order else (counts,):
            tally[size] = tally[size] or [0] * size
            tally[size][place] += 1
    balance.places = dict(sorted(counts.items()))
    balance.chi_square, balance.degrees = chi_square(counts.values())
    balance.chance_of_places = chi_square_tail(balance.chi_square, balance.degrees)
    for which, tally in (("All items", counts), ("The items in a fixed order", fixed)):
        value, degrees = chi_square(tally.values())
        if (chance := chi_square_tail(value, degrees)) < UNLIKELY_PLACE:
            message = f"{which} have the key at some places too often: {described(tally)} (p = {chance:.2g})."
            mend = "Give more of the items in a fixed order their key elsewhere."
            balance.findings.append(Finding("key-position", (), message, mend))


def place_of_key(item: SingleBestAnswer) -> int:
    places = list(range(len(item.options)))
    if not item.fixed_order:
        places = shuffled(places, chance_of("place", item.id))
    return next(shown for shown, number in enumerate(places) if item.options[number].key)


def described(tally: dict[int, list[int]]) -> str:
    return "; ".join(f"of {size} options {', '.join(map(str, row))}" for size, row in sorted(tally.items()))


def add_lengths(balance: Balance, items: list[SingleBestAnswer]) -> None:
    """Among items where one option is longer than all others: how often that one is the key, against its share.

    Looked at from both sides: where the longest option is hardly ever the key, to strike it out helps as much.
    """
    telling = [item for item in items if has_a_longest(item)]
    chances = [1 / len(item.options) for item in telling]
    balance.longest, balance.longest_expected = sum(map(key_is_longest, telling)), sum(chances)
    chance = sum(chances) / len(telling) if telling else 0
    often = binomial_tail(balance.longest, len(telling), chance)
    seldom = binomial_tail(len(telling) - balance.longest, len(telling), 1 - chance)
    balance.chance_of_lengths = min(1.0, 2 * min(often, seldom))
    if balance.chance_of_lengths < UNLIKELY_LENGTH:
        message = (
            f"In {balance.longest} of {len(telling)} items with one longest option it is the key; by chance it would "
            f"be in about {balance.longest_expected:.0f} (p = {balance.chance_of_lengths:.2g})."
        )
        mend = "Shorten keys or write the distractors out, until every length is right as often as the others."
        if often > seldom:
            mend = "Let some keys be the longest option, until every length is right as often as the others."
        balance.findings.append(Finding("longest-key-rate", (), message, mend))


def has_a_longest(item: SingleBestAnswer) -> bool:
    lengths = sorted(len(option.text) for option in item.options)
    return lengths[-1] > lengths[-2]


def key_is_longest(item: SingleBestAnswer) -> bool:
    key = next(len(option.text) for option in item.options if option.key)
    return all(len(option.text) < key for option in item.options if not option.key)


def chi_square(rows: Iterable[list[int]]) -> tuple[float, int]:
    """Sum of (seen - expected)^2 / expected against equal shares, and degrees of freedom; rows too small are left out.

    Independent chi-squares add up to one with the sum of their degrees.
    """
    value, degrees = 0.0, 0
    for row in rows:
        expected = sum(row) / len(row)
        if expected >= EXPECTED:
            value += sum((seen - expected) ** 2 / expected for seen in row)
            degrees += len(row) - 1
    return value, degrees


def chi_square_tail(value: float, degrees: int) -> float:
    """Chance of a chi-square of at least `value`, in closed form for whole degrees of freedom.

    Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4.4 (odd degrees) and 26.4.5 (even).
    """
    if degrees < 1 or value <= 0:
        return 1.0
    half = value / 2
    if degrees % 2 == 0:
        return math.exp(-half) * math.fsum(half**k / math.factorial(k) for k in range(degrees // 2))
    steps = range(1, (degrees - 1) // 2 + 1)
    more = math.fsum(math.exp((k - 0.5) * math.log(half) - half - math.lgamma(k + 0.5)) for k in steps)
    return math.erfc(math.sqrt(half)) + more


def binomial_tail(seen: int, trials: int, chance: float) -> float:
    """Chance of at least `seen` in so many trials.

    With unequal chances their mean is used: far above the expected number that gives no smaller a tail than the true
    one (Hoeffding, Ann Math Stat 1956;27:713-721).
    """
    if seen <= 0 or not trials:
        return 1.0
    if not 0 < chance < 1:
        return float(chance >= 1)
    return min(1.0, math.fsum(binomial(k, trials, chance) for k in range(seen, trials + 1)))


def binomial(k: int, trials: int, chance: float) -> float:
    ways = math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
    return math.exp(ways + k * math.log(chance) + (trials - k) * math.log1p(-chance))
