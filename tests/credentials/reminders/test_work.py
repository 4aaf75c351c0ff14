"""What a run costs, and what two of them or a dead one leave: a reminder and its letter, or neither."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text

from tests.builders import make_person
from trainer import clock, mail
from trainer.credentials.reminders import actions, tasks
from trainer.credentials.reminders.models import Reminder
from trainer.credentials.reminders.queries import due
from trainer.db import db
from trainer.mail import Letter


def test_a_second_worker_that_read_before_the_first_had_written_writes_nothing(scene, monkeypatch):
    scene.hold(until="2026-12-31")
    scene.run("2026-12-30")
    before = len(db.session.scalars(select(Reminder)).all()), len(db.session.scalars(select(Letter)).all())
    monkeypatch.setattr("trainer.credentials.reminders.finding.written", lambda _keys: set())
    monkeypatch.setattr(tasks.readers, "written", lambda _keys: set())
    monkeypatch.setattr(tasks.readers, "last_letters", lambda *_people, **_which: {})
    scene.run("2026-12-30")
    after = len(db.session.scalars(select(Reminder)).all()), len(db.session.scalars(select(Letter)).all())
    assert after == before
    assert before[0] == 4


def test_statements_do_not_grow_with_the_people_of_a_page(scene, statements):
    for _ in range(2):
        scene.hold(make_person(clinic=scene.clinic), until="2027-06-30")
    scene.run("2026-12-01")
    with statements() as few:
        scene.run("2026-12-02")
    for _ in range(10):
        scene.hold(make_person(clinic=scene.clinic), until="2027-06-30")
    with statements() as many:
        scene.run("2026-12-03")
    assert len(many) == len(few) <= 16


def test_a_reminder_and_its_letter_stand_or_fall_together(scene, monkeypatch):
    scene.hold(until="2026-12-31")
    monkeypatch.setattr(actions, "note", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        scene.run("2026-12-30")
    db.session.rollback()
    assert db.session.scalars(select(Letter)).all() == []
    monkeypatch.undo()
    scene.run("2026-12-30")
    assert len(scene.letters()) == 1


def test_a_letter_has_the_same_message_id_however_often_it_is_sent(app):
    letter = Letter(id=7, written_at=datetime(2026, 1, 1, tzinfo=UTC), to="a@example.org", subject="x", text="y")
    assert mail.message_id(letter) == "<letter.7.20260101000000000000@localhost>"


@pytest.mark.sqlite
def test_a_page_of_people_is_found_by_index_and_no_table_is_read_whole(scene):
    """SQLite says what it does; PostgreSQL reads a table whole while it is small."""
    reach = due.Reach(scene.clinic.id, date(2026, 6, 1), 90)
    asked = (due.members_after(reach, 0), due.certificates_of([1, 2], reach), due.stops_since(reach, clock.now()))
    for one in asked:
        sql = one.compile(db.engine, compile_kwargs={"literal_binds": True})
        steps = [row.detail for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]
        assert not [step for step in steps if step.startswith("SCAN")], steps


def test_every_page_of_people_is_looked_at(scene, monkeypatch):
    monkeypatch.setattr(due, "PAGE", 2)
    people = [make_person(clinic=scene.clinic) for _ in range(5)]
    for person in people:
        scene.hold(person, until="2026-12-31")
    scene.run("2026-12-30")
    assert all("before_7" in scene.kinds(person) for person in people)
    assert len(scene.letters(scene.dora)) == 1
