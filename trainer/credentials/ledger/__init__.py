"""The pages with which directors write the ledger and read it line by line, and observers sign what they saw."""

from flask import Flask

from trainer.credentials.ledger.views import (
    clearances,
    corrections,
    evidence,
    ledger,
    observations,
    policies,
    practicals,
    record,
    stops,
)

VIEWS = (
    record,
    evidence,
    practicals,
    observations,
    stops,
    corrections,
    clearances,
    policies,
)  # each adds its pages to the blueprint


def init_app(app: Flask) -> None:
    app.register_blueprint(ledger)
