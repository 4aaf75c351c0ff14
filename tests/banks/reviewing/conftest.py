import pytest

from tests.banks.reviewing.builders import Desk, make_manuscript
from tests.builders import make_clinic, make_person
from trainer.banks.authoring.models import Manuscript


@pytest.fixture
def desk(browser) -> Desk:
    clinic = make_clinic()
    ada, bo, cleo = (make_person("educator", clinic, name=name) for name in ("Ada Lang", "Bo Berg", "Cleo Marsh"))
    return Desk(clinic, ada, bo, cleo, *(browser.sign_in(person) for person in (ada, bo, cleo)))


@pytest.fixture
def manuscript(desk, tmp_path) -> Manuscript:
    return make_manuscript(desk.ada, tmp_path)
