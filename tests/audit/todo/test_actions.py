"""Done to several at once: chosen with boxes, previewed person by person, confirmed, on the trail of each."""

from datetime import timedelta

import pytest

from tests.audit.builders import TODAY, Right, make_attempt, make_practitioner
from tests.audit.todo.acting import choose, events, row_of, sections
from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import make_entry, noon
from trainer.audit.todo import views
from trainer.credentials.assignments.models import Assignment
from trainer.credentials.models import Entry
from trainer.credentials.reminders.models import Reminder
from trainer.db import db
from trainer.mail import Letter

pytestmark = pytest.mark.sqlite  # confirming is tried on both, and the lists are


def test_asked_of_several_at_once_each_with_a_line_of_their_own(director, stage, lapsed, here):
    ada, ben, cleo = lapsed
    make_entry(cleo, stage.clinic, "leave", "", TODAY - timedelta(days=1), until_on=TODAY - timedelta(days=1))
    page = choose(director, here, "Assign …", [(ada,), (ben,), (cleo,)])
    assert not Assignment.query.all()  # so far it is a preview
    assert sections(page)["What will happen"][0] == "Ada Is asked to complete Needling knowledge by 15 June 2026."
    page = director.press("Update the preview", target="module:a", due_on="2026-06-20")
    assert sections(page)["What will happen"][2] == "Cleo Is asked to complete About a by 20 June 2026."
    page = director.press("Make 3 assignments", target="module:a", due_on="2026-06-20", reason="Before the course.")
    assert "3 assignments made." in words(page)
    assert {(one.person_id, one.kind, one.subject, one.due_on.day) for one in Assignment.query} == {
        (one.id, "module", "a", 20) for one in lapsed
    }
    lines = events("assignment.made")
    assert [line.about_id for line in lines] == [one.id for one in lapsed]
    assert {line.sentence for line in lines} == {"was asked to complete About a by 2026-06-20: Before the course."}


def test_who_is_left_out_is_named_with_the_reason(director, stage, lapsed, here):
    ada, ben, cleo = lapsed
    make_member(stage.director, "practitioner", stage.clinic)
    page = choose(director, here, "Assign …", [(ada,), (ben,), (stage.director,)])
    assert sections(page)["Left out"] == ["Dora Díaz Needling knowledge: This is you. Nobody acts on themselves."]
    director.press("Make 2 assignments")
    page = choose(director, here, "Assign …", [(ada,), (cleo,)])
    assert sections(page)["Left out"] == ["Ada Needling knowledge: Asked already, by 15 June 2026."]
    page = director.press("Make 1 assignment")
    assert "1 assignment made. 1 left out." in words(page)
    page = choose(director, here, "Assign …", [(ada,)])
    assert "something stands against it for everybody" in words(page)
    assert not page.select("button[name=confirm]")


def test_a_module_that_does_not_count_here_is_asked_of_nobody(director, stage, lapsed, here):
    page = choose(director, here, "Assign …", [(lapsed[0],)])
    page = director.press("Update the preview", target="module:b")
    assert sections(page)["Left out"] == ["Ada About b: The clinic has not adopted it: a pass would not count."]


def test_a_reminder_goes_out_once_a_day_about_one_thing(director, stage, lapsed, here):
    ada, ben, _ = lapsed
    page = choose(director, here, "Remind …", [(ada,), (ben,)])
    assert sections(page)["What will happen"][0] == f"Ada Gets a letter to {ada.email} about Needling knowledge."
    page = director.press("Write 2 letters", reason="The course begins on Monday.")
    assert "2 reminders written." in words(page)
    letter = Letter.query.filter_by(to=ada.email).one()
    assert letter.subject == "Needling knowledge: a reminder from Riverbend"
    assert "Please see to “Needling knowledge”. The course begins on Monday." in letter.text
    assert [one.kind for one in Reminder.query] == ["by_hand", "by_hand"]
    assert events("reminder.written_by_hand")[0].sentence == (
        "was reminded of Needling knowledge in a letter of Riverbend: The course begins on Monday."
    )
    page = choose(director, here, "Remind …", [(ada,), (ada, "module", "a")])
    assert sections(page) == {
        "What will happen": [f"Ada Gets a letter to {ada.email} about About a."],
        "Left out": ["Ada Needling knowledge: Reminded of this today already."],
    }


def test_nobody_is_reminded_where_letters_come_back_or_on_leave(director, stage, lapsed, here):
    ada, ben, _ = lapsed
    db.session.add(Letter(to=ada.email, subject="", text="", written_at=noon(TODAY), returned_at=noon(TODAY)))
    db.session.commit()
    make_entry(ben, stage.clinic, "leave", "", TODAY)
    page = choose(director, here, "Remind …", [(ada,), (ben,)])
    assert sections(page)["Left out"] == [
        "Ada Needling knowledge: Letters to this address come back.",
        "Ben Needling knowledge: On leave nobody is reminded.",
    ]


def test_a_clearance_is_asked_for_with_a_reason_and_clears_nobody_yet(director, stage, lapsed, here):
    ada, ben, cleo = lapsed
    make_entry(cleo, stage.clinic, "suspension", "needling", TODAY)
    choose(director, here, "Ask for temporary clearance …", [(ada,), (ben,), (cleo,)])
    page = director.press("Ask for 2 clearances", status=422, reason="")
    assert "Say why. The reason stays on the record" in words(page)
    page = director.press("Ask for 2 clearances", status=422, reason="Supervised.", until_on="2026-12-24")
    assert "at most 90 days from now" in words(page)
    page = director.press("Ask for 2 clearances", reason="Supervised.", until_on="2026-06-30")
    assert "2 temporary clearances asked for." in words(page)
    assert {(one.person_id, one.kind, one.reason) for one in Entry.query.filter(Entry.until_on.is_not(None))} == {
        (one.id, "temporary_request", "Supervised.") for one in (ada, ben)
    }
    assert [line.about_id for line in events("clearance.asked_for")] == [ada.id, ben.id]
    page = choose(director, here, "Ask for temporary clearance …", [(ada,)])
    assert sections(page)["Left out"] == ["Ada Needling knowledge: Asked for already; it waits for a second person."]


def test_rows_about_modules_name_the_credential_that_is_meant(director, stage, here):
    ada = make_person(clinic=stage.clinic, name="Ada")
    for back in (3, 2):
        make_attempt(ada, stage.clinic, stage.module, Right(3), TODAY - timedelta(days=back), stage.adoption)
    page = choose(director, f"{here}?list=failed", "Suspend …", [(ada, "module", "a")])
    assert [words(option) for option in page.select("select option")] == ["Needling knowledge"]
    director.press("Record 1 suspension", reason="Until it is passed.")
    assert Entry.query.filter_by(kind="suspension").one().subject == "needling"


def test_all_of_a_list_is_more_than_a_page_and_not_without_end(director, stage, here, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    monkeypatch.setattr(views, "AT_ONCE", 4)
    for n in range(5):
        make_practitioner(stage.clinic, stage.policy, "lapsed", f"P{n}")
    director.open(f"{here}?list=lapses&within=lapsed")
    assert "The first 4 of all 5 of this list" in words(director.page)
    page = director.press("Assign …", all="1")
    assert len(sections(page)["What will happen"]) == 4
    assert "come back for the rest" in words(page)
    director.press("Make 4 assignments")
    assert Assignment.query.count() == 4
    assert director.address == f"{here}?list=lapses&within=lapsed"


def test_nothing_chosen_nothing_shown(director, stage, lapsed, here):
    page = choose(director, here, "Assign …", [])
    assert "Choose somebody first" in words(page)
    director.post(f"{here}/action", status=404, do="promote", row="1:module:a")
    director.post(f"{here}/action", status=404, do="assign", all="1", list="content")


def test_people_of_other_clinics_do_not_exist_here(director, stage, lapsed, here):
    stranger = make_practitioner(make_clinic(), stage.policy, "lapsed", "Stranger")
    left = make_person(clinic=stage.clinic, name="Left")
    left.memberships[0].left_on, left.memberships[0].ended_at = TODAY, noon(TODAY)
    db.session.commit()
    page = choose(director, here, "Assign …", [(stranger,), (left,)])
    assert "Stranger" not in words(page)
    assert sections(page)["Left out"] == ["Left Needling knowledge: Does not practice here any more."]


def test_one_person_is_one_click_away(director, stage, lapsed, here):
    director.open(here)
    page = director.follow("Assign : Ada, Needling knowledge")
    assert list(sections(page)) == ["What will happen"]
    page = director.open(f"/clinics/{stage.clinic.slug}/people/{lapsed[1].id}")
    page = director.follow("Assign something")
    assert [words(option) for option in page.select("select option")][:2] == ["About a", "About b"]
    director.press("Make 1 assignment", target="module:a")
    page = director.open(f"/clinics/{stage.clinic.slug}/people/{lapsed[1].id}")
    assert "By 15 June 2026." in words(page.select_one("#assignments").find_next("dl"))


def test_the_statements_do_not_grow_with_those_chosen(director, stage, here, statements):
    people = [make_practitioner(stage.clinic, stage.policy, "lapsed", f"P{n}") for n in range(12)]
    rows = [row_of(one) for one in people]
    with statements() as few:
        director.open(f"{here}/action?do=grant&row={rows[0]}")
    with statements() as many:
        director.open(f"{here}/action?do=grant&row=" + "&row=".join(rows))
    assert len(many) == len(few) <= 13, many
