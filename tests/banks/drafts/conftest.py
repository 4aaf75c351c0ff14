import pytest

from tests.banks.drafts.builders import Educators
from tests.builders import make_clinic, make_person


@pytest.fixture
def educators(browser) -> Educators:
    clinic = make_clinic()
    one = make_person("educator", clinic, name="Edda Lang")
    other = make_person("educator", clinic, name="Otis Berg")
    return Educators(clinic, one, other, browser.sign_in(one), browser.sign_in(other))
