"""Filled-in answer sheets to hand out: real forms, drawn and marked by the real rules, passed and failed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from trainer.banks.published import PublishedModule
from trainer.quizzes import actions, rules

KNOWS_WELL = 0.9
KEPT = 40  # sheets of each module and outcome at most; people then differ by which they get and when


@dataclass(frozen=True)
class Sheet:
    """One attempt without its person and day. Columns are ready to be written."""

    module: PublishedModule
    seed: int
    form: str
    given: tuple[str | None, ...]
    sure: tuple[str | None, ...]  # what was said with each
    scores: tuple[tuple[int, float], ...]  # item version and score of each
    misses: tuple[tuple[int, int], ...]  # number and item version of what was sure, wrong and critical for safety
    result: str
    right: str
    out_of: int
    percent: int
    passed: bool


def sheets_of(module: PublishedModule, random: Random, kept: int) -> dict[bool, list[Sheet]]:
    """Passed and failed sheets of a module."""
    found: dict[bool, list[Sheet]] = {True: [], False: []}
    for _ in range(100 * kept):
        wanted = len(found[True]) < kept
        sheet = fill_in(module, random, knows=random.uniform(0.86, 1) if wanted else random.uniform(0.35, 0.72))
        if len(found[sheet.passed]) < kept:
            found[sheet.passed].append(sheet)
        if all(len(sheets) == kept for sheets in found.values()):
            break
    return found


def fill_in(module: PublishedModule, random: Random, knows: float, believed: Mapping[int, str] | None = None) -> Sheet:
    """A sheet by somebody who knows a share of the answers; of what they do not know they leave a few blank.

    `believed`: for an item version whose key is wrong, what everybody gives who knows the rest well, and few others;
    those give the key.
    """
    seed = random.getrandbits(31)
    form = actions.draw_form(module, {}, seed)
    given, marked, said, misses = [], [], [], []
    for number, question in enumerate(form, 1):
        published = module.by_version[question["item"]]
        item, kind = published.item, published.kind
        knows_it = random.random() < knows
        if believed and published.version_id in believed:
            knows_it = knows >= KNOWS_WELL or random.random() < 0.4
            answer: str | None = believed[published.version_id] if knows_it else kind.key(item)
        else:
            answer = kind.key(item) if knows_it else kind.slip(item, random) if random.random() < 0.95 else None
        score = kind.score(item, answer) if answer else 0.0
        sure = how_sure(knows_it, random) if answer else None
        given.append(answer)
        said.append(sure)
        marked.append(rules.Marked(item.objective, score, answer is None))
        if answer and rules.is_confident_miss(sure, score, item.safety_critical):
            misses.append((number, published.version_id))
    result = rules.mark(marked, actions.cut_of(module))
    return Sheet(
        module,
        seed,
        json.dumps(form),
        tuple(given),
        tuple(said),
        tuple((question["item"], one.score) for question, one in zip(form, marked, strict=True)),
        tuple(misses),
        json.dumps(result.as_document()),
        f"{round(result.total.right, 2):g}",
        result.total.out_of,
        result.percent,
        result.passed,
    )


def how_sure(knows_it: bool, random: Random) -> str | None:
    """Half say nothing; who knows is sure more often than who does not."""
    if random.random() < 0.5:
        return None
    guess, fairly, sure = rules.SURENESS
    return random.choice([sure, sure, sure, fairly] if knows_it else [guess, guess, fairly, sure])
