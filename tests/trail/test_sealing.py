"""Sealing: everything that is final, once, in batches that rest on each other, and nobody waits for it."""

import threading

import pytest
import time_machine
from sqlalchemy import func, insert, select

from tests.builders import make_person
from tests.tamper import tamper
from tests.trail.builders import NOON, count_of, findings, open_attempt, pass_a_quiz, sealed, write_lines
from trainer import clock, jobs, trail
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.quizzes import actions as quizzes
from trainer.quizzes.models import Answer
from trainer.trail import Event, SealedBatch, SealedLine, heads, proof, rules, sealing, tasks


def batches() -> list[SealedBatch]:
    return list(db.session.scalars(select(SealedBatch).order_by(SealedBatch.number)))


def test_nothing_is_sealed_twice_and_nothing_is_left(app):
    assert trail.head() is None
    write_lines(3)
    assert trail.seal() == 3
    assert trail.seal() == 0
    write_lines(2)
    assert trail.seal() == 2
    assert sealed("event") == ["1", "2", "3", "4", "5"]
    first, second = batches()
    assert (first.number, first.lines, first.previous_hash) == (1, 3, rules.FIRST)
    assert (second.number, second.lines, second.previous_hash) == (2, 2, first.hash)
    assert trail.head() == (2, second.hash, second.sealed_at)


@time_machine.travel(NOON, tick=False)
def test_both_engines_give_the_same_digest(app):
    person = make_person(None)
    trail.record("person.renamed", about=person, old="Zoë", new="Zoe", effective_at=clock.now())
    db.session.commit()
    trail.seal()
    line = db.session.scalars(select(SealedLine)).one()
    assert line.digest == rules.digest(
        {
            "id": 1,
            "recorded_at": "2026-03-14T18:00:00.000000Z",
            "effective_at": "2026-03-14T18:00:00.000000Z",
            "name": "person.renamed",
            "about_id": person.id,
            "details": {"old": "Zoë", "new": "Zoe"},
        }
    )
    assert line.chain == rules.link(rules.FIRST, "event", "1", line.digest)
    assert trail.head().hash == rules.seal(1, rules.FIRST, clock.now(), 1, True, line.chain)


def test_a_certificate_is_sealed_with_what_it_rests_on(app):
    pass_a_quiz()
    trail.seal()
    assert sealed("certificate") == [str(db.session.scalars(select(Certificate.id)).one())]
    assert all(sealed(table) for table in ("event", "item_version", "module_version", "credential_version", "adoption"))
    assert findings() == []


def test_an_attempt_is_sealed_when_it_is_handed_in(app):
    attempt = open_attempt()
    trail.seal()
    assert sealed("attempt") == []
    quizzes.submit(attempt)
    db.session.commit()
    trail.seal()
    assert sealed("attempt") == [str(attempt.id)]
    attempt.position, attempt.flags = 2, [1]  # where one reads is not part of it
    db.session.commit()
    assert findings() == []


def test_a_change_that_is_not_committed_is_not_sealed(app):
    write_lines()
    trail.record("person.signed_in", by=make_person(None))
    assert trail.seal() == 1
    db.session.rollback()
    assert trail.seal() == 0


@pytest.mark.sqlite
def test_a_seal_before_the_commit_is_a_mistake_that_is_told(app):
    trail.record("person.signed_in", by=make_person(None))
    db.session.flush()
    with pytest.raises(RuntimeError, match="Commit first"):
        trail.seal()
    db.session.rollback()


def test_many_lines_make_several_batches_and_the_last_one_says_so(app, monkeypatch):
    monkeypatch.setattr(sealing, "LINES", 4)
    write_lines(10)
    assert trail.seal() == 10
    assert [(batch.lines, batch.is_last) for batch in batches()] == [(4, False), (4, False), (2, True)]
    assert findings() == []


def test_a_transaction_that_ended_late_is_found(app):
    """Its row has a lower id than those that were sealed before it could be seen."""
    with time_machine.travel(NOON, tick=False) as clock_at:
        add_event(10)
        trail.seal()
        clock_at.shift(14 * 60)
        add_event(5)
        assert trail.seal() == 1
        clock_at.shift(16 * 60)
        add_event(3)
        assert trail.seal() == 0, "the search goes back a quarter of an hour"
        assert trail.seal(thorough=True) == 1, "and at night from the first row"
    assert sealed("event") == ["3", "5", "10"]
    assert findings() == []


def add_event(number: int) -> None:
    now = clock.now()
    values = {"id": number, "recorded_at": now, "effective_at": now, "name": "person.signed_in", "details": {}}
    db.session.execute(insert(Event).values(values))
    db.session.commit()


def test_a_row_may_have_a_key_of_two_columns(app):
    trail.seals(app, Answer)
    attempt = pass_a_quiz()
    trail.seal()
    assert sealed("answer") == [f"{attempt.id}/{receipt}" for receipt in (1, 2, 3, 4)]
    assert findings() == []
    tamper("UPDATE answer SET given = '9' WHERE receipt = 3")
    assert f"answer {attempt.id}/3: changed since" in " ".join(findings())


def test_a_day_without_news_is_sealed_as_well(app):
    """So that nobody can later say something had been written down on it."""
    tasks.seal_what_is_left()
    (batch,) = batches()
    assert (batch.lines, batch.is_last) == (0, True)
    assert findings() == []


def test_several_seal_at_once(app, monkeypatch):
    monkeypatch.setattr(sealing, "LINES", 20)
    write_lines(200)
    counts, problems = [], []

    def work():
        try:
            with app.app_context():
                counts.append(trail.seal())
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    assert count_of(SealedLine) == 200
    assert db.session.scalar(select(func.count(SealedLine.row_id.distinct()))) == 200
    assert findings() == []


def test_the_job_worker_seals(app):
    write_lines()
    jobs.soon(tasks.seal_what_is_new)
    assert sealed("event") == ["1"]


def test_each_head_is_written_down_beside_the_database(app):
    for _ in range(2):
        write_lines()
        trail.seal()
    assert [head for _, head in heads.written_down(heads.log_file())] == [
        (batch.number, batch.hash, batch.sealed_at) for batch in batches()
    ]


def test_a_head_that_cannot_be_written_down_stops_nothing(app, caplog):
    heads.log_file().mkdir()
    write_lines()
    assert trail.seal() == 1
    assert "batch 1 could not be written" in caplog.text


@pytest.mark.parametrize("at_once", [2, 500])
def test_an_export_carries_where_its_rows_stand(app, monkeypatch, at_once):
    monkeypatch.setattr(sealing, "LINES", 3)
    monkeypatch.setattr(proof, "AT_ONCE", at_once)
    write_lines(5)
    trail.seal()
    write_lines()
    lines = trail.inclusion([("event", number) for number in (6, 5, 4, 1)])
    assert [(line.row_id, line.batch_number, line.position) for line in lines] == [
        ("1", 1, 1),
        ("4", 2, 1),
        ("5", 2, 2),
    ]
    for line in lines:
        assert line.chain == rules.link(line.previous_chain, line.table_name, line.row_id, line.digest)
    assert lines[1].batch_hash == batches()[1].hash
