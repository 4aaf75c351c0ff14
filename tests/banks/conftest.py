from dataclasses import dataclass

import pytest

from tests.browser import Browser
from tests.builders import make_clinic, make_person
from trainer.people.models import Clinic


@dataclass
class Cast:
    """Who meets the pages of this room, each at a browser of their own."""

    clinic: Clinic
    practitioner: Browser
    director: Browser
    educator: Browser
    elsewhere: Browser  # the director of another clinic
    stranger: Browser


@pytest.fixture
def cast(browser) -> Cast:
    clinic = make_clinic(slug="riverbend", name="Riverbend Clinic")
    return Cast(
        clinic,
        browser.sign_in(make_person("practitioner", clinic)),
        browser.sign_in(make_person("director", clinic, name="Dana Ruiz", profession="chiropractor")),
        browser.sign_in(make_person("educator", clinic)),
        browser.sign_in(make_person("director")),
        browser,
    )
