"""A clinic that follows one policy with something of every kind, on 1 June 2026; Dora directs it, Ada works there."""

from datetime import date

import pytest
import time_machine

from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import make_certificate, make_entry, make_policy, noon
from tests.credentials.ledger.builders import ASKING, EVERYTHING, TODAY, YESTERDAY, Stage


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(noon(TODAY), tick=False):
        yield TODAY


@pytest.fixture
def stage(app) -> Stage:
    clinic = make_clinic(name="Riverbend", slug="riverbend")
    dora = make_person("director", clinic, name="Dora Díaz", profession="physical therapist")
    ada = make_person(clinic=clinic, name="Ada Okafor")
    return Stage(clinic, dora, ada, make_policy(title="Needling", **EVERYTHING))


@pytest.fixture
def dora(browser, stage):
    return browser.sign_in(stage.dora)


@pytest.fixture
def second(browser, stage):
    """Another director of the same clinic."""
    return browser.sign_in(make_person("director", stage.clinic, name="Nia Moreau"))


@pytest.fixture
def elsewhere(browser, stage):
    """A director of another clinic."""
    return browser.sign_in(make_person("director", name="Otto Brandt"))


@pytest.fixture
def herself(browser, stage):
    """Ada, who happens to be a director as well."""
    make_member(stage.ada, "director", stage.clinic)
    return browser.sign_in(stage.ada)


@pytest.fixture
def certificate(stage):
    """Ada holds the credential, and what must hold every day does."""
    make_entry(stage.ada, stage.clinic, "license", "CO", date(2026, 5, 1))
    make_entry(stage.ada, stage.clinic, "document", "cpr", date(2026, 5, 1))
    return make_certificate(stage.ada, stage.clinic, stage.policy)


@pytest.fixture
def otto(stage):
    """A colleague of Ada's, who directs nothing."""
    return make_person(clinic=stage.clinic, name="Otto Brandt", email="otto@example.org")


@pytest.fixture
def asked(dora, stage, otto):
    """Dora has asked Otto to sign what he saw yesterday."""
    dora.open(stage.address(ASKING))
    dora.press("Ask for the signature", observer=str(otto.id), on=YESTERDAY.isoformat(), reason="Bay 2, before lunch")
    [request] = stage.entries()
    return request
