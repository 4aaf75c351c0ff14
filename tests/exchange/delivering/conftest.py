"""A webhook, a server that receives, and something that happens."""

from typing import Any

import pytest

from tests.exchange.builders import make_webhook
from trainer import trail
from trainer.db import db
from trainer.exchange.models import Webhook


@pytest.fixture
def settings():
    return {"WEBHOOKS_INSIDE": True}


@pytest.fixture
def hook(clinic, dora, receiver) -> Webhook:
    return make_webhook(clinic, dora, f"{receiver.url}hook?x=1", "module", "webhook")


@pytest.fixture
def happens(clinic, dora, today):
    """`happens()`: a line is written, and has settled."""

    def write(number: int = 1) -> None:
        details: Any = {
            "version": number,
            "module": "Hands",
            "adopted_on": "2026-06-01",
            "name": "D",
            "statement": "Yes",
        }
        trail.record("module.adopted", by=dora, clinic=clinic, **details)
        db.session.commit()
        today.shift(5)

    return write
