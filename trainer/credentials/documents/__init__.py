"""What a holder takes along: certificate and transcript as PDF, the card for a phone."""

from flask import Flask

from trainer.credentials.documents.views import documents, papers

VIEWS = (papers,)  # each adds its pages to the blueprint


def init_app(app: Flask) -> None:
    app.register_blueprint(documents)
