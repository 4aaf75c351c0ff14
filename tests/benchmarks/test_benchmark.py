"""`make benchmark` measures the right thing: for few people it answers as plain SQL does, its files have all rows."""

from random import Random

import time_machine

from tests.benchmarks import town
from tests.benchmarks.__main__ import broken_by
from tests.benchmarks.questions import Measured, of_all_clinics, of_one_clinic
from tests.benchmarks.stand import Stand
from tests.benchmarks.streams import NOW, Memory, binder, status
from trainer.credentials.models import CredentialVersion

PEOPLE = 410  # more than fit into one clinic, and than a page shows


def test_on_few_people_every_answer_is_that_of_plain_sql(app):
    """Unequal answers are refused while measuring."""
    with time_machine.travel(NOW):
        stand = Stand(app, "", town.build(PEOPLE, seed=7), PEOPLE)
        measured = [*of_all_clinics(stand, times=1), *of_one_clinic(stand, times=1)]
        assert len(measured) == 6
        assert all(one.statements <= 10 for one in measured)
        assert all(one.statements == 1 for one in measured if one.what.startswith("counts"))
        memory = Memory()
        there = PEOPLE - PEOPLE // 50  # some have left
        assert status(memory, PEOPLE) == there
        town.gather(50)
        with app.test_request_context():
            assert binder(memory, 50) == 50
        assert memory.peak


def test_what_breaks_a_promise_is_named():
    kept = Measured("counts", plain=1, ours=2, statements=10)
    assert not [*broken_by(kept)]
    assert [*broken_by(Measured("counts", plain=1, ours=2.1, statements=11))] == [
        "counts takes 2.10 times the plain SQL",
        "counts takes 11 statements",
    ]


def test_the_same_seed_makes_the_same_people():
    def rows(seed: int) -> dict[type, list[tuple]]:
        made = town.Town(Random(seed), [1], CredentialVersion(id=1, credential_id=1))
        for number in range(1, 50):
            made.add(number)
        return made.rows

    assert rows(3) == rows(3) != rows(4)
