"""A pass comes down from a quiz: what is remembered, what is issued, what the trail says."""

import threading
from datetime import date

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.builders import make_clinic, make_person
from tests.credentials.builders import accept, make_certificate, make_policy, noon
from trainer import trail
from trainer.credentials import actions, queries
from trainer.credentials.actions import CODE_LENGTH, CODE_LETTERS
from trainer.credentials.models import Certificate, Entry
from trainer.db import db
from trainer.trail import Event

MARCH, APRIL, NEXT_YEAR = date(2026, 3, 1), date(2026, 4, 1), date(2027, 3, 1)


@pytest.fixture
def clinic(app):
    return make_clinic()


@pytest.fixture
def ada(clinic):
    return make_person(clinic=clinic, name="Ada Okafor")


@pytest.fixture
def policy(app):
    return make_policy("a", "b")


def events():
    return db.session.scalars(select(Event).where(Event.about_id.is_not(None)).order_by(Event.id)).all()


def test_one_of_two_modules_issues_nothing(ada, clinic, policy):
    assert accept(ada, clinic, "a", MARCH) == []
    assert queries.certificates_of(ada) == []
    assert events() == []


def test_the_last_module_issues_the_certificate(ada, clinic, policy):
    accept(ada, clinic, "a", MARCH)
    [certificate] = accept(ada, clinic, "b", APRIL)
    assert (certificate.valid_from, certificate.valid_until) == (APRIL, date(2028, 3, 1))
    assert certificate.holder_name == "Ada Okafor"
    assert certificate.renews_id is None
    assert [(one.subject, one.from_on) for one in certificate.passes] == [("a", MARCH), ("b", APRIL)]
    assert len(certificate.code) == CODE_LENGTH
    assert set(certificate.code) <= set(CODE_LETTERS)


def test_the_trail_says_so(ada, clinic, policy):
    accept(ada, clinic, "a", MARCH)
    [certificate] = accept(ada, clinic, "b", APRIL)
    [line] = events()
    assert (line.name, line.about, line.by, line.clinic_id) == ("certificate.issued", ada, None, clinic.id)
    assert (
        line.sentence
        == f"earned Needling knowledge, version 1, certificate {certificate.code}, 2026-04-01 to 2028-03-01"
    )


def test_a_pass_that_does_not_make_it_last_longer_issues_nothing(ada, clinic, policy):
    accept(ada, clinic, "a", MARCH)
    accept(ada, clinic, "b", APRIL)
    assert accept(ada, clinic, "b", NEXT_YEAR) == []
    assert len(queries.certificates_of(ada)) == 1


def test_renewing_makes_a_new_one_that_names_the_old(ada, clinic, policy):
    accept(ada, clinic, "a", MARCH)
    [first] = accept(ada, clinic, "b", APRIL)
    [second] = accept(ada, clinic, "a", NEXT_YEAR)
    assert second.renews_id == first.id
    assert (second.valid_from, second.valid_until) == (NEXT_YEAR, date(2028, 4, 1))
    assert (first.valid_from, first.valid_until) == (APRIL, date(2028, 3, 1))
    assert second.code != first.code
    assert queries.newer_than(first) is second
    assert queries.newer_than(second) is None
    assert [line.name for line in events()] == ["certificate.issued", "certificate.renewed"]


def test_after_a_gap_the_old_certificate_is_renewed_from_the_day_of_the_last_pass(ada, clinic, policy):
    accept(ada, clinic, "a", MARCH)
    [first] = accept(ada, clinic, "b", APRIL)
    late = date(2029, 1, 10)
    assert accept(ada, clinic, "a", late) == []
    [second] = accept(ada, clinic, "b", late)
    assert (second.valid_from, second.renews_id) == (late, first.id)


def test_what_was_passed_too_long_ago_does_not_count(ada, clinic, policy):
    accept(ada, clinic, "a", MARCH)
    assert accept(ada, clinic, "b", date(2028, 3, 2)) == []


def test_a_person_at_two_clinics_is_one_record(ada, clinic, policy):
    other = make_clinic()
    accept(ada, clinic, "a", MARCH)
    [certificate] = accept(ada, other, "b", APRIL)
    assert certificate.clinic is other
    assert {one.clinic_id for one in certificate.passes} == {clinic.id, other.id}


def test_somebody_elses_passes_do_not_count(ada, clinic, policy):
    bob = make_person(clinic=clinic)
    accept(ada, clinic, "a", MARCH)
    assert accept(bob, clinic, "b", APRIL) == []


def test_a_module_that_no_credential_asks_for_is_only_remembered(ada, clinic, policy):
    assert accept(ada, clinic, "cupping", MARCH) == []
    assert db.session.scalars(select(Entry.subject)).all() == ["cupping"]


def test_one_pass_can_complete_two_credentials(ada, clinic, policy):
    make_policy("b", slug="clean", title="Clean needles")
    accept(ada, clinic, "a", MARCH)
    issued = accept(ada, clinic, "b", APRIL)
    assert sorted(one.credential_version.title for one in issued) == ["Clean needles", "Needling knowledge"]


def test_the_newest_version_of_a_policy_decides(ada, clinic, policy):
    with time_machine.travel(noon(MARCH), tick=False):
        make_policy("a", "b", within_months=12)
    accept(ada, clinic, "a", MARCH)
    [certificate] = accept(ada, clinic, "b", APRIL)
    assert certificate.valid_until == date(2027, 3, 1)
    assert certificate.credential_version.number == 2


def test_a_pass_counts_once(ada, clinic, policy):
    actions.accept_pass(ada, clinic, module="a", version=1, passed_on=MARCH, evidence="attempt 1")
    with pytest.raises(IntegrityError):
        actions.accept_pass(ada, clinic, module="a", version=1, passed_on=MARCH, evidence="attempt 1")
    db.session.rollback()


def test_a_certificate_is_never_edited(ada, clinic, policy):
    certificate = make_certificate(ada, clinic, policy)
    certificate.valid_until = date(2099, 1, 1)
    with pytest.raises(TypeError, match="never changed"):
        db.session.flush()
    db.session.rollback()
    db.session.delete(db.session.get_one(Certificate, certificate.id))
    with pytest.raises(TypeError, match="never removed"):
        db.session.flush()
    db.session.rollback()


def test_two_modules_handed_in_at_the_same_moment_earn_one_certificate(app, ada, clinic, policy):
    """The second waits until the first is committed; without that neither would see the other's pass."""
    trail.record("person.signed_in", about=ada, by=ada)  # as handing in does: the trail holds the person's row as well
    db.session.flush()
    started = threading.Event()
    person_id, clinic_id = ada.id, clinic.id

    def hand_in_the_other():
        with app.app_context():
            person, place = db.session.get_one(type(ada), person_id), db.session.get_one(type(clinic), clinic_id)
            trail.record("person.signed_in", about=person, by=person)
            db.session.flush()
            started.set()
            actions.accept_pass(person, place, module="b", version=1, passed_on=MARCH, evidence="attempt 2")
            db.session.commit()

    other = threading.Thread(target=hand_in_the_other)
    other.start()
    started.wait(0.5)  # on SQLite it waits for our write already
    actions.accept_pass(ada, clinic, module="a", version=1, passed_on=MARCH, evidence="attempt 1")
    db.session.commit()
    other.join(10)
    assert not other.is_alive()
    db.session.expire_all()
    assert len(queries.certificates_of(ada)) == 1


def test_a_pass_dated_later_elsewhere_still_completes_the_credential(ada, clinic, policy):
    """Handed in for a clinic where it is tomorrow already, then for one where it is still today."""
    actions.accept_pass(ada, clinic, module="a", version=1, passed_on=date(2026, 1, 2), evidence="attempt 1")
    actions.accept_pass(ada, clinic, module="b", version=1, passed_on=date(2026, 1, 1), evidence="attempt 2")
    assert [one.valid_from for one in queries.certificates_of(ada)] == [date(2026, 1, 2)]
