"""State is decided twice: by the rules for one person, by the database for a whole roster. Both must say the same."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import LONG_AGO, make_clinic, make_person
from tests.credentials.builders import make_policy
from trainer.audit.queries import roster as queries
from trainer.audit.rules import Filter, lapse_window
from trainer.credentials.models import Certificate
from trainer.credentials.queries import shelf
from trainer.credentials.queries.status import Asked
from trainer.credentials.rules import URGENCY, in_force, state_on
from trainer.db import db

DAY = date(2026, 6, 1)
near = st.integers(-800, 800).map(lambda days: DAY + timedelta(days=days))
periods = st.lists(st.tuples(near, near).map(sorted), max_size=4, unique_by=lambda period: period[1])
anybody = st.lists(periods, min_size=1, max_size=4)


@pytest.fixture
def policy(app):
    return make_policy("a")


@pytest.fixture
def clinic(app):
    return make_clinic()


@pytest.fixture
def people(clinic):
    return [make_person(clinic=clinic) for _ in range(4)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(held=anybody, due_soon_days=st.integers(1, 365), within=st.integers(1, 400))
def test_the_database_and_the_rules_agree(policy, clinic, people, held, due_soon_days, within):
    certificates = {
        person.id: [certificate(person, clinic, policy, *period) for period in own]
        for person, own in zip(people, [*held, *[[]] * 4], strict=False)
    }
    db.session.add_all(one for own in certificates.values() for one in own)
    db.session.flush()
    rule = replace(shelf([]).as_written(policy.credential_id)[policy.id], due_soon_days=due_soon_days)
    roster = queries.Roster(clinic.id, Asked(policy.credential_id, rule, {}, DAY))

    found = db.session.execute(queries.people(roster, Filter())).all()
    lapsing = db.session.execute(queries.people(roster, Filter(within=within))).all()
    counted = queries.counts([roster], Filter())
    db.session.rollback()

    expected = {}
    for person_id, own in certificates.items():
        stands = in_force(own, DAY)
        until = stands and stands.valid_until
        expected[person_id] = (state_on(DAY, stands and stands.valid_from, until, due_soon_days), until)
    assert {row.id: (row.state, row.valid_until) for row in found} == expected

    order = [(URGENCY[row.state], row.valid_until or date.min) for row in found]
    assert order == sorted(order)

    first, last = lapse_window(DAY, within)
    assert {row.id for row in lapsing} == {i for i, (_, until) in expected.items() if until and first <= until <= last}

    states = [state for state, _ in expected.values()]
    assert {state: number for (_, state), number in counted.items()} == {s: states.count(s) for s in set(states)}


def certificate(person, clinic, policy, first, last) -> Certificate:
    return Certificate(
        code=f"{person.id}-{first}-{last}",
        person_id=person.id,
        clinic_id=clinic.id,
        credential_id=policy.credential_id,
        credential_version_id=policy.id,
        holder_name=person.name,
        valid_from=first,
        valid_until=last,
        issued_at=LONG_AGO,
    )
