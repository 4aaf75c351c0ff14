"""The pages with which a clinic's directors write the ledger, and read it line by line."""

from flask import Flask

from trainer.credentials.ledger.views import clearances, corrections, evidence, ledger, policies, record, stops

VIEWS = (record, evidence, stops, corrections, clearances, policies)  # each adds its pages to the blueprint


def init_app(app: Flask) -> None:
    app.register_blueprint(ledger)
