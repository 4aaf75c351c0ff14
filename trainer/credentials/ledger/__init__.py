"""The pages with which directors write the ledger and read it line by line, and observers sign what they saw."""

from flask import Flask

from trainer.credentials.content.requirements import without_passages
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
    app.jinja_env.filters["without_passages"] = without_passages
