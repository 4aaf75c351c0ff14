from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine

from tests.audit.packets.builders import sit
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_policy, noon
from tests.quizzes.builders import adopt, make_content, publish
from trainer.audit.packets.making import make
from trainer.banks.models import Adoption
from trainer.credentials.models import Certificate
from trainer.credentials.queries import certificates_of
from trainer.people.models import Clinic, Person

FIRST = noon(date(2026, 3, 2))


@dataclass(frozen=True)
class Earned:
    """Somebody who passed two real quizzes, and the certificate that came of it."""

    clinic: Clinic
    director: Person
    ada: Person
    certificate: Certificate
    adoptions: tuple[Adoption, ...]


@pytest.fixture
def earned(app) -> Iterator[Earned]:
    with time_machine.travel(FIRST, tick=False) as clock:
        clinic = make_clinic(name="Riverbend")
        director = make_person("director", clinic, name="Dora Díaz")
        ada = make_person(clinic=clinic, name="Ada Okafor", email="ada@example.org")
        make_policy("a", "b")
        adoptions = tuple(adopt(publish(make_content(slug)), clinic) for slug in ("a", "b"))
        for adoption in adoptions:
            sit(ada, adoption, clock)
            clock.shift(timedelta(hours=1))
        [certificate] = certificates_of(ada)
        yield Earned(clinic, director, ada, certificate, adoptions)


@pytest.fixture
def packet(earned) -> bytes:
    return make(earned.certificate).data
