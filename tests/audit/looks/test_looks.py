"""Who looked at whom: noted behind every page of a record, once an hour, and shown to whom it is about."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.audit.builders import make_practitioner
from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.credentials.builders import noon
from trainer import trail
from trainer.audit.looks.models import Look
from trainer.db import db
from trainer.trail import SealedLine


@pytest.fixture
def ada(stage):
    return make_practitioner(stage.clinic, stage.policy, "current", "Ada Okafor")


def page_of(stage, person) -> str:
    return f"/clinics/{stage.clinic.slug}/people/{person.id}"


def noted() -> list[Look]:
    return list(db.session.scalars(select(Look).order_by(Look.id)))


def test_once_for_each_hour_whatever_is_opened(director, stage, ada, today):
    for address in ("", "/standing", "/ledger"):
        director.open(page_of(stage, ada) + address)
    [look] = noted()
    assert (look.by, look.about, look.clinic) == (stage.director, ada, stage.clinic)
    with time_machine.travel(noon(today) + timedelta(minutes=61), tick=False):
        director.open(page_of(stage, ada) + "/standing")
    assert len(noted()) == 2


def test_whoever_it_is_about_sees_it(browser, director, stage, ada):
    director.open(page_of(stage, ada))
    page = browser.sign_in(ada).open("/looks")
    assert [words(cell) for cell in page.select("tbody tr > *")] == ["Dora Díaz", "1 June 2026, 12:00", "Riverbend"]
    assert [cell["data-head"] for cell in page.select(".listed tbody td")] == ["When", "Clinic"], "a list on a phone"
    assert "Nobody has looked so far" in words(browser.sign_in(make_person()).open("/looks"))


def test_directors_see_those_of_their_clinic(browser, director, stage, ada):
    director.open(page_of(stage, ada))
    for address in (f"/clinics/{stage.clinic.slug}/looks", page_of(stage, ada) + "/looks"):
        assert words(director.open(address).select_one("tbody tr")).startswith("Ada Okafor Dora Díaz")
    elsewhere = make_clinic()
    page = browser.sign_in(make_person("director", elsewhere)).open(f"/clinics/{elsewhere.slug}/looks")
    assert "Nobody has looked so far" in words(page)


def test_what_was_not_shown_was_not_seen(director, stage, ada):
    director.open(f"/clinics/{stage.clinic.slug}/people/99999", status=404)
    director.open(page_of(stage, make_person()), status=404)
    director.open(page_of(stage, stage.director))
    director.open(f"/clinics/{stage.clinic.slug}/roster")
    assert noted() == []


def test_it_is_sealed_and_stays(director, stage, ada):
    director.open(page_of(stage, ada))
    trail.seal()
    assert "look" in set(db.session.scalars(select(SealedLine.table_name)))
    assert {path for path, _ in director.watch.written_by_get} == set()


def test_a_look_costs_one_statement_and_then_none(director, stage, ada, statements):
    address = page_of(stage, ada)
    with statements() as first:
        director.open(address)
    with statements() as second:
        director.open(address)
    assert len([line for line in first if "look" in line]) == 1
    assert not [line for line in second if "look" in line]


def test_another_process_may_have_noted_it_already(app, director, stage, ada):
    director.open(page_of(stage, ada))
    app.extensions["looks"].clear()
    director.open(page_of(stage, ada))
    assert len(noted()) == 1
