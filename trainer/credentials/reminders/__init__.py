"""Reminders: who is told, when and in which words, that a certificate ends, can be renewed, lapsed or was stopped."""

from trainer import trail
from trainer.credentials.reminders import actions, tasks
from trainer.credentials.reminders.cli import mail
from trainer.credentials.reminders.models import Reminder, ReminderWords
from trainer.credentials.reminders.views import reminders
from trainer.people import following


def init_app(app):
    app.register_blueprint(reminders)
    tasks.init_app(app)
    app.cli.add_command(mail)
    following.follow(app, "erased", actions.forget)
    trail.seals(app, Reminder, recorded="written_at")
    trail.seals(app, ReminderWords, recorded="changed_at")
