"""The job that writes reminders: each once, to the right people, at an hour that suits them."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import make_entry
from trainer import clock
from trainer.credentials.reminders import actions
from trainer.credentials.reminders.models import Reminder
from trainer.db import db


def test_a_holder_and_the_director_hear_of_every_step_once(scene):
    scene.hold(until="2026-12-31")
    for day in ("2026-10-01", "2026-10-02", "2026-10-03", "2026-10-17", "2026-11-01", "2026-12-01", "2026-12-02"):
        scene.run(day)
        scene.run(day, 13)
    scene.run("2026-12-24")
    scene.run("2026-12-31")
    scene.run("2027-01-01")
    scene.run("2027-01-02")
    told = ["before_90", "window_opens", "before_60", "before_30", "before_7", "lapsed"]
    assert scene.kinds() == told
    assert scene.kinds(scene.dora) == told
    assert [letter.subject for letter in scene.letters()][:2] == [
        "Needling: 90 days left",
        "Needling: you can renew now",
    ]


def test_what_the_server_slept_through_is_made_up_for_by_the_nearest_one(scene):
    scene.hold(until="2026-12-31")
    scene.run("2026-12-10")
    assert scene.kinds() == ["before_30", "window_opens"]
    assert len(scene.letters()) == 1
    assert "21 days left" in scene.letters()[0].text


def test_the_day_is_the_clinics_not_the_servers(scene):
    scene.hold(until="2026-12-31")
    scene.run("2026-12-31", 23, 59)  # in UTC it is January
    assert "lapsed" not in scene.kinds()
    scene.run("2027-01-01", 0, 0)
    assert "lapsed" in scene.kinds()


def test_what_is_renewed_is_not_spoken_of_and_the_new_one_is_in_its_time(scene):
    scene.hold(until="2026-12-31")
    scene.hold(until="2028-12-31", valid_from=date(2026, 11, 1))
    scene.run("2026-12-30")
    assert scene.kinds() == []
    scene.run("2028-12-30")
    assert "before_7" in scene.kinds()


def test_a_correction_that_moves_the_last_day_makes_new_reminders_for_the_new_days(scene):
    wrong = scene.hold(until="2026-12-31")
    scene.run("2026-10-05")
    right = scene.hold(until="2026-11-10", corrects_id=wrong.id)
    make_entry(scene.ada, scene.clinic, "correction", "needling", date(2025, 1, 1), certificate_id=wrong.id)
    scene.run("2026-10-06")
    assert scene.kinds() == ["before_90", "before_60", "window_opens"]
    assert db.session.scalars(select(Reminder.certificate_id).where(Reminder.to_id == scene.ada.id)).all() == [
        wrong.id,
        right.id,
        right.id,
    ]


def test_a_longer_one_that_was_withdrawn_does_not_silence_the_one_that_stands(scene):
    scene.hold(until="2026-12-31")
    wrong = scene.hold(until="2028-12-31")
    make_entry(scene.ada, scene.clinic, "correction", "needling", date(2025, 1, 1), certificate_id=wrong.id)
    scene.run("2026-12-30")
    assert "before_7" in scene.kinds()


def test_on_leave_nobody_is_reminded_and_after_it_of_what_lapsed_meanwhile(scene):
    scene.hold(until="2026-12-31")
    leave = make_entry(scene.ada, scene.clinic, "leave", "", date(2026, 9, 1))
    scene.run("2026-12-30")
    scene.run("2027-03-01")
    assert scene.kinds() == scene.kinds(scene.dora) == []
    make_entry(scene.ada, scene.clinic, "return", "", date(2027, 3, 10), refers_to_id=leave.id)
    scene.run("2027-03-10")
    assert scene.kinds() == scene.kinds(scene.dora) == ["lapsed"]


def test_a_suspension_silences_the_dates_and_is_told_itself(scene):
    scene.hold(until="2026-12-31")
    make_entry(scene.ada, scene.clinic, "suspension", "needling", date(2026, 12, 1), reason="Under review.")
    scene.run("2026-12-30")
    assert scene.kinds() == scene.kinds(scene.dora) == ["suspended"]
    assert "Under review." in scene.letters()[0].text


def test_a_reinstatement_is_told_once_nothing_else_holds(scene):
    """Neither while a second suspension does, nor when it turns out that there never was one."""
    scene.hold(until="2028-12-31")
    first = make_entry(scene.ada, scene.clinic, "suspension", "needling", date(2026, 12, 1), reason="Under review.")
    other = make_entry(scene.ada, scene.clinic, "suspension", "needling", date(2026, 12, 2), reason="A complaint.")
    scene.run("2026-12-02")
    back = {"refers_to_id": first.id, "reason": "Cleared up."}
    make_entry(scene.ada, scene.clinic, "reinstatement", "needling", date(2026, 12, 3), **back)
    scene.run("2026-12-04")
    assert scene.kinds() == scene.kinds(scene.dora) == ["suspended", "suspended"]
    make_entry(scene.ada, scene.clinic, "correction", "needling", date(2026, 12, 2), refers_to_id=other.id)
    scene.run("2026-12-05")
    scene.run("2026-12-06")
    assert scene.kinds() == scene.kinds(scene.dora) == ["suspended", "suspended", "reinstated"]
    assert "is over from 3 December 2026 on. Reason given: Cleared up." in scene.letters()[-1].text
    assert "Ada Okafor: Needling reinstated from 3 December 2026 on: Cleared up." in scene.letters(scene.dora)[-1].text


def test_a_suspension_that_ends_by_its_own_last_day_is_told(scene):
    """Once, and not when somebody lifted it before."""
    scene.hold(until="2028-12-31")
    lifted = make_entry(
        scene.ada, scene.clinic, "suspension", "needling", date(2026, 12, 1), until_on=date(2026, 12, 9)
    )
    scene.run("2026-12-01")
    make_entry(scene.ada, scene.clinic, "reinstatement", "needling", date(2026, 12, 2), refers_to_id=lifted.id)
    scene.run("2026-12-02")
    make_entry(scene.ada, scene.clinic, "suspension", "needling", date(2026, 12, 3), until_on=date(2027, 1, 14))
    scene.run("2026-12-03")
    scene.run("2027-01-14")
    assert scene.kinds() == scene.kinds(scene.dora) == ["suspended", "reinstated", "suspended"]
    scene.run("2027-01-15")
    scene.run("2027-01-16")
    assert scene.kinds() == scene.kinds(scene.dora) == ["suspended", "reinstated", "suspended", "reinstated"]
    assert "is over from 15 January 2027 on. Reason given: Its last day was 14 January" in scene.letters()[-1].text


def test_what_never_was_a_suspension_is_not_ended(scene):
    scene.hold(until="2028-12-31")
    error = make_entry(scene.ada, scene.clinic, "suspension", "needling", date(2026, 12, 1))
    make_entry(scene.ada, scene.clinic, "reinstatement", "needling", date(2026, 12, 2), refers_to_id=error.id)
    make_entry(scene.ada, scene.clinic, "correction", "needling", date(2026, 12, 1), refers_to_id=error.id)
    scene.run("2026-12-02")
    assert scene.kinds() == []


def test_a_revocation_is_told_once_and_then_no_date_any_more(scene):
    held = scene.hold(until="2026-12-31")
    make_entry(
        scene.ada, scene.clinic, "revocation", "needling", date(2026, 12, 1), certificate_id=held.id, reason="Lost."
    )
    scene.run("2026-12-02")
    scene.run("2026-12-30")
    assert scene.kinds() == scene.kinds(scene.dora) == ["revoked"]


def test_what_was_voided_or_is_long_past_is_no_news(scene):
    scene.hold(until="2030-12-31")
    error = make_entry(scene.ada, scene.clinic, "suspension", "needling", date(2026, 12, 1))
    make_entry(scene.ada, scene.clinic, "correction", "needling", date(2026, 12, 1), refers_to_id=error.id)
    make_entry(scene.ada, scene.clinic, "suspension", "needling", date(2026, 6, 1))
    scene.hold(make_person(clinic=scene.clinic), until="2026-10-01")
    scene.run("2026-12-02")
    assert db.session.scalars(select(Reminder)).all() == []


@pytest.mark.parametrize("gone", ["left", "deactivated"])
def test_who_is_gone_is_not_written_to_nor_about(scene, gone):
    scene.hold(until="2026-12-31")
    if gone == "left":
        scene.ada.memberships[0].left_on = date(2026, 12, 1)
    else:
        scene.ada.deactivated_at = clock.now()
    db.session.commit()
    scene.run("2026-12-30")
    assert db.session.scalars(select(Reminder)).all() == []


def test_what_an_account_that_was_merged_holds_is_told_to_the_one_that_stays(scene):
    old = make_person(role=None)
    scene.hold(old, until="2026-12-31")
    old.merged_into_id, old.merged_at = scene.ada.id, clock.now()
    db.session.commit()
    scene.run("2026-12-30")
    assert "before_7" in scene.kinds()
    assert scene.kinds(old) == []


def test_who_works_at_two_clinics_hears_once_and_both_directors_hear(scene):
    other = make_clinic(name="Hillside")
    otto = make_person("director", other)
    make_member(scene.ada, "practitioner", other)
    scene.hold(until="2026-12-31")
    scene.run("2026-12-30")
    assert scene.kinds() == scene.kinds(scene.dora) == scene.kinds(otto) == ["before_7", "window_opens"]
    assert "Riverbend" in scene.letters()[0].text


def test_a_director_gets_one_letter_a_day_with_everybody_in_it(scene):
    for number in range(3):
        scene.hold(make_person(clinic=scene.clinic, name=f"Person {number} of three"), until="2026-12-31")
    scene.run("2026-12-30", 7)
    assert scene.letters(scene.dora) == []
    scene.run("2026-12-30", 8)
    scene.hold(scene.ada, until="2026-12-31")
    scene.run("2026-12-30", 20)
    [letter] = scene.letters(scene.dora)
    assert all(f"Person {number} of three: Needling, 1 day left" in letter.text for number in range(3))
    scene.run("2026-12-31", 8)
    assert "Ada Okafor: Needling, less than a day left" in scene.letters(scene.dora)[1].text


def test_the_letter_reads_as_the_clinic_has_worded_it(scene):
    from_dora = actions.rules.Text("Renew {credential}", "Dear {name}, come to room 4 by {last_day}.")
    actions.reword(scene.clinic, "before", from_dora, by=scene.dora)
    db.session.commit()
    scene.hold(until="2026-12-31", valid_from=date(2026, 10, 20))
    scene.run("2026-12-01")
    assert scene.letters()[0].subject == "Renew Needling"
    assert "Dear Ada Okafor, come to room 4 by 31 December 2026." in scene.letters()[0].text


def test_nothing_more_goes_to_an_address_that_mail_comes_back_from(scene):
    scene.hold(until="2026-12-31")
    scene.run("2026-12-10")
    [letter] = scene.letters()
    letter.sent_at = clock.now()
    told = db.session.scalars(select(Reminder).order_by(Reminder.id)).all()
    actions.came_back(scene.clinic, told[0], "No such mailbox", by=scene.dora)
    db.session.commit()
    scene.run("2026-12-24")
    assert "before_7" not in scene.kinds()
    scene.ada.email = "ada.new@example.org"
    db.session.commit()
    scene.run("2026-12-25")
    assert scene.kinds()[-1] == "before_7"
    assert scene.letters()[0].to == "ada.new@example.org"
