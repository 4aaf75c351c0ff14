"""A director approves or declines for one clinic. What was approved is done: as new rows, nothing is altered."""

from typing import Any

from trainer import clock, trail
from trainer.credentials.actions.ledger import is_same
from trainer.db import db, hold
from trainer.errors import Refused
from trainer.insight.corrections import queries
from trainer.insight.corrections.actions.effects import carry_out
from trainer.insight.corrections.actions.proposing import Moved, hold_correction, title_of
from trainer.insight.corrections.models import Correction, CorrectionDecision
from trainer.insight.corrections.queries.sittings import Whose, decisions_about
from trainer.insight.corrections.radius import Facing, Plan, Radius, facing, radius
from trainer.people.models import Clinic, Person
from trainer.quizzes.models import Attempt

ANOTHER = "Another director of the clinic decides; where there is none, an administrator invites one."


def approve(correction: Correction, clinic: Clinic, by: Person, words: str, digest: str) -> CorrectionDecision:
    """Just what was shown, by its digest; raises Moved when it stands otherwise now.

    With the first approval of any clinic goes what was only practice, which no clinic stands for.
    """
    hold(clinic)
    hold_correction(correction)
    found = facing(correction, clinic, by)
    require_may_decide(correction, clinic, by, found)
    if found.digest != digest:
        raise Moved
    decision = decide(correction, clinic, by, words, found.here, approves=True)
    carry_out(decision, found.here)
    if found.practice is not None:
        carry_out(decide(correction, None, by, words, found.practice, approves=True), found.practice)
    return decision


def decline(correction: Correction, clinic: Clinic, by: Person, words: str) -> CorrectionDecision:
    """The clinic's results stay as they are."""
    hold(clinic)
    hold_correction(correction)
    found = facing(correction, clinic, by)
    require_may_decide(correction, clinic, by, found)
    return decide(correction, clinic, by, words, found.here, approves=False)


def require_may_decide(correction: Correction, clinic: Clinic, by: Person, found: Facing) -> None:
    """Neither the author nor anybody whose own result it would change, under whatever account."""
    if correction.withdrawal is not None:
        who = correction.withdrawal.by.name
        raise Refused(f"This correction was withdrawn by {who}, so there is nothing left to decide.")
    if any(one.clinic_id == clinic.id for one in correction.decisions):
        raise Refused("This correction has been decided for your clinic already.")
    if is_same(by, correction.proposed_by):
        raise Refused(f"You proposed this correction yourself. {ANOTHER}")
    if found.is_about_me:
        raise Refused(f"A result of your own would change. {ANOTHER}")


def decide(
    correction: Correction, clinic: Clinic | None, by: Person, words: str, found: Radius, *, approves: bool
) -> CorrectionDecision:
    decision = CorrectionDecision(
        correction=correction,
        clinic=clinic,
        approves=approves,
        words=words,
        radius=found.as_document(),
        digest=found.digest,
        decided_by=by,
        decided_at=clock.now(),
    )
    db.session.add(decision)
    db.session.flush()
    said: dict[str, Any] = {"correction": correction.id, "module": title_of(correction)}
    said["reason"] = words or correction.reason
    if approves:
        said |= {"attempts": len(found.changes), "gained": found.tally["gained"], "kept": found.tally["kept"]}
    trail.record("correction.approved" if approves else "correction.declined", by=by, clinic=clinic, **said)
    return decision


def mark_newcomer(attempt: Attempt) -> None:
    """An attempt that was under way when a correction was approved, or began later on the faulty version: what was
    approved where it was sat holds for it too, in the order in which it was approved. Once."""
    done = queries.done_to(attempt)
    for decision in decisions_about(attempt):
        if decision.correction_id in done:
            continue
        found = radius(Plan.of(decision.correction), Whose(attempt=attempt.id), before=decision.id)
        carry_out(decision, found)


__all__ = ["Moved", "approve", "decline", "mark_newcomer", "require_may_decide"]
