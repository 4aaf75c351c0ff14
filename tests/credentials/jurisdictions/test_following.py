"""What a clinic follows on a day, as known at a moment: two clocks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.builders import make_clinic, make_person
from tests.credentials.jurisdictions.builders import PACK, SLUG, adopt, publish
from trainer.credentials.jurisdictions import actions, queries
from trainer.errors import Refused

MARCH, APRIL = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 4, 2, tzinfo=UTC)


@pytest.fixture
def versions(app, tmp_path):
    return publish(tmp_path), publish(tmp_path, PACK.replace("value: 50", "value: 54"))


def hours(clinic, day, known_at):
    found = queries.followed([clinic.id], day, known_at)
    return found[clinic.id, SLUG][1]["rules"][0]["hours"]["value"] if found else None


def test_the_version_of_the_day_counts_as_far_as_it_was_known(versions):
    old, new = versions
    clinic = make_clinic()
    adopt(clinic, old, adopted_on=date(2026, 3, 1), recorded_at=MARCH)
    adopt(clinic, new, adopted_on=date(2026, 3, 20), recorded_at=APRIL)
    assert hours(clinic, date(2026, 2, 28), APRIL) is None
    assert hours(clinic, date(2026, 3, 1), APRIL) == 50
    assert hours(clinic, date(2026, 3, 19), APRIL) == 50
    assert hours(clinic, date(2026, 3, 20), APRIL) == 54
    assert hours(clinic, date(2026, 3, 20), APRIL - timedelta(seconds=1)) == 50
    assert hours(clinic, date(2026, 3, 20), MARCH - timedelta(seconds=1)) is None


def test_every_clinic_follows_its_own(versions):
    old, new = versions
    here, there, nowhere = make_clinic(), make_clinic(), make_clinic()
    adopt(here, old, recorded_at=MARCH)
    adopt(there, new, recorded_at=MARCH)
    found = queries.followed([here.id, there.id, nowhere.id], date(2026, 3, 14), APRIL)
    assert {key: adoption.jurisdiction_version.number for key, (adoption, _) in found.items()} == {
        (here.id, SLUG): 1,
        (there.id, SLUG): 2,
    }


def test_a_clinic_goes_back_but_does_not_adopt_twice(versions):
    old, new = versions
    clinic = make_clinic()
    adopt(clinic, new)
    dana = make_person("director", clinic)
    signed: dict[str, Any] = {"name": "Dana", "statement": "x", "adopted_on": date(2026, 3, 1)}
    with pytest.raises(Refused, match="has already adopted version 2 of the rules of Example State"):
        actions.adopt(dana, clinic, new, **signed)
    actions.adopt(dana, clinic, old, **signed)
    assert queries.adoptions_of(clinic)[old.jurisdiction_id].jurisdiction_version is old
