"""The audit binder: what a roster's filter lets through, as PDF, spreadsheet, CSV and JSON, with one hash on all."""

from flask import Flask

from trainer.audit.binders import tasks
from trainer.audit.binders.views import binders


def init_app(app: Flask) -> None:
    app.register_blueprint(binders)
    tasks.init_app(app)
