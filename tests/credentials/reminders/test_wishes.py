"""How somebody wants to be reminded: at which hours, in how many letters, of what."""

from datetime import time

from tests.builders import saved
from trainer import clock
from trainer.credentials.reminders.models import ReminderSettings


def choose(person, **changes):
    usual = {"digest": "at once", "quiet_from": None, "quiet_until": None, "early": True}
    saved(ReminderSettings(person_id=person.id, changed_at=clock.now(), **usual | changes))


def test_quiet_hours_hold_a_letter_back_until_they_are_over(scene):
    choose(scene.ada, quiet_from=time(20), quiet_until=time(7))
    scene.hold(until="2026-12-31")
    scene.run("2027-01-01", 0, 5)
    scene.run("2027-01-01", 6, 55)
    assert scene.kinds() == []
    scene.run("2027-01-01", 7)
    assert scene.kinds() == ["lapsed"]


def test_a_digest_puts_everything_into_one_letter_and_a_lapse_does_not_wait_for_it(scene):
    choose(scene.ada, digest="weekly")
    scene.hold(until="2026-12-31")
    scene.run("2026-10-05", 8)  # a Monday
    scene.run("2026-10-20", 12)  # a Tuesday: the Monday was missed
    scene.run("2026-11-02", 8)
    assert scene.kinds() == ["before_90", "window_opens", "before_60"]
    scene.run("2027-01-01", 9)  # a Friday
    assert scene.kinds()[-1] == "lapsed"


def test_early_reminders_can_be_turned_off_a_lapse_cannot(scene):
    choose(scene.ada, early=False)
    scene.hold(until="2026-12-31")
    scene.run("2026-12-30")
    assert scene.kinds() == []
    assert "before_7" in scene.kinds(scene.dora)
    scene.run("2027-01-01")
    assert scene.kinds() == ["lapsed"]
