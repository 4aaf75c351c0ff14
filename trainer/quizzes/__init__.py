from trainer import jobs, trail
from trainer.people import following
from trainer.quizzes import erasing, tasks
from trainer.quizzes.asking import asked_since, use_of
from trainer.quizzes.models import Answer, Attempt, ConfidentMiss
from trainer.quizzes.resting import resting_on
from trainer.quizzes.views import quizzes


def init_app(app):
    app.extensions["resting on"] = resting_on
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
