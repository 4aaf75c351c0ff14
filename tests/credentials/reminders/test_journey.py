"""In a real browser: a director words the reminders, a holder says when, letters appear, and the log shows them."""

from datetime import time

from playwright.sync_api import expect

from tests.builders import make_person
from trainer import clock
from trainer.credentials.reminders.models import ReminderSettings
from trainer.db import db

LOG = "/clinics/riverbend/reminders"


def test_worded_timed_written_and_logged(windows, scene):
    scene.at("2026-12-10", 6)
    scene.hold(until="2026-12-31")
    rosa = make_person("administrator", name="Rosa Lindqvist")

    dora = windows(scene.dora)
    page = dora.open(f"{LOG}/words")
    page.get_by_role("link", name="Change the words of: 90, 60, 30 and 7 days before the last day").click()
    page.get_by_label("Subject").fill("{credential}: see Dora")
    page.get_by_label("Text").fill("Come by before {last_day}, {name}.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Come by before 9 January 2027, Sample Person.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("From now on reminders of this kind read so.")).to_be_visible()
    page.get_by_role("link", name="Change the words of: A directors’ line: 90").click()
    page.get_by_label("Line", exact=True).fill("{name}, {days}, {credential}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("{name}, {days}, {credential}")).to_be_visible()
    dora.assert_good()
    page.goto(page.url.replace(f"{LOG}/words", "/account/reminders"))
    page.get_by_label("Quiet from").fill("20:00")
    page.get_by_label("Quiet until").fill("07:30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Quiet until")).to_have_value("07:30")

    ada = windows(scene.ada)
    page = ada.open("/account/reminders")
    page.get_by_label("How often").select_option("Once a day, at 8 in the morning")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("This is how you are reminded from now on.")).to_be_visible()
    ada.assert_good()
    db.session.expire_all()
    assert db.session.get(ReminderSettings, scene.dora.id).quiet_until == time(7, 30)

    scene.run("2026-12-10", 7, 45)
    assert scene.letters() == scene.letters(scene.dora) == [], "neither at an hour of theirs"
    scene.run("2026-12-10", 8, 5)

    outbox = windows(rosa)
    page = outbox.open("/admin/outbox")
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("link", name="Certificates at Riverbend", exact=True).click()
    expect(page.get_by_text("- Ada Okafor, 21 days, Needling")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Your certificates at Riverbend").click()
    expect(page.get_by_text("Come by before 31 December 2026, Ada Okafor.")).to_be_visible()

    for letter in (*scene.letters(), *scene.letters(scene.dora)):
        letter.sent_at = clock.now()
    db.session.commit()
    page = dora.open(LOG)
    expect(page.get_by_role("row").filter(has_text="Ada Okafor")).to_have_count(4)
    expect(page.get_by_role("row").filter(has_text="30 days before the last day").first).to_contain_text("Sent")
    dora.assert_good()
