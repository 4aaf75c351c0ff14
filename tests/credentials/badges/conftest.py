from datetime import UTC, datetime

import pytest
import time_machine

from tests.builders import make_clinic, make_person
from tests.credentials.badges.builders import JUNE, SITE
from tests.credentials.builders import make_certificate, make_policy
from trainer.credentials.badges import actions
from trainer.db import db


@pytest.fixture
def settings():
    return {"PUBLIC_URL": SITE}


@pytest.fixture
def june():
    with time_machine.travel(JUNE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def fetch(browser):
    """What anybody gets at an address of the installation, as bytes."""

    def get(address: str) -> bytes:
        answer = browser.client.get(address.removeprefix(SITE))
        assert answer.status_code == 200, address
        return answer.data

    return get


@pytest.fixture
def clinic(app):
    return make_clinic(name="Riverbend")


@pytest.fixture
def key(app):
    """The installation's first key, as the start makes it."""
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        made = actions.make_key_if_needed(app.config["SECRET_KEY"])
        db.session.commit()
    return made


@pytest.fixture
def certificate(clinic, key):
    ada = make_person(clinic=clinic, name="Ada Okafor", email="ada@example.org")
    return make_certificate(ada, clinic, make_policy("a", "b"))
