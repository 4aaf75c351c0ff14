"""Assignments: somebody is asked to complete a module or credential by a day; done once evidence meets it."""

from trainer import trail
from trainer.credentials.assignments.models import Assignment, AssignmentWithdrawal
from trainer.credentials.assignments.pages import asked_of
from trainer.credentials.assignments.views import assignments


def init_app(app):
    app.register_blueprint(assignments)
    app.jinja_env.globals["assignments_of"] = asked_of  # the front page and a person's page draw them, too
    trail.seals(app, Assignment, recorded="asked_at")
    trail.seals(app, AssignmentWithdrawal, recorded="withdrawn_at")
