from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_certificate, make_policy, noon
from tests.quizzes.builders import make_content, publish


@pytest.fixture
def clinic(app):
    return make_clinic(name="Riverbend")


@pytest.fixture
def policy(app):
    with time_machine.travel(noon(date(2026, 1, 1)), tick=False):
        publish(make_content("a"))
        publish(make_content("b"))
        return make_policy("a", "b")


@pytest.fixture
def ada(clinic):
    return make_person(clinic=clinic, name="Ada Okafor")


@pytest.fixture
def certificate_for(clinic, policy):
    """`certificate_for(person, holder_name=...)`: a certificate of March 2026."""

    def make(person, **changes):
        usual = {
            "valid_from": date(2026, 3, 1),
            "valid_until": date(2028, 3, 1),
            "issued_at": datetime(2026, 3, 1, 23, 5, tzinfo=UTC),
        }
        return make_certificate(person, clinic, policy, **usual | changes)

    return make
