"""A correction is computed, approved and carried out: what was is kept, and what stands is new rows."""

from datetime import date, timedelta

import pytest
import time_machine

from tests.insight.corrections.builders import (
    FAULTY,
    FIRST,
    approve,
    key,
    make_ward,
    outcomes,
    plan,
    propose,
    sit,
)
from trainer.clock import now
from trainer.credentials import queries as credentials
from trainer.credentials.models import Entry
from trainer.db import db
from trainer.insight.corrections.models import Regrading, RetestOffer
from trainer.insight.corrections.queries import verdicts
from trainer.insight.corrections.radius import radius
from trainer.mail import Letter


@pytest.fixture
def clock(app):
    with time_machine.travel(FIRST, tick=False) as clock:
        yield clock


WRONG_TWICE = {FAULTY: "wrong", "lungs-anatomy-1": "wrong"}  # 2 of 4: not passed
RIGHT_ONCE = {"lungs-anatomy-1": "wrong"}  # 3 of 4: passed, by the faulty key


def test_a_wrong_key_flips_results_in_both_directions_and_takes_nothing_away(clock):
    ward = make_ward()
    ada, ben, cem = (ward.person(name) for name in ("Ada", "Ben", "Cem"))
    failed, passed, whole = sit(ada, ward, WRONG_TWICE), sit(ben, ward, RIGHT_ONCE), sit(cem, ward, {})
    clock.shift(timedelta(days=30))

    found = radius(plan(ward.item, "key", key(ward.item, "wrong")))
    assert outcomes(found) == {failed.id: "gained", passed.id: "kept", whole.id: "lower"}
    gained, kept, _ = found.effects
    [issue] = gained.issues
    assert (issue["from"], issue["until"]) == ("2026-03-02", "2028-03-02")
    assert [(one["since"], one["until"]) for one in gained.clears] == [("2026-03-02", None)]
    [held] = kept.certificates
    assert (held["lapsed"], [one["since"] for one in kept.loses]) == (False, ["2026-03-02"])
    assert not db.session.new
    assert not db.session.dirty
    assert radius(plan(ward.item, "key", key(ward.item, "wrong"))).digest == found.digest, "the same again"

    approve(ward, propose(ward, "key", key(ward.item, "wrong")))
    [certificate] = credentials.certificates_of(ada)
    assert (certificate.valid_from, certificate.valid_until) == (date(2026, 3, 2), date(2028, 3, 2))
    assert certificate.issued_at == now(), "recorded now"
    [entry] = certificate.rests_on
    assert (entry.evidence, entry.from_on, entry.percent) == (f"attempt {failed.id}", date(2026, 3, 2), 75)
    then = credentials.history_of(ada, known_at=now() - timedelta(days=1))
    assert not then.certificates, "what was known on a day before stays as it was known"

    assert (failed.passed, failed.result["total"]["right"]) == (False, 2), "the result that was given stays readable"
    assert verdicts([failed.id, passed.id, whole.id]) == {failed.id: True, passed.id: True, whole.id: True}
    marked = {one.attempt_id: one for one in db.session.scalars(db.select(Regrading))}
    assert [marked[one.id].result["passed"] for one in (failed, passed, whole)] == [True, False, True]
    [held_still] = credentials.certificates_of(ben)
    assert held_still.code == held["code"]
    assert not db.session.scalar(db.select(Entry).where(Entry.kind.in_(("revocation", "correction"))))
    [offer] = db.session.scalars(db.select(RetestOffer))
    assert (offer.person_id, offer.attempt_id, offer.until_on) == (ben.id, passed.id, date(2026, 12, 1))
    letters = [
        one.to for one in db.session.scalars(db.select(Letter).order_by(Letter.id)) if "looked at again" in one.subject
    ]
    assert letters == [ada.email, ben.email, cem.email]
