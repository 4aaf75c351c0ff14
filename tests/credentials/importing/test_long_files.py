"""Files too long to wait for: tried out, imported and undone by the worker, each as a whole, whenever it is killed."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.browser import words
from tests.builders import make_person
from tests.credentials.importing.builders import ADA, BEN, csv_of
from trainer import clock, jobs
from trainer.credentials.importing import planning, tasks, undoing
from trainer.credentials.importing.adding import Adding
from trainer.credentials.importing.models import ImportBatch, ImportFile, ImportPlanLine, ImportRow
from trainer.credentials.importing.rules import working
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.pages import standings_of
from trainer.db import db
from trainer.jobs import leases
from trainer.people.models import Membership, Person
from trainer.trail import Event

CY = ["cy@example.org", "Cy Lund", *ADA[2:4], "77", *ADA[5:]]
BAD = ["nobody", *ADA[1:]]


class Killed(BaseException):
    """What no `except Exception` sees, like the end of a process."""


@pytest.fixture(autouse=True)
def long(monkeypatch):
    monkeypatch.setattr(working, "AT_ONCE", 0)
    monkeypatch.setattr(planning, "BEAT", 1)
    monkeypatch.setattr(undoing, "ROWS_AT_ONCE", 1)


@pytest.fixture
def later(monkeypatch):
    """The worker does not come by itself."""
    monkeypatch.setattr(jobs, "soon", lambda job: None)


def batch() -> ImportBatch:
    db.session.expire_all()
    return db.session.scalars(select(ImportBatch)).one()


def how_many(*models) -> list[int]:
    return [db.session.scalars(select(func.count()).select_from(model)).one() for model in models]


def told(name: str) -> int:
    return db.session.scalars(select(func.count()).select_from(Event).where(Event.name == name)).one()


def the_worker_is_long_gone() -> None:
    db.session.rollback()
    db.session.execute(update(ImportBatch).values(taken_at=clock.now() - leases.LEASE - timedelta(seconds=1)))
    db.session.commit()


def dies(*_, **__):
    raise Killed


def test_tried_out_shown_imported_and_undone(stage, later):
    page = stage.try_out(csv_of(ADA, BEN, CY, BAD))
    assert "Waiting for its turn: 4 rows" in words(page)
    stage.browser.open(f"{stage.imports}/1")
    tasks.carry_on()
    page = stage.browser.open(f"{stage.imports}/1")
    assert "Nothing is changed yet." in words(page)
    assert "“nobody” is not an email address." in words(page.select_one("main table"))
    assert "Ada Okafor" in words(stage.browser.open(f"{stage.imports}/1?show=changes"))
    stage.browser.open(f"{stage.imports}/1/left-out.csv")
    assert "5,E-mail,“nobody” is not an email address." in stage.browser.response.text
    assert how_many(Person, Certificate) == [1, 0]

    stage.browser.open(f"{stage.imports}/1")
    page = stage.browser.press("Import: 3 new people, 2 certificates")
    assert "All its rows are added at one moment, at the end" in words(page)
    assert how_many(Person, Certificate, Membership, ImportRow) == [1, 0, 1, 0]
    tasks.carry_on()
    page = stage.browser.open(f"{stage.imports}/1")
    assert "3 new people and 2 certificates: imported, not verified" in words(page)
    assert how_many(Person, Certificate, ImportRow, ImportPlanLine) == [4, 2, 4, 0]
    assert (told("import.made"), told("person.joined"), told("certificate.imported")) == (1, 3, 2)
    assert batch().made_by == stage.dora

    stage.browser.follow("Undo this import")
    page = stage.browser.press("Undo the whole import", reason="The wrong clinic")
    assert "being undone in the background" in words(page)
    tasks.carry_on()
    assert "This import was undone" in words(stage.browser.open(f"{stage.imports}/1"))
    assert (batch().undo_reason, told("import.undone")) == ("The wrong clinic", 1)
    ada = db.session.scalars(select(Person).filter_by(email="ada@example.org")).one()
    assert standings_of(ada, clock.today("America/Denver")) == []


def test_the_same_file_again_changes_nothing(stage):
    stage.do(csv_of(ADA, BEN))
    before = how_many(Person, Certificate, Entry, Membership)
    page = stage.try_out(csv_of(ADA, BEN))
    assert "There is nothing to import" in words(page)
    assert how_many(Person, Certificate, Entry, Membership) == before


@pytest.mark.parametrize("at", ["add_people", "add_certificates", "row"])
def test_an_import_that_is_killed_leaves_nothing_and_is_done_by_the_next_worker(stage, later, monkeypatch, at):
    stage.try_out(csv_of(ADA, BEN, CY))
    tasks.carry_on()
    stage.browser.open(f"{stage.imports}/1")
    stage.browser.press("Import: 3 new people, 2 certificates")
    before = how_many(Person, Certificate, Entry, Membership, ImportRow, Event)
    with monkeypatch.context() as patch:
        patch.setattr(Adding, at, dies)
        with pytest.raises(Killed):
            tasks.carry_on()
    db.session.rollback()
    assert how_many(Person, Certificate, Entry, Membership, ImportRow, Event) == before
    assert "Under way" in words(stage.browser.open(f"{stage.imports}/1"))
    tasks.carry_on()
    assert how_many(Certificate) == [0], "for a while it may only be slow"
    the_worker_is_long_gone()
    tasks.carry_on()
    assert how_many(Person, Certificate, ImportRow) == [4, 2, 3]
    assert told("import.made") == 1


def test_an_undo_that_is_killed_is_taken_to_its_end(stage, later, monkeypatch):
    stage.try_out(csv_of(ADA, BEN, CY))
    tasks.carry_on()
    stage.browser.open(f"{stage.imports}/1")
    stage.browser.press("Import: 3 new people, 2 certificates")
    tasks.carry_on()
    stage.browser.open(f"{stage.imports}/1/undoing")
    stage.browser.press("Undo the whole import", reason="The wrong clinic")
    with monkeypatch.context() as patch:
        patch.setattr(undoing, "undone", dies)
        with pytest.raises(Killed):
            tasks.carry_on()
    the_worker_is_long_gone()
    tasks.carry_on()
    assert batch().state == "undone"
    assert told("import.undone") == 1
    assert how_many(Entry) == [2 + 4], "each certificate and its entry is voided once"


def test_a_try_that_is_killed_shows_nothing_and_is_done_again(stage, later, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(planning, "planned", dies)
        stage.try_out(csv_of(ADA, BEN))
        with pytest.raises(Killed):
            tasks.carry_on()
    the_worker_is_long_gone()
    assert how_many(ImportPlanLine) == [0]
    tasks.carry_on()
    assert "Import: 2 new people, 1 certificate" in words(stage.browser.open(f"{stage.imports}/1"))


def test_what_changed_since_it_was_confirmed_is_shown_again_first(stage, later):
    stage.try_out(csv_of(ADA, BEN))
    tasks.carry_on()
    stage.browser.open(f"{stage.imports}/1")
    stage.browser.press("Import: 2 new people, 1 certificate")
    make_person(clinic=stage.clinic, name="Ben Kovács", email="ben@example.org")
    tasks.carry_on()
    page = stage.browser.open(f"{stage.imports}/1")
    assert "Something has changed since you confirmed. Nothing was imported." in words(page)
    assert (batch().state, how_many(Certificate)) == ("open", [0])
    stage.browser.press("Import: 1 new person, 1 certificate")
    tasks.carry_on()
    assert how_many(Certificate) == [1]


def test_what_goes_wrong_is_said_and_can_be_tried_again(stage, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(planning, "planned", lambda *_: 1 / 0)
        patch.setattr(leases, "PAUSE", -timedelta(seconds=1))
        page = stage.try_out(csv_of(ADA, BEN))
    assert "Not tried out. Something went wrong on our side." in words(page)
    page = stage.browser.press("Try again")
    assert "Import: 2 new people, 1 certificate" in words(page)


def test_another_director_sees_first_what_they_would_do_themselves(stage, browser):
    eve = make_person("director", stage.clinic, name="Ada Okafor", email="ada@example.org")
    stage.try_out(csv_of(ADA, BEN))
    other = browser.sign_in(eve)
    other.open(f"{stage.imports}/1")
    page = other.press("Import: 1 new person, 1 certificate")
    assert "Somebody else had this file tried out." in words(page)
    assert "This is you. Nobody enters a record of themselves." in words(page)
    assert how_many(Certificate) == [0]


def test_after_a_week_nothing_is_kept_of_what_nobody_confirmed(stage):
    stage.do(csv_of(ADA))
    stage.try_out(csv_of(BEN), "others.csv")
    db.session.execute(update(ImportBatch).values(sent_at=clock.now() - working.UNCONFIRMED + timedelta(seconds=1)))
    db.session.commit()
    tasks.drop_forgotten()
    assert how_many(ImportBatch) == [2]
    db.session.execute(update(ImportBatch).values(sent_at=clock.now() - working.UNCONFIRMED))
    db.session.commit()
    tasks.drop_forgotten()
    assert how_many(ImportBatch, ImportFile, ImportPlanLine) == [1, 1, 0]
    page = stage.browser.open(stage.imports)
    assert "one that nobody confirms is deleted after 7 days" in words(page)
