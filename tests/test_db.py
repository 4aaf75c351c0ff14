"""What the database promises on both engines."""

import sqlite3
import threading
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, delete, select
from sqlalchemy.exc import IntegrityError

from tests.builders import make_clinic, make_person, saved
from trainer import trail
from trainer.clock import now
from trainer.db import broken_constraint, db
from trainer.people.models import Clinic, Membership, Person
from trainer.trail import Event


def test_a_moment_comes_back_aware_and_in_utc(app):
    moment = datetime(2030, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    clinic = make_clinic(opened_at=moment)
    db.session.expire_all()
    assert clinic.opened_at == moment
    assert clinic.opened_at.utcoffset() == timedelta(0)
    assert db.session.scalars(select(Clinic).where(Clinic.opened_at < moment + timedelta(seconds=1))).one() is clinic


def test_a_moment_without_a_time_zone_is_refused(app):
    with pytest.raises(Exception, match="needs a time zone"):
        make_clinic(opened_at=now().replace(tzinfo=None))
    db.session.rollback()


def test_what_decisions_rest_on_is_never_changed_nor_removed(app):
    trail.record("person.signed_in", by=make_person())
    db.session.commit()
    event = db.session.scalars(select(Event)).one()
    event.name = "person.renamed"
    with pytest.raises(TypeError, match="never changed"):
        db.session.commit()
    db.session.rollback()
    db.session.delete(event)
    with pytest.raises(TypeError, match="never removed"):
        db.session.commit()
    db.session.rollback()


def test_foreign_keys_hold(app):
    with pytest.raises(IntegrityError):
        saved(Membership(person_id=99, role="administrator", joined_on=now().date()))
    db.session.rollback()


@pytest.mark.parametrize(
    ("twice", "constraint"),
    [
        (lambda: [make_person(email="a@example.org") for _ in range(2)], "uq_person_email"),
        (lambda: [make_clinic(slug="one") for _ in range(2)], "uq_clinic_slug"),
        (
            lambda: [
                saved(Membership(person=person, clinic=clinic, role="director", joined_on=now().date()))
                for person, clinic in [(make_person(None), make_clinic())]
                for _ in range(2)
            ],
            "uq_membership_current",
        ),
        (
            lambda: saved(Membership(person=make_person(None), role="director", joined_on=now().date())),
            "ck_membership_administrators_have_no_clinic",
        ),
    ],
)
def test_what_the_database_refuses_has_the_same_name_on_both_engines(app, twice, constraint):
    with pytest.raises(IntegrityError) as refused:
        twice()
    assert broken_constraint(refused.value) == constraint
    db.session.rollback()


def test_small_letters_are_small_in_every_language(app):
    make_person(name="ÉLODIE Straße")
    assert db.session.scalar(select(db.func.lower(Person.name))) == "élodie straße"


def test_many_writers_wait_for_each_other(app):
    """On SQLite a transaction takes the write lock with its first write; nobody is told that the database is locked."""
    clinic = make_clinic()
    failures = []

    def rename(number):
        try:
            with app.app_context():
                for turn in range(10):
                    mine = db.session.get_one(Clinic, clinic.id)  # reading first is what makes a deferred lock fail
                    mine.name = f"{number}.{turn}"
                    db.session.commit()
        except Exception as problem:
            failures.append(problem)

    threads = [threading.Thread(target=rename, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


@pytest.mark.sqlite
def test_sqlite_is_set_up_for_several_processes_and_a_power_cut(app):
    """Asked of an engine as production has it: the tests' own do not wait for the disk."""

    def setting(name):
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"], **app.config["SQLALCHEMY_ENGINE_OPTIONS"])
    with engine.connect() as connection:
        assert setting("journal_mode") == "wal"
        assert setting("synchronous") == 2  # FULL
        assert setting("foreign_keys") == 1
        assert setting("busy_timeout") == 5000
    engine.dispose()


@pytest.mark.sqlite
def test_readers_do_not_wait_for_a_writer(app, instance):
    make_person()
    other = sqlite3.connect(instance / "trainer.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE person SET name = 'half done'")
    assert db.session.scalars(select(Person.name)).one() != "half done"
    other.execute("ROLLBACK")
    other.close()


def test_a_rolled_back_change_leaves_nothing(app):
    make_clinic(slug="kept")
    db.session.execute(delete(Clinic))
    db.session.rollback()
    assert db.session.scalars(select(Clinic.slug)).all() == ["kept"]
