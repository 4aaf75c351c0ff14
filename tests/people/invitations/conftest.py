"""A clinic and the director who invites."""

import pytest

from tests.builders import make_clinic, make_person


@pytest.fixture
def clinic(app):
    return make_clinic(name="Riverbend", slug="riverbend", time_zone="America/Denver")


@pytest.fixture
def director(clinic, browser):
    return browser.sign_in(make_person("director", clinic, name="Rosa"))
