import pytest

from tests.audit.builders import make_practitioner


@pytest.fixture
def here(stage):
    return f"/clinics/{stage.clinic.slug}/today"


@pytest.fixture
def lapsed(stage):
    return [make_practitioner(stage.clinic, stage.policy, "lapsed", name) for name in ("Ada", "Ben", "Cleo")]
