"""Pages: how somebody is reminded, what was sent, and a clinic's own words."""

import pytest
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_person
from trainer import clock
from trainer.credentials.reminders.models import Reminder, ReminderSettings, ReminderWords
from trainer.db import db
from trainer.trail import Event

LOG = "/clinics/riverbend/reminders"
MINE = "/account/reminders"


@pytest.fixture
def told(scene):
    """Ada and Dora have been written to, and the letters have left."""
    scene.hold(until="2026-12-31")
    scene.run("2026-12-10")
    for letter in (*scene.letters(), *scene.letters(scene.dora)):
        letter.sent_at = clock.now()
    db.session.commit()
    return scene


def errors(page):
    return [words(error) for error in page.select(".form-error")]


def lines():
    return [line.sentence for line in db.session.scalars(select(Event).order_by(Event.id))]


def test_a_holder_chooses_how_and_sees_what_was_sent(told, browser):
    ada = browser.sign_in(told.ada)
    ada.open("/account")
    page = ada.follow("Reminders to you, quiet hours")
    assert "Needling 30 days before the last day 31 December 2026" in words(page.table)
    page = ada.press("Save", digest="daily", quiet_from="20:00", quiet_until="07:30", early=None)
    assert "This is how you are reminded" in words(page)
    chosen = db.session.get(ReminderSettings, told.ada.id)
    assert (chosen.digest, f"{chosen.quiet_from:%H:%M}", f"{chosen.quiet_until:%H:%M}") == ("daily", "20:00", "07:30")
    assert lines()[-1].startswith("wants reminders daily, quiet hours 20:00 to 07:30")
    assert page.select_one("#quiet_from")["value"] == "20:00"


def test_half_a_quiet_time_is_refused_and_nothing_typed_is_lost(told, browser):
    ada = browser.sign_in(told.ada)
    ada.open(MINE)
    page = ada.press("Save", 422, quiet_from="20:00")
    assert errors(page) == ["Enter both times, or neither"]
    assert page.select_one("#quiet_from")["value"] == "20:00"
    page = ada.press("Save", 422, quiet_from="late", quiet_until="07:00")
    assert "Enter a time, like 20:00" in errors(page)
    assert db.session.get(ReminderSettings, told.ada.id) is None


def test_a_director_reads_what_was_sent_to_whom(told, browser, statements):
    dora = browser.sign_in(told.dora)
    with statements() as seen:
        page = dora.open(LOG)
    assert len(seen) <= 8
    rows = [words(row) for row in page.select("tbody tr")]
    assert len(rows) == 4
    assert "Ada Okafor" in rows[-1]
    page = dora.open(f"{LOG}?state=not-arrived")
    assert "None of these" in words(page)


def reminder_to(person) -> Reminder:
    return db.session.scalars(select(Reminder).where(Reminder.to_id == person.id).order_by(Reminder.id)).all()[0]


def test_a_letter_that_came_back_is_noted_and_sent_again_to_the_new_address(told, browser):
    dora = browser.sign_in(told.dora)
    dora.open(f"{LOG}/{reminder_to(told.ada).id}")
    page = dora.press("Note that it came back", 422)
    assert errors(page) == ["Say what came back"]
    page = dora.press("Note that it came back", reason="No such mailbox")
    assert "Came back" in words(page)
    assert "No such mailbox" in words(page)
    assert "Ada Okafor" in words(dora.open(f"{LOG}?state=not-arrived").table)
    told.ada.email = "ada.new@example.org"
    db.session.commit()
    dora.open(f"{LOG}/{reminder_to(told.ada).id}")
    page = dora.press("Send it again")
    [letter] = told.letters()
    assert (letter.to, letter.sent_at, letter.returned_at, letter.tries) == ("ada.new@example.org", None, None, 0)
    assert "21 days left" in letter.text
    assert len(told.kinds()) == 2
    assert any("came back: No such mailbox" in line for line in lines())
    assert any("sent again, which was: returned 2026-12-10 19:00 UTC" in line for line in lines())


def test_what_is_on_its_way_is_not_sent_twice(told, browser):
    [letter] = told.letters()
    letter.sent_at = None
    db.session.commit()
    dora = browser.sign_in(told.dora)
    page = dora.open(f"{LOG}/{reminder_to(told.ada).id}")
    assert "Send it again" not in words(page)
    page = dora.post(f"{LOG}/{reminder_to(told.ada).id}/sending", 409)
    assert "on its way already" in words(page)


def test_another_clinics_reminder_does_not_exist(told, browser):
    otto = make_person("director")
    there = otto.memberships[0].clinic.slug
    elsewhere = browser.sign_in(otto)
    number = reminder_to(told.ada).id
    elsewhere.open(f"{LOG}/{number}", 404)
    elsewhere.open(f"/clinics/{there}/reminders/{number}", 404)
    elsewhere.open(f"/clinics/{there}/reminders")
    elsewhere.open(f"/clinics/{there}/reminders/words/before")
    elsewhere.post(f"/clinics/{there}/reminders/{number}/sending", 404)
    elsewhere.open(f"/clinics/{there}/reminders/words/nothing", 404)


def test_a_clinic_words_its_reminders_looks_first_and_takes_the_usual_again(scene, browser):
    dora = browser.sign_in(scene.dora)
    dora.open("/clinics/riverbend/credentials")
    dora.follow("Reminders")
    dora.follow("Change the words")
    page = dora.follow("Change the words of: 90, 60, 30 and 7 days before the last day")
    assert "Take the usual words again" not in words(page)
    page = dora.press("Preview", subject="Renew {credential}", body="Come by {last_day}, {name}.")
    assert "Come by 1 July 2026, Sample Person." in words(page)
    assert db.session.scalars(select(ReminderWords)).all() == []
    page = dora.press("Save")
    assert "Your words, since 1 June 2026" in words(page)
    dora.follow("Change the words of: 90, 60, 30 and 7 days before the last day")
    page = dora.press("Take the usual words again")
    assert "Your words" not in words(page)
    assert [line.rpartition(": ")[2] for line in lines()[-2:]] == [
        "Renew {credential} / Come by {last_day}, {name}.",
        "as usual again",
    ]


def test_an_unknown_field_is_refused_with_its_place(scene, browser):
    dora = browser.sign_in(scene.dora)
    dora.open(f"{LOG}/words/before")
    page = dora.press("Save", 422, body="Hello\n{lastday}")
    assert "Line 2, character 1: there is no field {lastday} here." in errors(page)[0]
    assert "{lastday}" in page.select_one("#body").text
    dora.open(f"{LOG}/words/letter")
    page = dora.press("Save", 422, body="Hello {name}")
    assert "Put {matters}" in errors(page)[0]
