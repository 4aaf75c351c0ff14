"""Whoever reads the trail in order misses nothing, though PostgreSQL shows lines when their transactions end."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from tests.builders import make_clinic
from trainer import clock, trail
from trainer.db import db
from trainer.exchange.queries import events


@pytest.fixture
def riverbend(app):
    return make_clinic(name="Riverbend")


def write(clinic, words: str, recorded_at: datetime | None = None) -> None:
    trail.record("webhook.switched_on", clinic=clinic, host=words)
    if recorded_at:
        [line] = [one for one in db.session.new if isinstance(one, trail.Event)]
        line.recorded_at = recorded_at
    db.session.commit()


def hosts(clinic, after=0) -> list[str]:
    db.session.rollback()
    return [line.details["host"] for line in events.lines(clinic, after, events.settled_to(), 100)]


def ago(seconds: float) -> datetime:
    return datetime.fromtimestamp(clock.now().timestamp() - seconds, UTC)


def test_a_line_waits_for_some_seconds(riverbend):
    write(riverbend, "old", ago(10))
    write(riverbend, "young")
    assert hosts(riverbend) == ["old"]


def test_a_line_behind_one_that_has_not_settled_waits_with_it(riverbend):
    write(riverbend, "young")
    write(riverbend, "old, but numbered later", ago(10))
    assert hosts(riverbend) == []


def test_while_very_much_is_written_nothing_is_told(riverbend, monkeypatch):
    monkeypatch.setattr(events, "LOOKED_AT", 3)
    write(riverbend, "old", ago(10))
    for _ in range(3):
        write(riverbend, "young")
    assert hosts(riverbend) == []


def test_what_an_open_transaction_may_still_bring_is_waited_for(app, riverbend, engine):
    """Somebody writes line 1 and takes their time; line 2 is there already, and line 1 comes to light after it."""
    if engine == "sqlite":
        write(riverbend, "first", ago(10))  # there one writes after another: no such thing can happen
        assert hosts(riverbend) == ["first"]
        return
    written, go_on = threading.Event(), threading.Event()

    def take_time():
        with app.app_context():
            trail.record("webhook.switched_on", clinic=riverbend, host="slow")
            db.session.flush()
            written.set()
            go_on.wait(10)
            db.session.commit()

    thread = threading.Thread(target=take_time)
    thread.start()
    assert written.wait(10)
    db.session.execute(text("SELECT pg_sleep(0.05)"))
    write(riverbend, "quick", ago(3.02))  # settled by its age alone
    try:
        assert hosts(riverbend) == []
    finally:
        go_on.set()
        thread.join()
    assert hosts(riverbend) == [], "line 1 is young"
