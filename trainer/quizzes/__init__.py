from trainer import jobs, trail
from trainer.people import following
from trainer.quizzes import erasing, tasks
from trainer.quizzes.asking import asked_since, use_of
from trainer.quizzes.deltas import tasks as delta_tasks
from trainer.quizzes.deltas.models import Delta, DeltaNote, DeltaOffer, DeltaWithdrawal
from trainer.quizzes.deltas.pages import asked_of
from trainer.quizzes.deltas.views import deltas, directors, educators, holders
from trainer.quizzes.models import Answer, Attempt, ConfidentMiss
from trainer.quizzes.previewing import question_page
from trainer.quizzes.resting import resting_on
from trainer.quizzes.views import quizzes

DELTA_VIEWS = (educators, directors, holders)  # each adds its pages to the blueprint


def init_app(app):
    app.extensions["resting on"] = resting_on
    app.extensions["question page"] = question_page
    app.extensions["asked since"] = asked_since
    app.extensions["use of items"] = use_of
    app.register_blueprint(quizzes)
    jobs.register(app, tasks.close_overdue, every=jobs.EVERY_MINUTE)
    # When it was written down is its event's to say: one that ran out of time counts from its deadline.
    trail.seals(
        app,
        Attempt,
        final="submitted_at",
        leave_out=["position", "flags", "receipts"],
        parts=[(Answer, "attempt_id")],
        erased=erasing.erased_attempts,
    )
    trail.seals(app, ConfidentMiss, recorded="recorded_at", erased=erasing.erased_misses)
    following.follow(app, "erased", erasing.forget_practice)
    app.extensions["readings of deltas"] = {}
    app.jinja_env.globals["changes_asked_of"] = asked_of
    app.register_blueprint(deltas)
    jobs.register(app, delta_tasks.remind, every=jobs.EVERY_NIGHT)
    trail.seals(app, Delta, recorded="released_at")
    trail.seals(app, DeltaOffer, recorded="offered_at")
    trail.seals(app, DeltaWithdrawal, recorded="withdrawn_at")
    trail.seals(app, DeltaNote, recorded="recorded_at")
