"""A clinic in Denver that follows one credential, on 1 June 2026; Dora directs it."""

from datetime import date

import pytest
import time_machine

from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_policy, noon
from tests.credentials.importing.builders import Stage

TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield TODAY


@pytest.fixture
def stage(app, browser) -> Stage:
    clinic = make_clinic(name="Riverbend", slug="riverbend")
    dora = make_person("director", clinic, name="Dora Díaz", email="dora@example.org")
    make_policy("a", "b", slug="needling", title="Needling knowledge", short="Knowledge")
    return Stage(clinic, dora, browser.sign_in(dora))
