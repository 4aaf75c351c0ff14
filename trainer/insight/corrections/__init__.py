"""Corrections: a question is contested, what it did is computed, and what becomes of it is recorded beside what was."""

from flask import Flask

from trainer import jobs, trail
from trainer.insight.corrections import actions, queries, tasks
from trainer.insight.corrections.models import (
    Contest,
    ContestAnswer,
    Correction,
    CorrectionDecision,
    CorrectionItem,
    CorrectionWithdrawal,
    Regrading,
    RetestOffer,
)
from trainer.insight.corrections.results import said
from trainer.insight.corrections.touching import touched
from trainer.insight.corrections.views import contests, corrections, directors, educators, proposing
from trainer.quizzes.again import MarkedAgain, is_told_by

__all__ = ["contests", "corrections", "directors", "educators", "init_app", "proposing"]


def init_app(app: Flask) -> None:
    app.register_blueprint(corrections)
    app.extensions["marking touched"] = touched
    is_told_by(
        app,
        MarkedAgain(
            verdicts=lambda attempts: queries.verdicts(list(attempts)),
            slate=queries.slate,
            handed_in=actions.mark_newcomer,
            said=said,
            forget=actions.forget,
        ),
    )
    app.jinja_env.globals["contests_waiting"] = queries.waiting
    app.jinja_env.globals["retests_offered_to"] = queries.offers_open_to
    app.jinja_env.globals["corrections_waiting"] = queries.waiting_for
    jobs.register(app, tasks.tell_educators, every=jobs.EVERY_NIGHT)
    jobs.register(app, tasks.catch_up, every=jobs.EVERY_NIGHT)
    trail.seals(app, Contest, recorded="made_at", erased=actions.erased_rows("contests"))
    trail.seals(app, ContestAnswer, recorded="answered_at", erased=actions.erased_rows("answers"))
    trail.seals(app, Correction, recorded="proposed_at", parts=[(CorrectionItem, "correction_id")])
    trail.seals(app, CorrectionWithdrawal, recorded="withdrawn_at")
    trail.seals(app, CorrectionDecision, recorded="decided_at")
    trail.seals(app, Regrading, recorded="recorded_at", erased=actions.erased_rows("results"))
    trail.seals(app, RetestOffer, recorded="offered_at")
