"""What handing in a quiz on changes leaves behind: lines on the trail, and that somebody has taken note."""

from trainer import clock, trail
from trainer.db import db
from trainer.quizzes.deltas import queries
from trainer.quizzes.deltas.models import DeltaNote
from trainer.quizzes.models import Attempt
from trainer.quizzes.rules import Cut, Result


def cut_of(attempt: Attempt) -> Cut:
    """In percent of all items: no objective decides by itself."""
    assert attempt.delta is not None
    return Cut(attempt.delta.cut_percent, 0, ())


def told(attempt: Attempt, result: Result, *, is_late: bool) -> None:
    """It was handed in, or ran out of time; a pass is noted. No certificate hears of it."""
    delta, clinic = attempt.delta, attempt.clinic
    assert delta is not None
    trail.record(
        "delta.timed_out" if is_late else "delta.submitted",
        about=attempt.person,
        by=None if is_late else attempt.person,
        clinic=clinic,
        attempt=attempt.id,
        title=delta.title,
        module=delta.to_version.title,
        right=f"{round(result.total.right, 2):g}",
        out_of=result.total.out_of,
        verdict="passed" if result.passed else "not passed",
    )
    if result.passed:
        note_pass(attempt)


def note_pass(attempt: Attempt) -> None:
    """Once, also where a correction made it a pass later."""
    assert attempt.delta_id is not None
    offered = queries.offer_for(attempt.person, attempt.delta_id)
    if offered is not None and db.session.get(DeltaNote, offered.id) is None:
        take_note(attempt, offered.id)


def take_note(attempt: Attempt, offer_id: int) -> None:
    delta, clinic, submitted_at = attempt.delta, attempt.clinic, attempt.submitted_at
    assert delta is not None
    assert clinic is not None
    assert submitted_at is not None
    noted_on = clock.on_day(submitted_at, clinic.time_zone)
    db.session.add(DeltaNote(offer_id=offer_id, attempt_id=attempt.id, noted_on=noted_on, recorded_at=clock.now()))
    trail.record(
        "delta.noted",
        about=attempt.person,
        by=attempt.person,
        clinic=clinic,
        title=delta.title,
        module=delta.to_version.title,
        version=delta.to_version.number,
        on=noted_on.isoformat(),
    )
