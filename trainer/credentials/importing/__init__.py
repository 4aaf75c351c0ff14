"""People and earlier certificates from a file: mapped, tried without changing anything, confirmed, undone as one."""

from flask import Flask

from trainer.credentials.importing import tasks
from trainer.credentials.importing.cli import import_people
from trainer.credentials.importing.views import importing
from trainer.people.cli import people


def init_app(app: Flask) -> None:
    app.register_blueprint(importing)
    people.add_command(import_people)
    tasks.init_app(app)
