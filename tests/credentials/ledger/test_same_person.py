"""A person renamed, two accounts that are one human being, and an account that is erased."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.browser import words
from tests.builders import LONG_AGO, make_member, make_person, saved
from tests.credentials.builders import make_certificate, make_entry, make_pass, make_policy, noon
from trainer import clock, mail
from trainer.credentials.pages import standings_of
from trainer.credentials.queries import certificates_of, history_of
from trainer.credentials.reminders.models import ReminderSettings
from trainer.db import db
from trainer.mail import Letter
from trainer.people import actions as people
from trainer.people.models import Invitation, Passkey
from trainer.trail import Event

MAY = date(2026, 5, 1)
SURE = "Same license number"


@pytest.fixture
def rosa(browser, stage):
    return browser.sign_in(make_person("administrator", name="Rosa Lindqvist"))


@pytest.fixture
def twin(stage):
    """Ada's second account, made by mistake."""
    return make_person(clinic=stage.clinic, name="Ada Okafor-Bell", email="bell@example.org")


def events(person, name):
    return db.session.scalars(select(Event).where(Event.about_id == person.id, Event.name == name)).all()


def test_person_renamed(dora, stage, certificate):
    """What was issued keeps the name it was issued to; the ledger is found under the new one."""
    people.rename(stage.ada, "Ada Bell")
    db.session.commit()
    assert certificates_of(stage.ada)[0].holder_name == "Ada Okafor"
    page = dora.open(stage.address("ledger"))
    assert page.h1.text == "Ledger of Ada Bell"
    assert page.select_one(f"#certificate-{certificate.id}")
    assert standings_of(stage.ada, clock.today("UTC"))[0].state == "current"
    assert "Ada Okafor" in words(dora.open(f"/check/{certificate.code}"))


def test_person_merged(rosa, stage, twin):
    """From the merger on the evidence of both counts for one; as known before it does not."""
    version = make_policy("a", "b", slug="knowledge", title="Knowledge")
    make_pass(stage.ada, stage.clinic, "a", MAY)
    make_pass(twin, stage.clinic, "b", MAY)
    theirs = make_certificate(twin, stage.clinic, version)
    rosa.open(f"/admin/people/{twin.id}")
    rosa.follow("Merge this one into it")
    assert "Nobody here has this address" in words(rosa.press("Show both", 422, email="nobody@example.org"))
    page = rosa.press("Show both", email=stage.ada.email)
    assert {"bell@example.org", stage.ada.email} <= set(words(page).split())
    assert "Say why" in words(rosa.press("Merge the two accounts", 422))
    rosa.press("Merge the two accounts", reason=SURE)
    assert "now has what both accounts brought" in words(rosa.page)
    page = words(rosa.open(f"/admin/people/{stage.ada.id}"))
    assert f"The account of {twin.name} (bell@example.org) was merged into this one on" in page
    assert (twin.merged_into_id, twin.active, twin.clinics) == (stage.ada.id, False, [])
    assert {one.subject for one in history_of(stage.ada).entries if one.kind == "module"} == {"a", "b"}
    before = history_of(stage.ada, clock.now() - timedelta(hours=1))
    assert {one.subject for one in before.entries if one.kind == "module"} == {"a"}
    assert theirs in certificates_of(stage.ada)
    assert [line.sentence for line in events(stage.ada, "person.merged")] == [
        f"is one and the same human being in account {twin.id} and account {stage.ada.id}, which stays: {SURE}"
    ]


def test_what_came_with_the_other_account_is_read_and_corrected_on_the_one_that_stays(dora, rosa, stage, twin):
    entry = make_entry(twin, stage.clinic, "license", "CO", MAY)
    merge(rosa, twin, stage.ada)
    dora.open(stage.address("ledger"))
    dora.follow(f"Correct line {entry.id}")
    dora.press("Correct the line", reason="Lapsed by then")
    assert not history_of(stage.ada).of("license", "CO", MAY)
    dora.open(stage.address("record", twin), 404)


def merge(rosa, gone, kept, status=200):
    rosa.open(f"/admin/people/{gone.id}/merger?email={kept.email}")
    return words(rosa.press("Merge the two accounts", status, reason=SURE))


def test_what_one_account_entered_about_the_other_is_voided_and_the_page_says_so(dora, rosa, stage):
    other = make_person("director", stage.clinic, name="Ada Bell", email="ada.bell@example.org")
    entry = make_entry(stage.ada, stage.clinic, "license", "CO", MAY, by_id=other.id)
    page = merge(rosa, other, stage.ada)
    assert "1 line that one account had entered about the other is voided: nobody vouches for themselves." in page
    line = words(dora.open(stage.address("ledger")).select_one(f"#line-{entry.id}"))
    assert "Entered under another account of the same human being." in line


def test_the_closed_account_opens_nothing(browser, rosa, stage, twin):
    there = browser.sign_in(twin)
    merge(rosa, twin, stage.ada)
    there.open("/certificates/")
    assert there.address.startswith("/sign-in")


def test_nobody_is_invited_to_a_closed_account(dora, rosa, stage, twin):
    merge(rosa, twin, stage.ada)
    dora.open("/clinics/riverbend/invitations")
    page = dora.press("Send the invitation", name="Ada", email="bell@example.org")
    assert "The account with this address was closed" in words(page)


def test_accounts_are_merged_one_step_only(rosa, stage, twin):
    third = make_person(clinic=stage.clinic, email="third@example.org")
    merge(rosa, twin, stage.ada)
    assert "was merged into another account already" in merge(rosa, twin, third, 422)
    assert "was merged into another account already" in merge(rosa, third, twin, 422)
    assert "Merge the other way round" in merge(rosa, stage.ada, third, 422)
    assert "This is the same account" in merge(rosa, third, third, 422)
    merge(rosa, third, stage.ada)
    assert third.merged_into_id == stage.ada.id


def test_an_administrator_merges_no_account_of_their_own(browser, stage, rosa, twin):
    admin = make_person("administrator", email="admin@example.org")
    admin_there = browser.sign_in(admin)
    assert "Nobody merges accounts of their own" in merge(admin_there, twin, admin, 422)
    assert "Nobody merges accounts of their own" in merge(admin_there, admin, twin, 422)
    assert twin.active
    assert admin.active


def test_erasure_keeps_the_legal_minimum(rosa, stage, certificate):
    """How to reach her and how she signed in goes; what was certified, and on what evidence, stays."""
    ada, old = stage.ada, stage.ada.email
    ada.tf_primary_method, ada.tf_totp_secret, ada.mf_recovery_codes = "authenticator", "secret", ["x"]
    saved(make_passkey(ada))
    saved(ReminderSettings(person_id=ada.id, digest="daily", early=True, changed_at=clock.now()))
    invitation(old, accepted_at=LONG_AGO), invitation(old, role="educator")
    mail.write(old, "Hello", "text")
    mail.write("dora@example.org", "Hello", "text")
    db.session.commit()
    lines = [one.id for one in stage.entries()]

    rosa.open(f"/admin/people/{ada.id}")
    rosa.follow("Erase the account")
    assert "the database refuses to remove it" in words(rosa.page), "plainly what stays"
    assert "Say why" in words(rosa.press("Erase the account", 422))
    rosa.press("Erase the account", reason="Asked for it in writing")

    assert ada.email == f"erased-{ada.id}@erased.invalid"
    assert (ada.active, ada.clinics, ada.erased_at) == (False, [], noon(date(2026, 6, 1)))
    assert (ada.password, ada.tf_totp_secret, ada.tf_primary_method, ada.mf_recovery_codes) == (None, None, None, None)
    assert not db.session.scalar(select(func.count(Passkey.id)))
    assert db.session.get(ReminderSettings, ada.id) is None
    assert db.session.scalars(select(Letter.to)).all() == ["dora@example.org"]
    assert db.session.scalars(select(Invitation.email)).all() == [ada.email], "that one was used is on record"
    assert (ada.name, [one.id for one in stage.entries()]) == ("Ada Okafor", lines)
    assert certificates_of(ada) == [certificate]
    assert "valid today" in words(rosa.open(f"/check/{certificate.code}"))
    assert len(events(ada, "person.erased")) == 1
    assert "This account was erased on 1 June 2026" in words(rosa.open(f"/admin/people/{ada.id}"))


def make_passkey(person):
    now = clock.now()
    return Passkey(
        user_id=person.id,
        name="Phone",
        credential_id=b"1",
        public_key=b"2",
        backup_state=False,
        device_type="single",
        usage="first",
        create_datetime=now,
        lastuse_datetime=now,
    )


def invitation(email, **changes):
    usual = {"role": "practitioner", "name": "Ada", "invited_at": LONG_AGO, "expires_at": LONG_AGO}
    asked = usual | changes
    return saved(Invitation(token_hash=asked["role"], email=email, **asked))


def test_the_record_of_who_was_erased_is_read_as_that_of_who_has_left(rosa, dora, stage, certificate):
    rosa.open(f"/admin/people/{stage.ada.id}/erasure")
    rosa.press("Erase the account", reason="Asked for it")
    assert dora.open(stage.address("ledger")).select_one(f"#certificate-{certificate.id}")
    rosa.open(f"/admin/people/{stage.ada.id}/erasure")
    assert "has been erased already" in words(rosa.press("Erase the account", 422, reason="Twice"))


def test_nobody_erases_themselves_nor_the_last_administrator(browser, stage):
    rosa = make_person("administrator", name="Rosa Lindqvist")
    there = browser.sign_in(rosa)
    there.open(f"/admin/people/{rosa.id}/erasure")
    assert "Nobody erases their own account" in words(there.press("Erase the account", 422, reason="Me"))
    assert rosa.erased_at is None


def test_a_director_neither_merges_nor_erases(dora, stage, twin):
    for page in ("merger", "erasure"):
        dora.open(f"/admin/people/{twin.id}/{page}", 403)


def test_somebody_with_two_accounts_approves_nothing_for_themselves(rosa, browser, stage, dora):
    """Also not by the account that stays, after the other one has asked."""
    other = make_person("director", stage.clinic, name="Dora Diaz", email="diaz@example.org")
    make_member(other, "practitioner", stage.clinic)
    asking = browser.sign_in(other)
    asking.open(stage.address("temporary-clearances"))
    asking.press("Ask for the clearance", reason="Supervised")
    [request] = stage.entries()
    merge(rosa, other, stage.dora)
    dora.open(stage.address(f"temporary-clearances/{request.id}/approval"))
    page = dora.post(stage.address(f"temporary-clearances/{request.id}/approval"), 422)
    assert "cannot approve it as well" in words(page)
