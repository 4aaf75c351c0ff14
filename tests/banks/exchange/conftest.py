from dataclasses import dataclass

import pytest

from tests.banks.builders import load, sound_bank
from tests.browser import Browser
from tests.builders import make_clinic, make_person
from trainer.people.models import Clinic


@dataclass
class Educators:
    """Two who work on the same module, and who is none, each at a browser of their own."""

    clinic: Clinic
    ada: Browser
    ben: Browser
    practitioner: Browser


@pytest.fixture
def educators(browser, tmp_path) -> Educators:
    load(sound_bank(tmp_path))
    clinic = make_clinic(slug="riverbend", name="Riverbend Clinic")
    ada, ben = (browser.sign_in(make_person("educator", clinic, name=name)) for name in ("Ada Okafor", "Ben Lund"))
    return Educators(clinic, ada, ben, browser.sign_in(make_person("practitioner", clinic)))
