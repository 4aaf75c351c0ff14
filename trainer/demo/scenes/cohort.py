"""Takers of a module that no policy asks for, so that nothing else of the sample moves. Written as all sittings are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from random import Random

from trainer.banks.models import Adoption
from trainer.banks.published import PublishedModule
from trainer.demo.batch import Batch
from trainer.demo.files import File, Play, sit
from trainer.demo.rules import Sitting
from trainer.demo.sheets import Sheet, fill_in
from trainer.demo.stage import Stage
from trainer.people.models import Clinic, Person
from trainer.quizzes import actions, rules

MOST = 70  # people: enough for every alarm
SHEETS = 30
FAILING = 0.3  # of the sittings
UNLUCKY = 2


def sit_together(
    stage: Stage,
    people: Sequence[tuple[Person, Clinic]],
    adoptions: Mapping[int, Adoption],
    sheets: list[Sheet],
    unlucky: list[Sheet],
) -> None:
    """Each once, spread over the months before today; the first few are the unlucky ones. `adoptions` by clinic."""
    random, batch, slug = Random(f"{stage.clinics[0].slug} cohort"), Batch(), sheets[0].module.slug
    by_verdict = {verdict: [one for one in sheets if one.passed is verdict] for verdict in (True, False)}
    adopted = {(clinic, slug): adoption.id for clinic, adoption in adoptions.items()}
    play = Play(replace(stage, adoptions=adopted), batch, random, {slug: by_verdict}, 0)
    for number, (person, clinic) in enumerate(people[:MOST]):
        day = stage.today.toordinal() - random.randint(30, 300)
        at = datetime.combine(stage.today.fromordinal(day), time(random.randint(15, 21), random.randint(0, 59)), UTC)
        passed = bool(by_verdict[True]) and (random.random() > FAILING or not by_verdict[False])
        if number < len(unlucky):
            one, passed = replace(play, sheets={slug: {False: [unlucky[number]]}}), False
        else:
            one = play
        sit(one, File(person.id, person.name, clinic, (), stage.leads[clinic.id][0]), Sitting(slug, at, passed))
    batch.close()


def sheets_that_ask(module: PublishedModule, item: int, believed: str, seed: str) -> tuple[list[Sheet], list[Sheet]]:
    """Forms with this item in them, by people who, where they know, give for it what they believe; and a few that
    failed by this item alone.
    """
    random = Random(seed)
    found: list[Sheet] = []
    unlucky: list[Sheet] = []
    for number in range(20 * SHEETS):
        knows = random.uniform(0.6, 0.82) if number % 2 == 0 else random.uniform(0.9, 1)
        sheet = fill_in(module, random, knows, {item: believed})
        if len(unlucky) < UNLUCKY and is_failed_by(sheet, item, believed):
            unlucky.append(sheet)
        elif len(found) < SHEETS and any(one == item for one, _ in sheet.scores):
            found.append(sheet)
        if len(unlucky) == UNLUCKY and len(found) == SHEETS:
            break
    return found, unlucky


def is_failed_by(sheet: Sheet, item: int, believed: str) -> bool:
    """Not passed, and passed were what was given for this item right."""
    marked = []
    for (version, score), given in zip(sheet.scores, sheet.given, strict=True):
        is_it = version == item and given == believed
        objective = sheet.module.by_version[version].item.objective
        marked.append(rules.Marked(objective, 1.0 if is_it else score, given is None))
    return not sheet.passed and rules.mark(marked, actions.cut_of(sheet.module)).passed
