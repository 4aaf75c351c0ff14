from dataclasses import dataclass

import pytest
import time_machine

from tests.audit.builders import TODAY
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_policy, noon
from tests.quizzes.builders import adopt, make_content, publish
from trainer.banks.models import Adoption, ModuleVersion
from trainer.credentials.models import CredentialVersion
from trainer.people.models import Clinic, Person


@dataclass(frozen=True)
class Stage:
    """A clinic with its director, a credential of two modules, A and B, and the adoption of A."""

    clinic: Clinic
    director: Person
    policy: CredentialVersion
    module: ModuleVersion
    adoption: Adoption


@pytest.fixture
def today():
    """Noon in Denver on 1 June 2026."""
    with time_machine.travel(noon(TODAY), tick=False):
        yield TODAY


@pytest.fixture
def stage(app, today) -> Stage:
    clinic = make_clinic(name="Riverbend")
    director = make_person("director", clinic, name="Dora Díaz")
    module, _ = publish(make_content("a")), publish(make_content("b"))
    return Stage(clinic, director, make_policy("a", "b"), module, adopt(module, clinic))


@pytest.fixture
def director(browser, stage):
    return browser.sign_in(stage.director)
