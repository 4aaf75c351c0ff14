"""What an approved correction does, attempt by attempt."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from trainer import clock, mail, trail
from trainer.banks import queries as banks
from trainer.db import db
from trainer.insight.corrections import rules
from trainer.insight.corrections.models import Correction, CorrectionDecision, Regrading, RetestOffer
from trainer.insight.corrections.radius import Radius
from trainer.insight.corrections.rules import Effect
from trainer.people.queries import goes_by
from trainer.quizzes import actions as quizzes
from trainer.quizzes.deltas.noting import note_pass
from trainer.quizzes.models import Attempt
from trainer.quizzes.rules import Result
from trainer.web.addresses import absolute
from trainer.web.pages import day


def carry_out(decision: CorrectionDecision, found: Radius) -> None:
    """New rows only: a result beside the old one, a pass that goes down to the ledger, an offer by name. Of a quiz on
    changes a pass is noted, and the ledger hears nothing."""
    changes = [one for one in found.effects if one.outcome not in ("same", "erased")]
    attempts = attempts_by_id(one.attempt for one in changes)
    for effect in changes:
        attempt = attempts[effect.attempt]
        result = found.results.get(effect.attempt)
        if result is not None and decision.correction.remedy != "retest":
            mark_again(decision, attempt, effect, result)
            if effect.outcome == "gained" and effect.on_changes:
                note_pass(attempt)
            elif effect.outcome == "gained" and effect.counts:
                pass_on(decision.correction, attempt, result)
        if rules.offers_retest(effect):
            offer(decision.correction, attempt)
        if effect.counts and (effect.outcome != "open" or rules.offers_retest(effect)):
            tell(decision.correction, attempt, effect)
    db.session.flush()


def attempts_by_id(ids: Iterable[int]) -> dict[int, Attempt]:
    wanted = (
        select(Attempt).where(Attempt.id.in_(list(ids))).options(joinedload(Attempt.person), joinedload(Attempt.clinic))
    )
    return {one.id: one for one in db.session.scalars(wanted)}


def mark_again(decision: CorrectionDecision, attempt: Attempt, effect: Effect, result: Result) -> None:
    """A pass that was given stays a pass."""
    stands = effect.before.passed or result.passed
    db.session.add(
        Regrading(
            attempt_id=attempt.id,
            correction=decision.correction,
            decision=decision,
            before=asdict(effect.before),
            result=result.as_document(),
            passed=stands,
            recorded_at=clock.now(),
        )
    )
    trail.record(
        "attempt.regraded",
        about=goes_by(attempt.person),
        by=decision.decided_by,
        clinic=attempt.clinic,
        effective_at=attempt.submitted_at,
        attempt=attempt.id,
        module=banks.published(attempt.module_version_id).content.title,
        correction=decision.correction_id,
        right=f"{round(result.total.right, 2):g}",
        out_of=result.total.out_of,
        verdict=verdict(stands),
        before=verdict(effect.before.passed),
        reason=decision.correction.reason,
    )


def verdict(passed: bool) -> str:
    return "passed" if passed else "not passed"


def pass_on(correction: Correction, attempt: Attempt, result: Result) -> None:
    reason = f"Marked again under correction {correction.id}: {correction.reason}"
    quizzes.pass_on(attempt, result.percent, reason=reason)


def offer(correction: Correction, attempt: Attempt) -> None:
    db.session.add(
        RetestOffer(
            person_id=goes_by(attempt.person).id,
            module_id=attempt.module_id,
            attempt_id=attempt.id,
            correction=correction,
            until_on=correction.retest_until,
            offered_at=clock.now(),
        )
    )
    trail.record(
        "retest.offered",
        about=goes_by(attempt.person),
        clinic=attempt.clinic,
        module=banks.published(attempt.module_version_id).content.title,
        correction=correction.id,
        until=correction.retest_until.isoformat(),
    )


WORDS = {
    "gained": "Marked again, it is passed, as of the day you sat it. What that earns is among your certificates.",
    "kept": "Marked again, it would not be passed. You keep the pass that was given, and everything that rests on it.",
    "open": "What is left of your form says too little, so your result stays as it is.",
    "retest": "Your result stays as it is.",
    "higher": "Your points change; the verdict stays.",
    "lower": "Your points change; the verdict stays.",
}
ON_CHANGES = WORDS | {
    "gained": "Marked again, it is passed: you have taken note of the changes. Your certificate stays as it is.",
    "kept": "Marked again, it would not be passed. That you have taken note of the changes stays.",
}


def tell(correction: Correction, attempt: Attempt, effect: Effect) -> None:
    """A letter to the account that the person goes by today, where there is one that can be reached."""
    person = goes_by(attempt.person)
    if not person.active:
        return
    title = banks.published(attempt.module_version_id).content.title
    offered = ""
    if rules.offers_retest(effect):
        offered = f"\n\nYou are offered a retest: you can begin it until {day(correction.retest_until)}."
    words = (ON_CHANGES if effect.on_changes else WORDS)[effect.outcome]
    mail.write(
        person.email,
        f"Your result was looked at again: {title}",
        f"{person.name},\n\na question of {title}, which you were asked in attempt {attempt.id}, was found faulty: "
        f"{correction.reason}\n\n{words}{offered}\n\nBoth results, and the reason:\n"
        f"{absolute('quizzes.result', attempt_id=attempt.id)}\n",
        key=f"correction {correction.id} attempt {attempt.id}",
    )
