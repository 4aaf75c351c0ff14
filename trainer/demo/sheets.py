"""Filled-in answer sheets to hand out: real forms, drawn and marked by the real rules, passed and failed."""

import json
from dataclasses import dataclass
from random import Random

from trainer.banks.published import PublishedModule
from trainer.quizzes import actions, rules

KEPT = 40  # sheets of each module and outcome; people then differ by which they get and when


@dataclass(frozen=True)
class Sheet:
    """One attempt without its person and day. Columns are ready to be written."""

    module: PublishedModule
    seed: int
    form: str
    given: tuple[str | None, ...]
    result: str
    right: str
    out_of: int
    percent: int
    passed: bool


def sheets_of(module: PublishedModule, random: Random) -> dict[bool, list[Sheet]]:
    """Passed and failed sheets of a module."""
    found: dict[bool, list[Sheet]] = {True: [], False: []}
    for _ in range(100 * KEPT):
        wanted = len(found[True]) < KEPT
        sheet = fill_in(module, random, knows=random.uniform(0.86, 1) if wanted else random.uniform(0.35, 0.72))
        if len(found[sheet.passed]) < KEPT:
            found[sheet.passed].append(sheet)
        if all(len(sheets) == KEPT for sheets in found.values()):
            break
    return found


def fill_in(module: PublishedModule, random: Random, knows: float) -> Sheet:
    """A sheet by somebody who knows a share of the answers; of what they do not know they leave a few blank."""
    seed = random.getrandbits(31)
    form = actions.draw_form(module, {}, seed)
    given, marked = [], []
    for question in form:
        item, kind = module.by_version[question["item"]].item, module.by_version[question["item"]].kind
        knows_it = random.random() < knows
        answer = kind.key(item) if knows_it else kind.slip(item, random) if random.random() < 0.95 else None
        given.append(answer)
        marked.append(rules.Marked(item.objective, kind.score(item, answer) if answer else 0.0, answer is None))
    result = rules.mark(marked, actions.cut_of(module))
    return Sheet(
        module,
        seed,
        json.dumps(form),
        tuple(given),
        json.dumps(result.as_document()),
        f"{round(result.total.right, 2):g}",
        result.total.out_of,
        result.percent,
        result.passed,
    )
