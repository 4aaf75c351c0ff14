"""What is kept of each question when an attempt is handed in; and the same of what was handed in before that."""

from datetime import UTC, datetime, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import time_machine
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import select

from tests.builders import make_member, make_person
from tests.quizzes.builders import make_candidate
from tests.tamper import tamper
from trainer.banks import queries as banks
from trainer.db import db
from trainer.quizzes import actions
from trainer.quizzes.models import Attempt, Response
from trainer.quizzes.rules import seconds_on

MIGRATION = Path(__file__).parents[2] / "migrations" / "versions" / "0018_responses.py"
START = datetime(2026, 3, 2, 18, tzinfo=UTC)


def sit(person, clock, *, counts: bool = True, answers=((2, 60), (1, 30), (2, 15))) -> Attempt:
    """An attempt in which questions are answered, each so many seconds after the one before: the last one wrongly."""
    clinic = person.clinics[0]
    live = banks.live_version("lungs")
    assert live is not None
    adoption = banks.adoption_in_force(clinic, live.module) if counts else None
    attempt = actions.start(person, clinic if counts else None, adoption, live, seed=7)
    db.session.commit()
    module = banks.published(live.id)
    for place, (number, seconds) in enumerate(answers, 1):
        clock.shift(seconds)
        item = module.by_version[attempt.form[number - 1]["item"]]
        key = item.kind.key(item.item)
        actions.answer(attempt, number, str((int(key) + 1) % 3) if place == len(answers) else key, number)
        db.session.commit()
    actions.submit(attempt)
    db.session.commit()
    return attempt


def kept(attempt: Attempt) -> list[tuple]:
    rows = db.session.scalars(select(Response).where(Response.attempt_id == attempt.id).order_by(Response.number))
    return [(one.number, one.score, one.seconds, one.blank, one.is_counted, one.is_first) for one in rows]


def test_handing_in_keeps_what_was_answered_and_in_what_time(app, statements):
    person = make_candidate()
    with time_machine.travel(START, tick=False) as clock:
        first = sit(person, clock)
        assert kept(first) == [
            (1, 1.0, 30.0, False, True, True),
            (2, 0.0, 75.0, False, True, True),  # answered twice, wrongly in the end
            (3, 0.0, None, True, True, True),
            (4, 0.0, None, True, True, True),
        ]
        rows = db.session.scalars(select(Response).order_by(Response.number)).all()
        assert [one.item_version_id for one in rows] == [question["item"] for question in first.form]
        assert [one.given is None for one in rows] == [False, False, True, True]

        clock.shift(timedelta(days=2))
        practice = sit(person, clock, counts=False)
        assert {row[4:] for row in kept(practice)} == {(False, False)}
        with statements() as seen:
            again = sit(person, clock)
        assert {row[4:] for row in kept(again)} == {(True, False)}, "practice in between does not matter"
        assert len([one for one in seen if "INTO response" in one]) == 1, "all questions at once"
        assert not [one for one in seen if "membership" in one], "who holds a role is known by then"

        make_member(person, "educator", person.clinics[0])
        clock.shift(timedelta(days=2))
        assert {row[4:] for row in kept(sit(person, clock))} == {(False, False)}, "an educator reads the keys"


def test_who_sat_it_under_an_account_that_was_merged_does_not_sit_it_for_the_first_time(app):
    old = make_candidate()
    new = make_person(clinic=old.clinics[0])
    with time_machine.travel(START, tick=False) as clock:
        assert {row[5] for row in kept(sit(old, clock))} == {True}
        old.merged_into_id, old.merged_at = new.id, datetime.now(UTC)
        db.session.commit()
        clock.shift(timedelta(days=2))  # the pause after it is that of the human being
        attempt = sit(new, clock)
    assert {row[5] for row in kept(attempt)} == {False}
    tamper("DELETE FROM response")
    refill()
    assert {row[5] for row in kept(attempt)} == {False}


def test_what_was_handed_in_before_is_filled_in_alike(app):
    person = make_candidate()
    with time_machine.travel(START, tick=False) as clock:
        attempts = [sit(person, clock), sit(person, clock, counts=False, answers=((3, 9),))]
        clock.shift(timedelta(days=2))
        attempts.append(sit(person, clock, answers=((1, 5), (4, 500))))
        lead = make_member(person, "director", person.clinics[0])
        lead.joined_on = (datetime.now(UTC) + timedelta(days=1)).date()
        db.session.commit()
        clock.shift(timedelta(days=2))
        attempts.append(sit(person, clock))
    columns = Response.__table__.c
    before = db.session.execute(select(*columns).order_by(columns.attempt_id, columns.number)).all()
    tamper("DELETE FROM response")
    assert db.session.scalars(select(Response)).first() is None
    refill()
    assert db.session.execute(select(*columns).order_by(columns.attempt_id, columns.number)).all() == before
    assert len(before) == 16

    cli = app.test_cli_runner()
    assert "4 attempts: 0 rows entered, 0 differ" in cli.invoke(args=["insight", "rebuild"]).output
    tamper("DELETE FROM response WHERE attempt_id > 1")
    assert "12 rows entered, 0 differ" in cli.invoke(args=["insight", "rebuild"]).output
    db.session.rollback()
    assert db.session.execute(select(*columns).order_by(columns.attempt_id, columns.number)).all() == before
    tamper("UPDATE response SET score = 0 WHERE attempt_id = 1 AND number = 1")
    done = cli.invoke(args=["insight", "rebuild"])
    assert (done.exit_code, "0 rows entered, 1 differ" in done.output) == (1, True)


def refill() -> None:
    spec = spec_from_file_location("responses", MIGRATION)
    assert spec is not None
    migration = module_from_spec(spec)
    spec.loader.exec_module(migration)
    with db.engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        migration.fill()


def test_the_time_between_two_receipts_belongs_to_the_later_question():
    def at(seconds: float) -> datetime:
        return START + timedelta(seconds=seconds)

    assert seconds_on(START, []) == {}
    assert seconds_on(START, [(1, at(10)), (2, at(15)), (1, at(18.26))]) == {1: 13.3, 2: 5.0}
    assert seconds_on(START, [(1, at(-3)), (2, at(4))]) == {1: 0.0, 2: 4.0}, "clocks that disagree cost nobody time"
