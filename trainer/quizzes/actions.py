from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import bindparam, insert, update

from trainer import clock, trail
from trainer.banks import queries as banks
from trainer.banks.models import Adoption, ModuleVersion
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.banks.rules import Shortfall, draw
from trainer.banks.rules import gaps as find_gaps
from trainer.credentials.actions import accept_pass
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person
from trainer.quizzes import again, queries, rules
from trainer.quizzes.deltas import noting
from trainer.quizzes.models import Answer, Attempt, ConfidentMiss
from trainer.quizzes.responding import note_responses

TAKEN_BACK = ""  # given in the place of an earlier answer: the question is blank again
GRACE = timedelta(seconds=30)  # an answer on its way when the time ran out still counts

# Built once. The condition is the lock: an attempt that was handed in, or whose time is up, takes no more answers.
TAKE_RECEIPT = (
    update(Attempt)
    .where(
        Attempt.id == bindparam("attempt_id"),
        Attempt.submitted_at.is_(None),
        Attempt.deadline_at >= bindparam("not_before"),
    )
    .values(receipts=Attempt.receipts + 1, position=bindparam("go_to"))
    .returning(Attempt.receipts)
    .execution_options(synchronize_session=False)
)
SAVE_ANSWER = insert(Answer)
# Writes nothing new, but holds the row: until this transaction ends nobody else answers or hands in.
HOLD_OPEN = (
    update(Attempt)
    .where(Attempt.id == bindparam("attempt_id"), Attempt.submitted_at.is_(None))
    .values(receipts=Attempt.receipts)
    .returning(Attempt.id)
    .execution_options(synchronize_session=False)
)


def start(
    person: Person, clinic: Clinic | None, adoption: Adoption | None, version: ModuleVersion, seed: int
) -> Attempt:
    """Freeze a form for one person. With an adoption a pass of it counts; without one it is practice."""
    module = banks.published(version.id)
    now = clock.now()
    earlier = queries.attempts_of(person, module.module_id)
    if adoption is not None:
        require_chance(earlier, module, now)
    attempt = Attempt(
        person=person,
        clinic=clinic,
        module_id=module.module_id,
        module_version=version,
        adoption=adoption,
        seed=seed,
        form=form_for(earlier, module, seed),
        started_at=now,
        deadline_at=now + timedelta(minutes=module.content.quiz.minutes),
    )
    db.session.add(attempt)
    db.session.flush()
    trail.record(
        "attempt.started",
        about=person,
        by=person,
        clinic=clinic,
        attempt=attempt.id,
        module=module.content.title,
        version=module.number,
    )
    return attempt


def require_chance(earlier: Sequence[Attempt], module: PublishedModule, now: datetime) -> None:
    chance = chance_of(earlier, module, now)
    if not chance.is_open:
        raise Refused("The next attempt of this module is not open yet. The quiz page says when it is.")


def chance_of(earlier: Sequence[Attempt], module: PublishedModule, now: datetime) -> rules.Chance:
    quiz = module.content.quiz
    return rules.chance(again.counted(earlier), rules.Limits(quiz.attempts, quiz.per_days, quiz.wait_hours), now)


def draw_form(
    module: PublishedModule, seen: dict[str, int], seed: int, without: AbstractSet[int] = frozenset()
) -> list[dict]:
    """The frozen form: which item versions, and each one's options in the order this person sees them.

    `without` are item versions that no new form asks. Raises Shortfall when the rest cannot meet the blueprint.
    """
    candidates = [one for one in module.candidates if one.item not in without]
    random = Random(seed)
    form = []
    for version_id in draw(candidates, module.content.blueprint, seen, seed):
        item = module.by_version[version_id]
        form.append({"item": version_id, "order": item.kind.order(item.item, random)})
    return form


def form_for(earlier: Sequence[Attempt], module: PublishedModule, seed: int) -> list[dict]:
    """A form of what this person has met least often; or why there is none."""
    try:
        return draw_form(module, queries.times_seen(earlier), seed, banks.stale_items(module.module_id))
    except Shortfall as gap:
        raise Refused(in_words(module, gap)) from None


def why_no_form(module: PublishedModule) -> str | None:
    """What stands in the way of any form of the module, None when nothing does."""
    stale = banks.stale_items(module.module_id)
    gaps = find_gaps(module.content.blueprint, [one for one in module.candidates if one.item not in stale])
    return in_words(module, gaps[0]) if gaps else None


def in_words(module: PublishedModule, gap: Shortfall) -> str:
    objective = module.content.objective(gap.objective)
    wanted = "1 item" if gap.wanted == 1 else f"{gap.wanted} items"
    return (
        f"No form of {module.content.title} can be drawn now: it takes {wanted} of “{objective.short}” at the level "
        f"{gap.level}, and {gap.there} can be asked. Items leave new forms while what they rest on is being looked at "
        "again. Your clinic or educator can say when the quiz is back; nothing of yours is lost."
    )


def answer(attempt: Attempt, number: int, given: str, then_at: int, sure: str | None = None) -> datetime:
    """Store what was given and the question gone to next; the time of the receipt. The caller commits at once."""
    now = clock.now()
    receipt = db.session.execute(
        TAKE_RECEIPT, {"attempt_id": attempt.id, "not_before": now - GRACE, "go_to": then_at}
    ).scalar()
    if receipt is None:
        raise Refused(CLOSED)
    db.session.execute(
        SAVE_ANSWER,
        {
            "attempt_id": attempt.id,
            "receipt": receipt,
            "number": number,
            "given": given,
            "received_at": now,
            "sure": sure,
        },
    )
    return now


CLOSED = (
    "This attempt has been handed in, or its time is up, so it takes no more answers. "
    "What you had saved before is what was marked; your result page shows it."
)


def go_to(attempt: Attempt, number: int) -> None:
    """Remember the question last gone to: signing in on another device goes on there."""
    if attempt.position != number:
        db.session.execute(
            update(Attempt)
            .where(Attempt.id == attempt.id, Attempt.submitted_at.is_(None))
            .values(position=number)
            .execution_options(synchronize_session=False)
        )


def flag(attempt: Attempt, number: int, is_flagged: bool) -> None:
    flags = set(attempt.flags) - {number} | ({number} if is_flagged else set())
    attempt.flags = sorted(flags)


def submit(attempt: Attempt) -> rules.Result:
    """Mark what was saved, once. Handing in again, or after the clock did, changes nothing: the result stays."""
    if db.session.execute(HOLD_OPEN, {"attempt_id": attempt.id}).scalar() is None:
        db.session.refresh(attempt)
        return rules.Result.from_document(attempt.result or {})
    now = clock.now()
    is_late = now > attempt.deadline_at + GRACE
    receipts = queries.receipts_of(attempt)
    questions = scored(attempt, queries.standing(receipts))
    result = marked(attempt, questions)
    attempt.submitted_at = attempt.deadline_at if is_late else now
    attempt.result, attempt.passed = result.as_document(), result.passed
    module = banks.published(attempt.module_version_id)
    if attempt.delta_id:
        noting.told(attempt, result, is_late=is_late)
    else:
        tell(attempt, module, result, is_late=is_late)
    note(attempt, questions, receipts, now)
    if result.passed and attempt.adoption_id and attempt.clinic:
        pass_on(attempt, result.percent)
    again.above().handed_in(attempt)
    return result


def pass_on(attempt: Attempt, percent: int, *, reason: str = "") -> None:
    """As of the day it was sat, at the clinic that it was sat for."""
    module = banks.published(attempt.module_version_id)
    assert attempt.clinic is not None
    assert attempt.submitted_at is not None
    accept_pass(
        attempt.person,
        attempt.clinic,
        module=module.slug,
        version=module.number,
        passed_on=clock.on_day(attempt.submitted_at, attempt.clinic.time_zone),
        evidence=f"attempt {attempt.id}",
        percent=percent,
        reason=reason,
    )


def tell(attempt: Attempt, module: PublishedModule, result: rules.Result, *, is_late: bool) -> None:
    trail.record(
        "attempt.timed_out" if is_late else "attempt.submitted",
        about=attempt.person,
        by=None if is_late else attempt.person,
        clinic=attempt.clinic,
        attempt=attempt.id,
        module=module.content.title,
        right=f"{round(result.total.right, 2):g}",
        out_of=result.total.out_of,
        verdict="passed" if result.passed else "not passed",
    )


@dataclass(frozen=True)
class Scored:
    """One question of the form, what stands for it, and the share of its mark."""

    number: int
    item: PublishedItem
    given: queries.Given | None
    score: float


def scored(attempt: Attempt, answers: Mapping[int, queries.Given]) -> list[Scored]:
    """Every question, in the order of the form."""
    module, found = banks.published(attempt.module_version_id), []
    for number, question in enumerate(attempt.form, 1):
        item, given = module.by_version[question["item"]], answers.get(number)
        score = item.kind.score(item.item, given.given) if given else 0.0
        found.append(Scored(number, item, given, score))
    return found


def note(attempt: Attempt, questions: Sequence[Scored], receipts: Sequence[queries.Receipt], now: datetime) -> None:
    """What is kept of the single questions."""
    given = {one.number: one.given.given for one in questions if one.given}
    note_responses(attempt, [(one.number, one.item.version_id, one.score) for one in questions], given, receipts)
    if attempt.adoption_id:  # practice is nobody else's business
        note_confident_misses(attempt, questions, now)


def mark(attempt: Attempt) -> rules.Result:
    return marked(attempt, scored(attempt, queries.answers_of(attempt)))


def marked(attempt: Attempt, questions: Iterable[Scored]) -> rules.Result:
    cut = noting.cut_of(attempt) if attempt.delta_id else cut_of(banks.published(attempt.module_version_id))
    return rules.mark([rules.Marked(one.item.item.objective, one.score, one.given is None) for one in questions], cut)


def note_confident_misses(attempt: Attempt, questions: Iterable[Scored], now: datetime) -> None:
    db.session.add_all(
        ConfidentMiss(attempt_id=attempt.id, number=one.number, item_version_id=one.item.version_id, recorded_at=now)
        for one in questions
        if one.given and rules.is_confident_miss(one.given.sure, one.score, one.item.item.safety_critical)
    )


def cut_of(module: PublishedModule) -> rules.Cut:
    quiz = module.content.quiz
    safety = tuple(objective.id for objective in module.content.objectives if objective.safety_critical)
    return rules.Cut(quiz.cut_percent, quiz.safety_critical_percent, safety)
