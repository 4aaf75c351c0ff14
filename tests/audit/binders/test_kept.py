"""A binder too long to wait for: asked for, made by the worker, offered when whole, swept away after its days."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from sqlalchemy import func, select, update

from tests.audit.builders import make_practitioner
from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_entry
from trainer import clock, jobs
from trainer.audit.binders import binder, formats, rules, tasks
from trainer.audit.binders.models import BinderPiece, KeptBinder
from trainer.db import db
from trainer.jobs import leases
from trainer.mail import Letter
from trainer.trail import Event


class Killed(BaseException):
    """What no `except Exception` sees, like the end of a process."""


@pytest.fixture(autouse=True)
def long(monkeypatch, stage):
    """Everything takes too long, in pieces of a few bytes, and is heard of at each row."""
    monkeypatch.setattr(rules, "SMALL", 0)
    monkeypatch.setattr(rules, "PIECE", 500)
    monkeypatch.setattr(binder, "BEAT", 1)


@pytest.fixture
def crew(stage):
    ada = make_practitioner(stage.clinic, stage.policy, "current", "Ada Okafor", email="ada@example.org")
    return ada, make_practitioner(stage.clinic, stage.policy, "missing", "Dan Roe")


@pytest.fixture
def later(monkeypatch):
    """The worker does not come yet."""
    monkeypatch.setattr(jobs, "soon", lambda job: None)


@pytest.fixture
def page_of_binder(stage):
    return f"/clinics/{stage.clinic.slug}/binder"


def ask(director, page, form="JSON"):
    director.open(page)
    return director.press(form)


def kept() -> KeptBinder:
    db.session.expire_all()
    return db.session.scalars(select(KeptBinder).order_by(KeptBinder.id.desc()).limit(1)).one()


def how_many(model) -> int:
    return db.session.scalars(select(func.count()).select_from(model)).one()


def told(name) -> list[Event]:
    return list(db.session.scalars(select(Event).where(Event.name == name).order_by(Event.id)))


def test_asked_for_made_told_and_taken(director, stage, crew, page_of_binder, later):
    assert "made in the background" in words(director.open(page_of_binder))
    page = ask(director, page_of_binder + "?state=current")
    assert director.address == f"/clinics/{stage.clinic.slug}/binders"
    assert "Waiting for its turn: 1 row" in words(page)
    [line] = told("binder.asked")
    assert line.by == stage.director
    assert line.sentence == (
        "asked for the audit binder 1 of Riverbend as JSON, Needling knowledge, version 1 of its policy: about 1 rows,"
        " filter state current, as of 1 June 2026, as known today"
    )
    assert not director.page.select("form[action$=file]")
    director.post(f"/clinics/{stage.clinic.slug}/binders/1/file", status=404)
    ask(director, page_of_binder + "?state=current")
    assert how_many(KeptBinder) == 1, "asked twice, made once"

    tasks.make_waiting()
    page = director.open(f"/clinics/{stage.clinic.slug}/binders")
    assert "Ready : 1 row" in words(page)
    assert "kept until 8 June 2026, 12:00" in words(page)
    director.press("Download binder 1")
    data = director.response.data
    assert [row["name"] for row in json.loads(data)["rows"]] == ["Ada Okafor"]
    found = kept()
    assert (found.sha256, found.size) == (sha256(data).hexdigest(), len(data))
    assert found.rows_hash == json.loads(data)["rows_sha256"] == told("binder.exported")[0].details["hash"]
    assert how_many(BinderPiece) == -(-len(data) // 500) > 1
    assert told("binder.taken")[0].sentence == (
        f"took the audit binder 1 of Riverbend as JSON, SHA-256 of the file {found.sha256}"
    )
    [letter] = db.session.scalars(select(Letter))
    assert (letter.to, letter.subject) == (stage.director.email, "Your audit binder of Riverbend is ready")
    assert f"/clinics/{stage.clinic.slug}/binders" in letter.text
    assert "Ada" not in letter.text


def test_its_rows_are_as_known_when_it_was_asked_for(director, stage, crew, page_of_binder, later, today):
    ask(director, page_of_binder)
    make_entry(crew[0], stage.clinic, "suspension", "needling", today, reason="An incident")
    db.session.execute(update(KeptBinder).values(asked_at=clock.now() - timedelta(minutes=1)))
    db.session.commit()
    tasks.make_waiting()
    director.open(f"/clinics/{stage.clinic.slug}/binders")
    director.press("Download binder 1")
    document = json.loads(director.response.data)
    assert document["about"]["As known at"] == "2026-06-01T17:59:00.000000Z"
    assert "suspended" not in str(document["rows"])


@pytest.mark.parametrize("at", ["reading", "keeping"])
def test_a_worker_that_is_killed_leaves_no_half_file_and_the_next_one_begins_anew(
    director, stage, crew, page_of_binder, later, monkeypatch, at
):
    address = f"/clinics/{stage.clinic.slug}/binders"
    ask(director, page_of_binder)
    with monkeypatch.context() as patch:
        place, name = {"reading": (tasks, "hear"), "keeping": (tasks.actions, "keep_piece")}[at]
        patch.setattr(place, name, dies_after(getattr(place, name), 1))
        with pytest.raises(Killed):
            tasks.make_waiting()
    db.session.rollback()
    page = director.open(address)
    assert "Under way" in words(page)
    assert how_many(BinderPiece) == (1 if at == "keeping" else 0)
    director.post(f"{address}/1/file", status=404)
    tasks.make_waiting()
    assert kept().state == "under way", "for a while it may only be slow"
    db.session.execute(update(KeptBinder).values(taken_at=clock.now() - leases.LEASE - timedelta(seconds=1)))
    db.session.commit()
    tasks.make_waiting()
    director.open(address)
    director.press("Download binder 1")
    assert json.loads(director.response.data)["count"] == 2
    assert kept().sha256 == sha256(director.response.data).hexdigest()
    assert len(told("binder.exported")) == 1


def dies_after(function, times):
    calls = iter(range(times))

    def dying(*arguments):
        if next(calls, None) is None:
            raise Killed
        return function(*arguments)

    return dying


def test_one_thought_dead_that_comes_back_changes_nothing(director, stage, crew, page_of_binder, later, monkeypatch):
    ask(director, page_of_binder)
    hear = tasks.hear

    def overtaken(found, rows_done):
        another = update(KeptBinder).values(work_number=KeptBinder.work_number + 1)
        db.session.execute(another.execution_options(synchronize_session=False))
        db.session.commit()
        hear(found, rows_done)

    monkeypatch.setattr(tasks, "hear", overtaken)
    tasks.make_waiting()
    assert kept().state == "under way"
    assert how_many(BinderPiece) == how_many(Letter) == 0


def fail(*_binder_and_file) -> None:
    raise ZeroDivisionError


def test_what_cannot_be_made_says_why_and_is_tried_again(browser, director, stage, crew, page_of_binder, monkeypatch):
    address = f"/clinics/{stage.clinic.slug}/binders"
    with monkeypatch.context() as patch:
        patch.setattr(leases, "PAUSE", -timedelta(seconds=1))
        broken = formats.Format("JSON", "application/json", fail)
        patch.setitem(formats.FORMATS, "json", broken)
        page = ask(director, page_of_binder)
    assert "Not made. Something went wrong on our side." in words(page)
    [letter] = db.session.scalars(select(Letter))
    assert letter.subject == "Your audit binder of Riverbend was not made"
    director.post(f"{address}/1/file", status=404)
    director.open(address)
    colleague = browser.sign_in(make_person("director", stage.clinic, name="Cora Lund", email="cora@example.org"))
    colleague.open(address)
    page = colleague.press("Try binder 1 again")
    assert "Ready : 2 rows" in words(page)
    assert db.session.scalars(select(Letter.to).order_by(Letter.id)).all()[-1] == "cora@example.org"
    [exported] = db.session.scalars(select(Event).where(Event.name == "binder.exported"))
    assert exported.by.name == "Cora Lund", "nobody takes out a binder in the name of who asked first"
    director.post(f"{address}/1/retrial", status=409)
    assert len(told("binder.asked")) == 2


def test_what_may_pass_is_tried_again_a_little_later(director, stage, crew, page_of_binder, later, monkeypatch):
    ask(director, page_of_binder)
    with monkeypatch.context() as patch:
        patch.setattr(tasks.trail, "seal", lambda: 1 / 0)
        tasks.make_waiting()
    tasks.make_waiting()
    assert kept().state == "under way"
    with time_machine.travel(clock.now() + leases.PAUSE + timedelta(seconds=1), tick=False):
        tasks.make_waiting()
    assert (kept().state, kept().work_number) == ("ready", 2)


def test_after_three_deaths_it_is_given_up(director, stage, crew, page_of_binder, later):
    ask(director, page_of_binder)
    long_ago = clock.now() - leases.LEASE - timedelta(seconds=1)
    db.session.execute(update(KeptBinder).values(taken_at=long_ago, work_number=3, tries_left=0))
    db.session.commit()
    tasks.make_waiting()
    assert kept().problem == leases.GIVEN_UP
    assert how_many(Letter) == 1


def test_after_a_week_the_file_is_gone_and_can_be_made_again(director, stage, crew, page_of_binder):
    ask(director, page_of_binder)
    first = kept().rows_hash
    tasks.sweep()
    assert how_many(BinderPiece) > 0
    db.session.execute(update(KeptBinder).values(kept_until=clock.now()))
    db.session.commit()
    director.post(f"/clinics/{stage.clinic.slug}/binders/1/file", status=404)
    tasks.sweep()
    assert how_many(BinderPiece) == 0
    assert "No longer kept" in words(director.open(f"/clinics/{stage.clinic.slug}/binders"))
    director.press("Make binder 1 again")
    assert (kept().state, kept().rows_hash) == ("ready", first)


def test_another_director_of_the_clinic_may_take_it_and_nobody_else(browser, director, stage, crew, page_of_binder):
    ask(director, page_of_binder)
    address, elsewhere = f"/clinics/{stage.clinic.slug}/binders", make_clinic()
    colleague = browser.sign_in(make_person("director", stage.clinic))
    colleague.open(address)
    colleague.press("Download binder 1")
    for stranger in (crew[0], make_person("director", elsewhere), make_person("administrator", None)):
        other = browser.sign_in(stranger)
        other.open(address, status=404)
        other.open("/account")
        other.post(f"{address}/1/file", status=404)
        other.post(f"{address}/1/retrial", status=404)
        other.post(f"/clinics/{elsewhere.slug}/binders/1/file", status=404)
    assert len(told("binder.taken")) == 1
