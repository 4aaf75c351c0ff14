"""How often an alert is raised where nothing is wrong, and how often it is where something is.

`python -m tests.benchmarks.alarms` sits sound modules over and over, as people who differ in what they know, and then
the same with one fault in each. Where an item is easy few are left for its weakest distractor, so with many takers a
dead one is told rightly in modules that are otherwise sound. Not part of `make test`; a short form of it is in
tests/insight/rules/test_alarms.py.
"""

import sys
from argparse import ArgumentParser, Namespace

import numpy as np

from trainer.insight.rules import alarms
from trainer.insight.rules.answers import Answers
from trainer.insight.rules.choices import choices
from trainer.insight.rules.items import item_numbers

BANK, FORM, OPTIONS = 80, 20, 4
KINDS = alarms.GRAVEST_FIRST


def sat(random: np.random.Generator, takers: int, fault: str = "") -> tuple[Answers, np.ndarray]:
    """Everybody a form of their own; items come in pairs, an old and a new version. The fault, if any, is in item 0."""
    able = random.normal(1.2, 1, takers)[:, None]
    items = np.array([random.permutation(BANK)[:FORM] for _ in range(takers)])
    hardness = np.repeat(random.normal(0, 1, BANK // 2), 2)
    if fault == alarms.CHANGED:
        hardness[1] = hardness[0] + 2
    knows = random.random((takers, FORM)) < 1 / (1 + np.exp(hardness[items] - able))
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
    return answers, np.tile([1, 2], BANK // 2)


def raised(answers: Answers, number: np.ndarray) -> list[alarms.Alarm]:
    found = item_numbers(answers, np.arange(BANK), BANK)
    given = choices(answers)
    limits = np.full(BANK, 5)
    hasty = np.bincount(answers.item, answers.seconds < 5, BANK)
    options = [
        (item, "", int(given.takers[(given.item == item) & (given.given == option)].sum()), int(found.takers[item]))
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


def main(asked: Namespace) -> int:
    random, worst = np.random.default_rng(asked.seed), 0.0
    print(f"  modules of {BANK} items, forms of {FORM}, {asked.times} of each sort; alerts of a kind are raised in")
    print(f"  {'attempts':>10} {'an item':>8}  " + "".join(f"{kind:>26}" for kind in KINDS))
    for takers in asked.takers:
        sound = [{one.kind for one in raised(*sat(random, takers))} for _ in range(asked.times)]
        false = {kind: sum(kind in one for one in sound) / asked.times for kind in KINDS}
        worst = max(worst, *(false[kind] for kind in KINDS if kind != alarms.DEAD))
        print(
            f"  {takers:10,} {takers * FORM // BANK:8,}  "
            + "".join(f"{false[kind]:26.1%}" for kind in KINDS)
            + "  sound"
        )
        caught = {
            kind: sum(
                any(one.kind == kind and one.item < 2 for one in raised(*sat(random, takers, kind)))
                for _ in range(asked.times // 4)
            )
            / (asked.times // 4)
            for kind in KINDS
        }
        print(" " * 22 + "".join(f"{caught[kind]:26.1%}" for kind in KINDS) + "  with that fault")
    return 1 if worst > alarms.FALSE_ALARMS + 3 * (alarms.FALSE_ALARMS / asked.times) ** 0.5 else 0


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmarks.alarms", description="False alarms, counted.")
    parser.add_argument("--times", type=int, default=400)
    parser.add_argument("--takers", type=int, nargs="+", default=[160, 400, 2000])
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(arguments()))
