"""What a pack asks decides who is cleared: for a clinic, on a day, by what was known."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.builders import LONG_AGO, make_clinic, make_member, make_person, saved
from tests.credentials.builders import make_certificate, make_entry, make_policy
from tests.credentials.jurisdictions.builders import PACK, adopt, publish
from trainer.credentials import actions, queries, rules
from trainer.credentials.jurisdictions.rules import resolved
from trainer.credentials.pages import standings, standings_of, title_of
from trainer.db import db
from trainer.people.models import PersonProfession

DAY, BEFORE = date(2026, 6, 1), date(2026, 2, 28)
LAW = {"requires": [{"document": "cpr", "title": "CPR", "ongoing": False}, {"jurisdiction": "adopted"}]}
VALID = {"valid": {"anchor": "completion", "months": 24}}
CHIROPRACTOR = """
  - profession: chiropractor
    effective_on: 2020-01-01
    dated_by: rule
    allowed: {value: yes, source: rule}
"""
FIFTY_FOUR = PACK.replace("value: 50", "value: 54")


@pytest.fixture
def clinic(app):
    return make_clinic()


@pytest.fixture
def version(clinic):
    return make_policy(**LAW, **VALID)


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2026, 6, 1, 18, tzinfo=UTC), tick=False) as clock:
        yield clock


def member(clinic, profession):
    person = make_person(clinic=clinic, profession=profession)
    days = {"from_on": date(2020, 1, 1), "recorded_at": LONG_AGO}
    saved(PersonProfession(person_id=person.id, profession=profession, **days))
    return person


def holder(clinic, version, profession="physical therapist", hours=0, in_person=0):
    """Somebody with a certificate from before there was a pack, and so much training."""
    person = member(clinic, profession)
    make_certificate(person, clinic, version)
    if hours:
        minutes = {"minutes": hours * 60, "in_person_minutes": in_person * 60}
        make_entry(person, clinic, "training", "dry-needling", date(2025, 5, 1), **minutes)
    return person


def stands(person, clinic, day=DAY, known_at=None) -> rules.Standing:
    book = queries.rulebook(clinic.id, day, known_at)
    [version] = book.versions
    history = queries.histories([person.id], known_at)[person.id]
    return rules.standing(book.rule_of(version), history, day, book.earned_under(version.credential_id))


@pytest.mark.parametrize(
    ("profession", "hours", "in_person", "cleared"),
    [
        ("physical therapist", 50, 40, True),
        ("physical therapist", 49, 49, False),
        ("physical therapist", 60, 39, False),
        ("chiropractor", 0, 0, True),  # allowed, and no hours are named
        ("athletic trainer", 100, 100, False),  # only by delegation
        ("sports physician", 100, 100, False),  # the pack knows nothing of them
        (None, 100, 100, False),
    ],
)
@pytest.mark.sqlite
def test_the_pack_decides_for_the_profession(clinic, version, tmp_path, profession, hours, in_person, cleared):
    person = holder(clinic, version, profession, hours, in_person)
    assert stands(person, clinic).cleared  # nothing is asked as long as nothing is adopted
    adopt(clinic, publish(tmp_path, PACK + CHIROPRACTOR))
    assert stands(person, clinic).cleared is cleared


def test_another_version_counts_from_its_day_and_only_for_whom_it_was_known(clinic, version, tmp_path):
    elsewhere, may = make_clinic(), datetime(2026, 5, 2, tzinfo=UTC)
    person = holder(clinic, version, hours=52, in_person=52)
    adopt(clinic, publish(tmp_path))
    adopt(clinic, publish(tmp_path, FIFTY_FOUR), adopted_on=date(2026, 4, 1), recorded_at=may)
    assert stands(person, clinic, date(2026, 3, 31)).cleared
    assert not stands(person, clinic, date(2026, 4, 1)).cleared
    assert stands(person, clinic, date(2026, 4, 1), known_at=datetime(2026, 5, 1, tzinfo=UTC)).cleared
    assert stands(person, elsewhere).cleared  # another clinic adopted nothing


def test_nobody_earns_what_the_state_does_not_allow(clinic, version, tmp_path, clock):
    adopt(clinic, publish(tmp_path))
    therapist = member(clinic, "physical therapist")
    make_entry(therapist, clinic, "document", "cpr", DAY)
    assert actions.consider_all(therapist, clinic, DAY) == []
    make_entry(therapist, clinic, "training", "dry-needling", DAY, minutes=3000, in_person_minutes=2400)
    [certificate] = actions.consider_all(therapist, clinic, DAY)
    assert {one.kind for one in certificate.rests_on} <= {"document", "training"}
    db.session.commit()


@pytest.mark.sqlite
def test_a_state_that_is_named_and_not_adopted_is_met_by_nobody(clinic):
    version = make_policy(requires=[{"jurisdiction": "US-XX"}], **VALID)
    person = holder(clinic, version, hours=100, in_person=100)
    assert not stands(person, clinic).cleared
    assert "Rules of US-XX not adopted by the clinic" in said(person, clinic)


@pytest.mark.sqlite
def test_the_reasons_name_the_state_and_what_is_short(clinic, version, tmp_path):
    adopt(clinic, publish(tmp_path))
    short, trainer = holder(clinic, version, hours=30, in_person=30), holder(clinic, version, "athletic trainer")
    assert said(short, clinic) == (
        "Not cleared: rules of Example State: allowed for physical therapists with 50 h of training, 40 h of it in "
        "person, to be verified at the board; dry-needling 30 of 50 hours, 30 of 40 in person."
    )
    assert said(trainer, clinic) == (
        "Not cleared: rules of Example State: allowed by delegation for athletic trainers, to be verified at the board."
    )
    nobody = holder(clinic, version, "sports physician")
    assert said(nobody, clinic) == "Not cleared: rules of Example State: no rule known for sports physicians."


def said(person, clinic) -> str:
    book = queries.rulebook(clinic.id, DAY)
    [version] = book.versions
    policy, history = queries.policy_of(version), queries.history_of(person)
    found = stands(person, clinic)
    return rules.explaining.explain(book.rule_of(version), found, history, lambda leaf: title_of(leaf, policy), {}).text


@pytest.mark.sqlite
def test_on_the_page_the_state_is_one_of_what_is_asked(clinic, version, tmp_path):
    adopt(clinic, publish(tmp_path, PACK + CHIROPRACTOR))

    def cells(person):
        [standing] = standings(queries.shelf([clinic.id]), [clinic], queries.history_of(person), [], DAY)
        return {one.cell.key[1]: one.state for one in standing.requirements}, [one.title for one in standing.to_do]

    assert cells(holder(clinic, version, hours=30, in_person=30)) == (
        {"cpr": "missing", "US-XX": "lapsed", "dry-needling": "lapsed"},
        ["dry-needling", "CPR"],
    )
    assert cells(holder(clinic, version, "chiropractor"))[0] == {"cpr": "missing", "US-XX": "current"}


@pytest.mark.sqlite
@pytest.mark.parametrize("place", [0, 1])
def test_who_works_at_two_clinics_reads_what_holds_at_both(version, tmp_path, clock, place):
    """The state of one of them does not let her needle: her own page does not call her cleared, whichever it is."""
    clinics = [make_clinic(), make_clinic()]
    person = holder(clinics[0], version, "athletic trainer")
    make_member(person, "practitioner", clinics[1])
    adopt(clinics[place], publish(tmp_path), adopted_on=DAY)
    assert {stands(person, one).state for one in clinics} == {"missing", "current"}
    [found] = standings_of(person, DAY)
    assert found.state == "missing"


@pytest.mark.sqlite
def test_a_policy_without_states_stays_as_it_is(app):
    policy = queries.policy_of(make_policy()).rule("needling")
    assert resolved(policy, {"US-XX": {}}, DAY) is policy


def test_by_default_the_version_of_the_day_is_asked_for(app, clock):
    """Not the newest: what was published later did not hold then. Of days before any, the first says what is asked."""
    clinic = make_clinic(time_zone="America/Los_Angeles")
    clock.move_to(datetime(2026, 3, 1, 18, tzinfo=UTC))
    old = make_policy("a")
    clock.move_to(datetime(2026, 4, 2, 6, 59, tzinfo=UTC))  # 1 April, a minute before midnight, where the clinic is
    new = make_policy("a", "b")
    shelf = queries.shelf([clinic.id])
    assert shelf.followed(clinic.id, date(2025, 1, 1)) == [old]
    assert shelf.followed(clinic.id, date(2026, 3, 31)) == [old]
    assert shelf.followed(clinic.id, date(2026, 4, 1)) == [new]
    assert shelf.followed(clinic.id, date(2026, 4, 1), known_at=datetime(2026, 4, 2, 6, 58, tzinfo=UTC)) == [old]
