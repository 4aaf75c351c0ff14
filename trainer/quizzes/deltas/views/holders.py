"""Who was asked reads what changed, and takes the quiz in the ordinary runner."""

import secrets

from flask import abort, redirect, render_template, url_for
from sqlalchemy.exc import IntegrityError

from trainer import clock
from trainer.db import db
from trainer.errors import Refused
from trainer.quizzes import actions as quizzes
from trainer.quizzes import again
from trainer.quizzes import queries as attempts
from trainer.quizzes import rules as quiz_rules
from trainer.quizzes.deltas import actions, pages, queries
from trainer.quizzes.deltas.models import DeltaOffer
from trainer.quizzes.deltas.views import deltas
from trainer.quizzes.models import Attempt
from trainer.web.access import me
from trainer.web.forms import ButtonForm

ANOTHER = (
    "You are in the middle of the quiz of this module. Hand that in first: one form of a module can be open at a time."
)
DONE = "Nothing is left to take: you have taken note of these changes, or your clinic asks it no more."


@deltas.get("/changes/<int:offer_id>")
def mine(offer_id):
    standing = pages.Standing.of(queries.offer_of(me(), offer_id))
    delta = standing.offer.delta
    sat = queries.sat(standing.offer, me())
    return render_template(
        "quizzes/deltas/mine.html",
        standing=standing,
        delta=delta,
        readings=pages.readings_of(delta),
        sat=[one for one in sat if one.submitted_at],
        verdicts=again.verdicts_of(sat),
        open_attempt=attempts.open_attempt(me(), delta.module_id),
        chance=actions.chance_of(delta, sat),
        needed=quiz_rules.needed(delta.size, delta.cut_percent),
    )


@deltas.post("/changes/<int:offer_id>/attempts")
def start(offer_id):
    standing = pages.Standing.of(queries.offer_of(me(), offer_id))
    offered = standing.offer
    if not ButtonForm().submitted():
        abort(400)
    if standing.state in ("noted", "withdrawn"):
        raise Refused(DONE)
    attempt = attempts.open_attempt(me(), offered.delta.module_id)
    if attempt is not None and clock.now() > attempt.deadline_at:
        quizzes.submit(attempt)
        db.session.commit()
        return redirect(url_for("quizzes.result", attempt_id=attempt.id))
    if attempt is None:
        attempt = begin(offered)
    if attempt.delta_id != offered.delta_id:
        raise Refused(ANOTHER)
    return redirect(url_for("quizzes.question", attempt_id=attempt.id, number=attempt.position))


def begin(offered: DeltaOffer) -> Attempt:
    """A new attempt; when a second click got in first, the one that click made."""
    module_id = offered.delta.module_id
    try:
        attempt = actions.start(me(), offered, seed=secrets.randbits(31))
        db.session.commit()
        return attempt
    except IntegrityError:
        db.session.rollback()
        if (first := attempts.open_attempt(me(), module_id)) is None:
            raise
        return first
