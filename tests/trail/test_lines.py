"""The trail: declared lines, said in full, in the caller's transaction."""

import pytest
from sqlalchemy import select

from tests.builders import make_clinic, make_person
from trainer import trail
from trainer.db import db
from trainer.trail import EVENTS, Event


@pytest.mark.parametrize("name", EVENTS)
def test_every_line_reads_as_a_sentence(name):
    line = Event(name=name, details={word: f"<{word}>" for word in trail.says(name)})
    assert "{" not in line.sentence
    assert not line.sentence.endswith(".")


def test_a_line_is_written_with_the_change_and_lost_with_it(app):
    person, clinic = make_person(), make_clinic(name="Hillside")
    trail.record("clinic.opened", by=person, clinic=clinic)
    db.session.rollback()
    assert db.session.scalars(select(Event)).all() == []
    trail.record("person.signed_in", about=person, by=person)
    db.session.commit()
    line = db.session.scalars(select(Event)).one()
    assert (line.by, line.about, line.sentence) == (person, person, "signed in")
    assert line.recorded_at == line.effective_at


def test_a_line_that_nobody_declared_is_refused(app):
    with pytest.raises(KeyError):
        trail.record("person.vanished")


def test_a_line_says_all_it_must_and_nothing_else(app):
    with pytest.raises(TypeError, match="must say"):
        trail.record("person.renamed", old="Ada")
    with pytest.raises(TypeError, match="must say"):
        trail.record("person.renamed", old="Ada", new="Eda", why="marriage")
