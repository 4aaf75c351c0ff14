"""How often an alert is raised where nothing is wrong, and how often it is where something is.

`python -m tests.benchmarks.alarms` sits sound modules over and over, as people who differ in what they know, and then
the same with one fault in each. Where an item is easy few are left for its weakest distractor, so that it is dead in a
module that is otherwise sound: false is an alert about one that in truth 5 in 100 or more choose. Below stand the worst
cases: every distractor is chosen by just 5 in 100; items differ in how well they tell people apart, or none does. Not
part of `make test`; a short form of it is in tests/insight/rules/test_alarms.py.
"""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass

import numpy as np

from trainer.insight.rules import alarms
from trainer.insight.rules.answers import Answers
from trainer.insight.rules.choices import choices
from trainer.insight.rules.items import item_numbers

BANK, FORM, OPTIONS = 80, 20, 4
PEOPLE = np.random.default_rng(0).normal(1.2, 1, 4000)
KINDS = alarms.GRAVEST_FIRST


@dataclass(frozen=True)
class Sat:
    """`number` of each version; `rates`: by item and wrong option how many in truth choose it."""

    answers: Answers
    number: np.ndarray
    rates: np.ndarray


def sat(random: np.random.Generator, takers: int, fault: str = "", slopes: float | np.ndarray = 1.0) -> Sat:
    """Everybody a form of their own; items come in pairs, an old and a new version. The fault, if any, is in item 0.

    `slopes`: how well each item tells people apart; 1 is usual.
    """
    able = random.normal(1.2, 1, takers)[:, None]
    items = np.array([random.permutation(BANK)[:FORM] for _ in range(takers)])
    hardness = np.repeat(random.normal(0, 1, BANK // 2), 2)
    if fault == alarms.CHANGED:
        hardness[1] = hardness[0] + 2
    slope = np.broadcast_to(slopes, BANK)
    knows = random.random((takers, FORM)) < 1 / (1 + np.exp(slope[items] * (hardness[items] - able)))
    weights = np.array([0.5, 0.3, 0.2]) if fault != alarms.DEAD else np.array([0.6, 0.4, 0.0])
    given = np.where(knows, 0, 1 + random.choice(3, (takers, FORM), p=[0.4, 0.35, 0.25]))
    first = items == 0
    if fault == alarms.DEAD:
        given[first & ~knows] = 1 + random.choice(3, (first & ~knows).sum(), p=weights)
    if fault == alarms.KEY:
        given[first] = np.where(knows[first], 2, random.choice(4, first.sum()))
    if fault == alarms.NEGATIVE:
        given[first] = np.where(knows[first] & (random.random(first.sum()) < 0.7), 2, 0)
    seconds = random.lognormal(3.5, 0.5, (takers, FORM))
    if fault == alarms.FAST:
        seconds[first & (random.random((takers, FORM)) < 0.3)] = 2
    answers = Answers(
        np.repeat(np.arange(takers), FORM),
        items.ravel(),
        (given == 0).astype(float).ravel(),
        seconds.ravel(),
        given.ravel(),
        np.arange(takers),
        np.arange(BANK),
        ["0", "1", "2", "3"],
    )
    wrong = 1 - (1 / (1 + np.exp(slope[:, None] * (hardness[:, None] - PEOPLE)))).mean(axis=1)
    return Sat(answers, np.tile([1, 2], BANK // 2), wrong[:, None] * np.array([0.4, 0.35, 0.25]))


def raised(module: Sat) -> list[alarms.Alarm]:
    answers, number = module.answers, module.number
    found = item_numbers(answers, np.arange(BANK), BANK)
    given = choices(answers)
    limits = np.full(BANK, 5)
    hasty = np.bincount(answers.item, answers.seconds < 5, BANK)
    options = [
        (
            item,
            str(option),
            int(given.takers[(given.item == item) & (given.given == option)].sum()),
            int(found.takers[item]),
        )
        for item in range(BANK)
        for option in range(1, OPTIONS)
    ]
    return [
        *alarms.wrong_keys(given, lambda *_: ""),
        *alarms.negative(found.discrimination, found.takers),
        *alarms.drift([(n, n + 1) for n in range(0, BANK, 2)], found.points, found.takers, number),
        *alarms.too_fast(hasty, found.timed, limits),
        *alarms.dead(options),
    ]


def kinds_raised(module: Sat) -> set[str]:
    """Of a module without a fault; what is said rightly of a dead distractor does not count."""
    return {
        one.kind
        for one in raised(module)
        if one.kind != alarms.DEAD or module.rates[one.item, int(one.says.split(": ")[1].split()[0]) - 1] >= alarms.RARE
    }


def at_the_bound(random: np.random.Generator, takers: int) -> bool:
    met = takers * FORM // BANK
    chosen = random.binomial(met, alarms.RARE, BANK * (OPTIONS - 1))
    return bool(alarms.dead([(0, "", int(count), met) for count in chosen]))


def worst_cases(random: np.random.Generator, takers: int, times: int) -> dict[str, tuple[float, float]]:
    """By its name how often, and how often at most."""

    def negative(slopes: float | np.ndarray) -> bool:
        return alarms.NEGATIVE in kinds_raised(sat(random, takers, slopes=slopes))

    return {
        "distractors at the bound": (
            float(np.mean([at_the_bound(random, takers) for _ in range(times)])),
            alarms.FALSE_ALARMS,
        ),
        "slopes that differ": (
            float(np.mean([negative(random.lognormal(0, 0.3, BANK)) for _ in range(times)])),
            alarms.OF_NEGATIVE,
        ),
        "no item tells": (float(np.mean([negative(0.0) for _ in range(times)])), alarms.OF_NEGATIVE),
    }


def main(asked: Namespace) -> int:
    random, worst = np.random.default_rng(asked.seed), 0.0
    print(f"  modules of {BANK} items, forms of {FORM}, {asked.times} of each sort; alerts of a kind are raised in")
    print(f"  {'attempts':>10} {'an item':>8}  " + "".join(f"{kind:>26}" for kind in KINDS))
    for takers in asked.takers:
        sound = [kinds_raised(sat(random, takers)) for _ in range(asked.times)]
        false = {kind: sum(kind in one for one in sound) / asked.times for kind in KINDS}
        worst = max(worst, *(false[kind] / most(kind) for kind in KINDS))
        print(
            f"  {takers:10,} {takers * FORM // BANK:8,}  "
            + "".join(f"{false[kind]:26.1%}" for kind in KINDS)
            + "  sound"
        )
        caught = {
            kind: sum(
                any(one.kind == kind and one.item < 2 for one in raised(sat(random, takers, kind)))
                for _ in range(asked.times // 4)
            )
            / (asked.times // 4)
            for kind in KINDS
        }
        print(" " * 22 + "".join(f"{caught[kind]:26.1%}" for kind in KINDS) + "  with that fault")
        for name, (share, limit) in worst_cases(random, takers, asked.times // 2).items():
            print(f"{share:21.1%}  {name}, at most {limit:.0%}")
            worst = max(worst, share / limit)
    return 1 if worst > 1 + 3 / (alarms.OF_NEGATIVE * asked.times / 2) ** 0.5 else 0


def most(kind: str) -> float:
    return alarms.OF_NEGATIVE if kind == alarms.NEGATIVE else alarms.FALSE_ALARMS


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmarks.alarms", description="False alarms, counted.")
    parser.add_argument("--times", type=int, default=400)
    parser.add_argument("--takers", type=int, nargs="+", default=[160, 400, 2000])
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(arguments()))
