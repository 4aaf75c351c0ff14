"""What a holder takes along: certificate and transcript as PDF, the card for a phone, a calendar of deadlines."""

from flask import Flask

from trainer.credentials.documents.views import calendar, documents, papers

VIEWS = (papers, calendar)  # each adds its pages to the blueprint


def init_app(app: Flask) -> None:
    app.register_blueprint(documents)
