from dataclasses import dataclass

import pytest

from tests.banks.builders import load, sound_bank
from tests.browser import Browser
from tests.builders import make_clinic, make_person
from trainer.people.models import Person


@dataclass
class Educators:
    """Two who work on the same module, each at a browser of their own, and who is none."""

    ada: Person
    ben: Person
    first: Browser
    second: Browser
    practitioner: Browser


@pytest.fixture
def educators(browser, tmp_path) -> Educators:
    load(sound_bank(tmp_path))
    clinic = make_clinic(slug="riverbend", name="Riverbend Clinic")
    ada = make_person("educator", clinic, name="Ada Okafor")
    ben = make_person("educator", clinic, name="Ben Lund")
    practitioner = browser.sign_in(make_person("practitioner", clinic))
    return Educators(ada, ben, browser.sign_in(ada), browser.sign_in(ben), practitioner)
