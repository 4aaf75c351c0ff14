"""Whoever publishes, approves or loads files at the same moment: one counts, and nobody is overruled unawares."""

from threading import Event as Signal
from threading import Thread

import pytest

from tests.banks.builders import change, load
from tests.banks.publishing.builders import approve, stems, texts
from tests.banks.reviewing.builders import (
    review,
    write,
)
from tests.browser import words
from tests.builders import there
from trainer.banks.authoring.models import PartVersion
from trainer.banks.authoring.publishing import actions as publishing
from trainer.banks.authoring.publishing import making, queries
from trainer.banks.authoring.reviewing import actions as reviewing
from trainer.banks.authoring.reviewing.queries import history
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Person


def test_what_went_live_from_files_is_not_replaced_unawares(desk, manuscript, tmp_path, monkeypatch):
    approve(desk, write(desk.ada, manuscript, "one", stem="From the browser?"))
    here = f"/manuscripts/{manuscript.id}/publication"
    desk.author.open(here)
    change(tmp_path / "banks" / "hands" / "items.yaml", "What about two?", "What about both?")
    checked = making.made_once
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(making, "made_once", lambda *about: (checked(*about), load(tmp_path / "banks"))[0])
        page = desk.author.post(here, status=409, live=1)
    assert "Somebody else has just published this module" in words(page), "while it was checked"
    page = desk.author.post(here, status=422, live=1)
    assert "Somebody else has just published this module" in words(page.main)
    assert "Version 2 of the module went live from elsewhere" in words(page.main)
    page = desk.author.press("Publish version 3", status=422)
    assert "Look at what is live first" in words(page.main)
    page = desk.author.follow("See what that version changed")
    assert texts(page, "main h2") == ["Item two Changed"]
    assert texts(page, "ins") == ["[added: both? ]"]
    desk.author.open(here)
    desk.author.press("Publish version 3", over="y")
    assert stems()["one"] == "From the browser?"
    desk.author.open(here)
    assert "went live from elsewhere" not in words(desk.author.page.main)


def test_an_approval_that_is_taken_back_while_it_is_checked_counts_no_more(desk, manuscript, monkeypatch):
    one = write(desk.ada, manuscript, "one", stem="What then of one?")
    approve(desk, one)
    checked, reviewer, version = making.made_once, desk.bo.id, one.id

    def slow(*about):
        found = checked(*about)
        review(db.session.get_one(Person, reviewer), db.session.get_one(PartVersion, version), approves=False)
        return found

    here = f"/manuscripts/{manuscript.id}/publication"
    desk.author.open(here)
    monkeypatch.setattr(making, "made_once", slow)
    page = desk.author.post(here, status=409, live=1)
    assert "A reviewer decided on a part while this was checked." in words(page)
    assert stems()["one"] == "What about one?"


@pytest.mark.both
def test_of_a_publication_and_a_change_of_mind_at_once_one_counts(app, desk, manuscript):
    """Two connections: the reviewer looked before the publication, and decides while it is not written down yet."""
    one = write(desk.ada, manuscript, "one", stem="Taken back at this moment?")
    approve(desk, one)
    ids, said, has_looked, is_published = (one.id, one.part_id, desk.bo.id), [], Signal(), Signal()

    def take_back() -> None:
        with app.app_context():
            version, reviewer = db.session.get_one(PartVersion, ids[0]), db.session.get_one(Person, ids[2])
            seen = there(history(part_id=ids[1]))
            has_looked.set()
            assert is_published.wait(10)
            try:
                reviewing.review(reviewer, seen, version, approves=False, words="No.")
                db.session.commit()
                said.append("sent back")
            except Refused as refusal:
                said.append(str(refusal))

    other = Thread(target=take_back)
    other.start()
    assert has_looked.wait(10)
    made = making.made("hands", there(queries.Pile.of(manuscript.id)).pieces)
    publishing.publish(desk.ada, manuscript, there(made.module))
    is_published.set()
    other.join(0.3)
    assert not said, "it waits until it is known whether this goes live"
    db.session.commit()
    other.join(10)
    assert said == ["This version is published, so there is nothing to decide."]
    assert stems()["one"] == "Taken back at this moment?"
