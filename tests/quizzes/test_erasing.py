"""An account is erased: what was made for practice goes, what counted stays, and the seals tell one from the other."""

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from tests.builders import make_person, saved
from tests.quizzes.builders import publish
from tests.tamper import tamper
from tests.trail.builders import pass_a_quiz
from trainer import clock, trail
from trainer.banks.models import ItemVersion
from trainer.db import db
from trainer.people import actions as people
from trainer.quizzes import actions as quizzes
from trainer.quizzes.models import Answer, Attempt, ConfidentMiss
from trainer.trail import Event
from trainer.trail.checking import Counts, check


def practice(person, version, *, handed_in: bool) -> int:
    attempt = quizzes.start(person, None, None, version, seed=3)
    db.session.commit()
    quizzes.answer(attempt, 1, "1", then_at=2)
    if handed_in:
        quizzes.submit(attempt)
    db.session.commit()
    return attempt.id


def erase(person):
    people.erase(person, by=make_person("administrator", name="Rosa Lindqvist"), reason="Asked for it in writing")
    db.session.commit()


def findings() -> tuple[list[str], int]:
    counts = Counts()
    return [str(one) for one in check(counts)], counts.erased


def refused(statement: str) -> str:
    with pytest.raises(IntegrityError) as problem:
        db.session.execute(text(statement))
    db.session.rollback()
    return str(problem.value.orig)


def test_practice_goes_and_what_counted_stays(app):
    counted = pass_a_quiz()
    ada, version = counted.person, counted.module_version
    bob = make_person(name="Bob Larsen")
    gone = [practice(ada, version, handed_in=True), practice(ada, version, handed_in=False)]
    kept = practice(bob, version, handed_in=True)
    item = db.session.scalars(select(ItemVersion.id)).first()
    miss = saved(ConfidentMiss(attempt_id=gone[0], number=2, item_version_id=item, recorded_at=clock.now())).id
    trail.seal()
    for table in ("answer", "attempt", "confident_miss", "response"):
        assert "never changed or removed" in refused(f"DELETE FROM {table} WHERE {table_key(table)} = {gone[0]}")
    erase(ada)

    assert db.session.scalars(select(Attempt.id).order_by(Attempt.id)).all() == [counted.id, kept]
    assert db.session.scalar(select(func.count()).select_from(Answer).where(Answer.attempt_id == counted.id))
    line = db.session.scalars(select(Event).filter_by(name="practice.erased")).one()
    assert line.about_id == ada.id
    assert line.details == {"attempts": f"{gone[0]} {gone[1]}", "misses": str(miss)}
    assert findings() == ([], 2), "one attempt had been sealed, and its miss; the other was never handed in"
    trail.seal()
    assert findings() == ([], 2)
    for number in (counted.id, kept):  # of an erased account what counted; of another account anything
        assert "answer rows are never" in refused(f"DELETE FROM answer WHERE attempt_id = {number}")
        assert "attempt rows are never" in refused(f"DELETE FROM attempt WHERE id = {number}")
    assert "attempt rows are never" in refused(f"UPDATE attempt SET adoption_id = NULL WHERE id = {counted.id}")


def table_key(table: str) -> str:
    return "id" if table == "attempt" else "attempt_id"


def test_what_goes_without_a_line_of_the_trail_is_named(app):
    """Who can write to the database may make the account an erased one; the seals tell all the same."""
    version = publish()
    bob = make_person(name="Bob Larsen")
    number = practice(bob, version, handed_in=True)
    trail.seal()
    db.session.execute(text(f"UPDATE person SET erased_at = joined_at WHERE id = {bob.id}"))
    for table in ("response", "answer"):
        db.session.execute(text(f"DELETE FROM {table} WHERE attempt_id = {number}"))
    db.session.execute(text(f"DELETE FROM attempt WHERE id = {number}"))
    db.session.commit()
    [said], erased = findings()
    assert said.startswith(f"attempt {number}: gone; it was sealed")
    assert erased == 0


def test_a_line_of_the_trail_excuses_no_evidence(app):
    """Somebody who took the guards away, and writes that it was practice."""
    counted = pass_a_quiz()
    number, ada = counted.id, counted.person
    trail.seal()
    tamper(*(f"DELETE FROM {table} WHERE {table_key(table)} = {number}" for table in ("answer", "attempt")))
    db.session.execute(text(f"UPDATE person SET erased_at = joined_at WHERE id = {ada.id}"))
    trail.record("practice.erased", about=ada, attempts=str(number), misses="none")
    db.session.commit()
    [said], erased = findings()
    assert said.startswith(f"attempt {number}: gone")
    assert erased == 0
