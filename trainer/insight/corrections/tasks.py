"""Work of the night: educators hear of what was contested; what slipped past an approval is marked again."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased

from trainer import clock, mail
from trainer.db import db
from trainer.insight.corrections import actions, queries
from trainer.insight.corrections.models import CorrectionDecision, CorrectionItem
from trainer.people.models import Membership, Person
from trainer.quizzes.models import Attempt, Response
from trainer.web.addresses import absolute
from trainer.web.pages import count

LOOK_BACK = timedelta(days=3)  # longer than any attempt lasts, and than the worker may have been away for
A_DAY = timedelta(days=1)


def tell_educators() -> None:
    """One letter a day to each educator, where something was contested that nobody has answered."""
    now = clock.now()
    waiting = queries.unanswered_since(now - A_DAY)
    if not waiting:
        return
    educators = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.role == "educator", Membership.ended_at.is_(None), Person.deactivated_at.is_(None))
        .order_by(Person.id)
        .distinct()
    )
    written = set(
        db.session.scalars(select(mail.Letter.key).where(mail.Letter.key.startswith(f"contested {now.date()}")))
    )
    for person in db.session.scalars(educators):
        if (key := f"contested {now.date()} {person.id}") not in written:
            mail.write(
                person.email,
                f"{count(waiting, 'question')} contested",
                f"{person.name},\n\n{count(waiting, 'question was', 'questions were')} contested since yesterday and "
                f"not answered yet. With what was answered to them:\n{absolute('corrections.contests')}\n",
                key=key,
            )
    db.session.commit()


def catch_up() -> None:
    """An attempt that was handed in at the very moment of an approval saw it as little as it was seen by it."""
    other = aliased(CorrectionDecision)
    recent = select(other.correction_id).where(other.approves.is_(True), other.decided_at >= clock.now() - LOOK_BACK)
    asked = (
        select(Response.attempt_id)
        .join(CorrectionItem, CorrectionItem.item_version_id == Response.item_version_id)
        .where(CorrectionItem.correction_id.in_(recent))
    )
    attempts = select(Attempt).where(Attempt.id.in_(asked), Attempt.submitted_at >= clock.now() - LOOK_BACK)
    for attempt in db.session.scalars(attempts.order_by(Attempt.id)).all():
        actions.mark_newcomer(attempt)
        db.session.commit()
