"""Two accounts that are one human being: what their evidence completes together is issued, as on any other day."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.builders import make_person
from tests.credentials.builders import accept, make_certificate, make_entry, make_pass, make_policy, noon
from trainer import clock
from trainer.audit.packets.making import make
from trainer.audit.packets.verifying import verify
from trainer.credentials import actions as ledger
from trainer.credentials import queries, rules
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.queries import histories
from trainer.db import db
from trainer.people import actions as people
from trainer.trail import Event

THERAPIST = "physical therapist"
APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture
def rosa(stage):
    return make_person("administrator", name="Rosa Lindqvist")


@pytest.fixture
def twin(stage):
    return make_person(clinic=stage.clinic, name="Ada Okafor-Bell", email="bell@example.org")


@pytest.fixture
def knowledge(stage):
    return make_policy("a", "b", slug="knowledge", title="Knowledge")


def merge(gone, kept, by):
    people.merge(gone, kept, by=by, reason="Same license number")
    db.session.commit()


def held(person) -> list[Certificate]:
    return list(db.session.scalars(select(Certificate).filter_by(person_id=person.id).order_by(Certificate.id)))


def is_cleared(person, version, day: date, known_at: datetime | None = None) -> bool:
    history = histories([person.id], known_at)[person.id]
    policies = queries.shelf([]).as_written(version.credential_id)
    return rules.standing(policies[version.id], history, day, policies).cleared


def test_what_the_evidence_of_both_completes_is_issued(stage, rosa, twin, knowledge):
    make_pass(twin, stage.clinic, "a", APRIL)
    make_pass(stage.ada, stage.clinic, "b", MAY)
    with time_machine.travel(noon(JUNE) - timedelta(hours=1), tick=False):
        merge(twin, stage.ada, rosa)
    [issued] = held(stage.ada)
    assert (issued.valid_from, issued.valid_until, issued.by_id) == (MAY, date(2028, 4, 1), None)
    assert {one.person_id for one in issued.rests_on} == {twin.id, stage.ada.id}
    line = db.session.scalars(select(Event).filter_by(name="certificate.issued", about_id=stage.ada.id)).one()
    assert (line.details["code"], line.by_id, line.clinic_id) == (issued.code, None, stage.clinic.id)

    # Both clocks: it holds from the day on which the last piece came, and nobody knew so before the merger.
    before = issued.issued_at - timedelta(seconds=1)
    assert is_cleared(stage.ada, knowledge, MAY)
    assert not is_cleared(stage.ada, knowledge, MAY - timedelta(days=1))
    assert not is_cleared(stage.ada, knowledge, JUNE, known_at=before)
    assert is_cleared(stage.ada, knowledge, MAY, known_at=issued.issued_at)
    assert not is_cleared(twin, knowledge, JUNE)

    report = verify(make(issued).data)
    assert report.is_sound, report.findings
    assert report.told.decided_again


def test_a_renewal_that_the_other_account_has_earned(stage, rosa, twin):
    renewal = {"opens_days_before": 60, "grace_days": 0, "requires": [{"module": "a", "within_months": 12}]}
    version = make_policy("a", slug="yearly", valid={"anchor": "last day", "months": 12}, renewal=renewal)
    first = make_certificate(stage.ada, stage.clinic, version, valid_until=date(2026, 6, 20))
    make_pass(twin, stage.clinic, "a", MAY)
    merge(twin, stage.ada, rosa)
    _, renewed = held(stage.ada)
    assert (renewed.renews_id, renewed.valid_until) == (first.id, date(2027, 6, 20))


def test_what_is_not_completed_stays_open(stage, rosa, twin, knowledge):
    make_pass(twin, stage.clinic, "a", APRIL)
    merge(twin, stage.ada, rosa)
    assert held(stage.ada) == []
    [issued] = accept(stage.ada, stage.clinic, "b", JUNE)
    assert {one.subject for one in issued.rests_on} == {"a", "b"}


@pytest.fixture
def other(stage):
    """The account with which Ada directs."""
    return make_person("director", stage.clinic, name="Ada Bell", email="bell@example.org", profession=THERAPIST)


def first_aid(*modules: str):
    requires = [{"document": "cpr", "title": "CPR"}, *({"module": one, "within_months": 24} for one in modules)]
    return make_policy(
        slug="first-aid", title="First aid", requires=requires, valid={"anchor": "completion", "months": 12}
    )


def test_what_one_entered_about_the_other_completes_nothing(stage, rosa, other):
    """Nobody vouches for themselves, also not when it turns out later that they had, and whatever else comes."""
    version = first_aid("a")
    paper = make_entry(stage.ada, stage.clinic, "document", "cpr", MAY, by_id=other.id)
    merge(other, stage.ada, rosa)
    assert accept(stage.ada, stage.clinic, "a", JUNE) == []
    [voiding] = db.session.scalars(select(Entry).filter_by(kind="correction"))
    assert (voiding.refers_to_id, voiding.by_id) == (paper.id, rosa.id)
    assert db.session.scalars(select(Event).filter_by(name="entry.corrected", about_id=stage.ada.id)).one()
    make_entry(stage.ada, stage.clinic, "document", "cpr", JUNE, by_id=stage.dora.id)
    [issued] = ledger.consider_all(stage.ada, stage.clinic, clock.today("UTC"))
    assert paper not in issued.rests_on
    assert is_cleared(stage.ada, version, JUNE)


def test_a_third_account_vouches_for_no_other_either(stage, rosa, other):
    third = make_person(clinic=stage.clinic, name="Ada O.", email="third@example.org")
    first_aid()
    make_entry(third, stage.clinic, "document", "cpr", MAY, by_id=other.id)
    merge(other, stage.ada, rosa)
    merge(third, stage.ada, rosa)
    assert held(stage.ada) == []


def test_a_certificate_goes_with_what_they_had_vouched_for_themselves(stage, rosa, other):
    """As known before the merger she was cleared, from now on she was not; what others say is enough to be issued."""
    [needling] = queries.shelf([]).versions
    wanted = queries.policy_of(needling).practicals["needling/thorax"]
    make_pass(stage.ada, stage.clinic, "a", APRIL)
    for kind, subject, more in (
        ("license", "CO", {}),
        ("training", "thorax", {"minutes": 480, "in_person_minutes": 240}),
        ("document", "cpr", {}),
    ):
        make_entry(stage.ada, stage.clinic, kind, subject, MAY, by_id=stage.dora.id, **more)
    seen = ledger.Seen(tuple(wanted.checklist))
    ledger.observe(ledger.Occasion(stage.ada, stage.clinic, other, MAY), wanted, seen)
    db.session.commit()
    [first] = held(stage.ada)
    merging_at = noon(JUNE) + timedelta(minutes=1)
    with time_machine.travel(merging_at, tick=False):
        merge(other, stage.ada, rosa)
        assert held(stage.ada) == [first]
        assert not is_cleared(stage.ada, needling, JUNE)
        assert is_cleared(stage.ada, needling, JUNE, known_at=merging_at - timedelta(seconds=1))
        line = db.session.scalars(select(Event).filter_by(name="certificate.corrected", about_id=stage.ada.id)).one()
        assert line.details["code"] == first.code
        ledger.observe(ledger.Occasion(stage.ada, stage.clinic, stage.dora, JUNE), wanted, seen)
        db.session.commit()
        _, second = held(stage.ada)
        assert is_cleared(stage.ada, needling, JUNE)
        report = verify(make(second).data)
    assert report.is_sound, report.findings


def test_who_asked_and_who_approved_turn_out_to_be_one(stage, rosa, other):
    """Two people have to want a temporary clearance; what was lifted by oneself is not lifted."""
    [needling] = queries.shelf([]).versions
    nia = make_person(clinic=stage.clinic, name="Nia Moreau")
    stays = make_person("director", stage.clinic, name="Ada Bell-Okafor", email="okafor@example.org")
    asked = ledger.ask_for_temporary(
        ledger.Occasion(nia, stage.clinic, other, JUNE, "Supervised"), needling, date(2026, 6, 30)
    )
    ledger.approve_temporary(ledger.Occasion(nia, stage.clinic, stays, JUNE), asked, "Needling")
    suspension = ledger.suspend(ledger.Occasion(other, stage.clinic, stage.dora, JUNE, "Under review"), needling)
    ledger.reinstate(ledger.Occasion(other, stage.clinic, stays, JUNE, "Fine"), suspension, "Needling")
    db.session.commit()
    assert is_cleared(nia, needling, JUNE)
    merge(other, stays, rosa)
    assert not is_cleared(nia, needling, JUNE)
    policy = queries.shelf([]).as_written(needling.credential_id)[needling.id]
    [in_force] = rules.standing(policy, queries.history_of(stays), JUNE).suspensions
    assert in_force.id == suspension.id


def test_where_the_account_that_stays_does_not_practice_nothing_is_issued(stage, rosa, twin, knowledge):
    make_pass(twin, stage.clinic, "a", APRIL)
    make_pass(stage.ada, stage.clinic, "b", MAY)
    people.end(stage.ada.memberships[0], by=rosa)
    merge(twin, stage.ada, rosa)
    assert held(stage.ada) == []
