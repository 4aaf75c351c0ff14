"""Ada, whose page is looked at."""

import pytest

from tests.builders import make_person


@pytest.fixture
def ada(stage):
    return make_person(clinic=stage.clinic, name="Ada Okafor")
