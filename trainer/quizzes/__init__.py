from trainer import jobs
from trainer.quizzes import tasks
from trainer.quizzes.resting import resting_on
from trainer.quizzes.views import quizzes


def init_app(app):
    app.extensions["resting on"] = resting_on
    app.register_blueprint(quizzes)
    jobs.register(app, tasks.close_overdue, every=jobs.EVERY_MINUTE)
