"""What was confirmed is done once, in one transaction, with a line for each: on both engines."""

from sqlalchemy import select

from tests.audit.builders import TODAY
from tests.audit.todo.acting import choose, events, row_of, sections
from tests.browser import words
from tests.credentials.builders import make_entry
from trainer.credentials.assignments.models import Assignment
from trainer.credentials.models import Entry
from trainer.db import db


def test_pressed_twice_it_is_done_once(director, stage, lapsed, here):
    ada, *_ = lapsed
    page = choose(director, here, "Assign …", [(ada,)])
    digest = page.select_one("[name=confirm]")["value"]
    sent = {"do": "assign", "seen": "1", "confirm": digest, "row": row_of(ada), "target": "", "due_on": "2026-06-15"}
    director.post(f"{here}/action", reason="", **sent)
    page = director.post(f"{here}/action", status=422, reason="", **sent)
    assert "Nobody is left to do this to." in words(page)
    assert Assignment.query.count() == 1


def test_several_are_suspended_with_one_shared_reason(director, stage, lapsed, here):
    ada, ben, _ = lapsed
    page = choose(director, here, "Suspend …", [(ada,), (ben,)])
    assert "Is not cleared by Needling knowledge from today on, until further notice." in words(page)
    page = director.press("Record 2 suspensions", reason="Needles were counted wrongly.")
    assert "2 suspensions recorded, from today on." in words(page)
    lines = events("certificate.suspended")
    assert [(line.about_id, line.details["reason"]) for line in lines] == [
        (one.id, "Needles were counted wrongly.") for one in (ada, ben)
    ]
    page = choose(director, f"{here}?list=lapses", "Suspend …", [(ada,)])
    assert sections(page)["Left out"] == ["Ada Needling knowledge: Suspended already."]


def test_of_two_who_confirm_at_once_the_second_waits_and_sees_what_the_first_did(director, lapsed, here, statements):
    """The clinic's row is held before anything is asked about the people, on either engine."""
    choose(director, here, "Assign …", [(lapsed[0],)])
    with statements() as seen:
        director.press("Make 1 assignment")
    held = next(n for n, one in enumerate(seen) if one.startswith("UPDATE clinic"))
    asked = next(n for n, one in enumerate(seen) if "FROM assignment" in one)
    assert held < asked


def test_nothing_is_done_to_whom_the_preview_left_out(director, stage, lapsed, here):
    """Ada was suspended when the page was shown; by the time it is confirmed, that was corrected."""
    ada, ben, _ = lapsed
    choose(director, here, "Suspend …", [(ada,)])
    director.press("Record 1 suspension", reason="Needles were counted wrongly.")
    choose(director, here, "Suspend …", [(ada,), (ben,)])
    suspension = db.session.scalars(select(Entry).where(Entry.kind == "suspension")).one()
    make_entry(ada, stage.clinic, "correction", "", TODAY, refers_to_id=suspension.id)
    page = director.press("Record 1 suspension", status=422, reason="They were not.")
    assert "Something has changed since this preview was shown." in words(page)
    assert "They were not." in words(page.main), "nothing typed is lost"
    assert len(events("certificate.suspended")) == 1
    director.press("Record 2 suspensions")
    assert [one.about_id for one in events("certificate.suspended")] == [ada.id, ada.id, ben.id]


def test_what_nobody_chose_from_a_list_is_not_asked_of_anybody(director, stage, lapsed, here):
    ada, *_ = lapsed
    choose(director, here, "Assign …", [(ada,)])
    sent = {"do": "assign", "seen": "1", "confirm": "1", "target": "", "due_on": "2026-06-15", "reason": ""}
    director.post(f"{here}/action", status=422, row=row_of(ada, subject="made-up"), **sent)
    director.post(f"{here}/action", status=400, row=[row_of(ada), row_of(ada, subject="a\0b")], **sent)
    assert not Assignment.query.all()
