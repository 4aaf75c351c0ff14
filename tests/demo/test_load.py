"""The sample clinic: believable, whole, and the same for the same seed; its pages exist in a demo only."""

from random import Random

import pytest
from sqlalchemy import func, select

from tests.banks.builders import sound_bank
from tests.builders import make_person
from tests.demo.sample import load
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.demo import actions
from trainer.demo.cast import PERSONAS
from trainer.demo.stage import set_stage
from trainer.people.models import Person
from trainer.quizzes.models import Attempt
from trainer.trail import Event

MODULES = ("feet", "gloves", "hands", "soap")
CREDENTIAL = """\
title: Clean
scope: Knowledge only.
by_default: true
due_soon_days: 60
valid: {anchor: evidence}
requires:
"""


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def settings(tmp_path):
    """Small banks: what the shipped ones make of it is in test_shipped.py."""
    root = sound_bank(tmp_path, *MODULES)
    (root / "credentials").mkdir()
    requirements = "".join(f"  - {{module: {slug}, within_months: 24}}\n" for slug in MODULES)
    (root / "credentials" / "clean.yaml").write_text(CREDENTIAL + requirements)
    return {"QUESTION_BANKS": root}


@pytest.fixture
def loaded(app):
    load(app, people=25, seed=5)
    db.session.expire_all()
    return app


def test_all_three_professions_and_both_outcomes_are_there(loaded):
    professions = set(db.session.scalars(select(Person.profession).distinct())) - {None}
    assert professions == {"physical therapist", "chiropractor", "athletic trainer", "sports physician"}
    assert set(db.session.scalars(select(Attempt.passed).distinct())) == {True, False}
    assert db.session.scalar(select(func.count()).where(Certificate.renews_id.is_not(None))) > 0


def test_everybody_is_marked_as_invented(loaded):
    addresses = db.session.scalars(select(Person.email)).all()
    assert all(address.endswith("@invented.example") for address in addresses)
    assert {persona.email for persona in PERSONAS} <= set(addresses)


def test_the_same_seed_makes_the_same_people(app):
    stage = set_stage(3, seed=5)

    def made():
        return [(one.part, one.email) for one in actions.entrances(80, stage, 5, Random(5))]

    assert made() == made()
    assert len(set(made())) == 80
    db.session.rollback()


def test_new_rows_can_be_added_afterwards(loaded):
    """PostgreSQL's counters were told about the ids that were written past them."""
    before = count(Person)
    make_person()
    assert count(Person) == before + 1


def test_it_stays_away_from_real_people(app):
    make_person()
    run = app.test_cli_runner().invoke(args=["demo", "load", "--people=3", "--seed=1"])
    assert run.exit_code == 1
    assert "Real people are registered here" in run.output
    assert count(Person) == 1


def test_attempts_can_be_bounded(app):
    load(app, people=30, attempts=12, seed=1)
    assert count(Attempt) <= 12
    assert count(Person) >= 30


def test_a_second_sample_joins_the_first(app):
    load(app, people=10, seed=1)
    load(app, people=10, seed=2)
    assert count(Person) >= 20


def test_the_same_sample_twice_is_refused_and_changes_nothing(app):
    load(app, people=3, seed=1)
    before = count(Event)
    run = app.test_cli_runner().invoke(args=["demo", "load", "--people=3", "--seed=1"])
    assert run.exit_code == 1
    assert "seed 1 is loaded already" in run.output
    db.session.rollback()
    assert count(Event) == before


def test_outside_a_demo_its_pages_do_not_exist(loaded, browser):
    browser.open("/demo", status=404)


def test_one_click_signs_in_as_a_persona(loaded, browser):
    loaded.config["DEMO"] = True
    browser.open("/modules/")
    assert browser.page.h1.text.strip() == "Try the sample clinic"
    browser.press("Be Carmen Winterbourne")
    assert browser.address == "/modules/"
    assert "Carmen Winterbourne" in browser.page.text


def test_from_another_machine_the_demo_does_not_exist(loaded, browser):
    loaded.config["DEMO"] = True
    browser.client.environ_base["REMOTE_ADDR"] = "10.0.0.7"
    browser.open("/demo", status=404)


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
def test_the_way_back_stays_on_this_site(loaded, browser, address):
    loaded.config["DEMO"] = True
    browser.open("/demo")
    browser.press("Be Noor Larkspur", next=address)
    assert browser.address == "/"
