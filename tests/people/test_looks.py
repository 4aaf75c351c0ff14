"""Pages of this room half-way through something, in a real browser: on phone and desk, light and dark."""

import pytest

from tests.builders import make_clinic, make_member, make_person, saved
from trainer import clock, mail
from trainer.db import db
from trainer.mail import Letter
from trainer.people import actions
from trainer.people.models import TwoFactorRule

PASSWORD = "correct horse battery"


@pytest.fixture
def rosa(app):
    clinic = make_clinic(slug="riverbend", name="Riverbend Physical Therapy and Sports Medicine")
    rosa = make_person("administrator", name="Rosa Lindqvist-Abercrombie", email="rosa@example.org", password=PASSWORD)
    for role in ("director", "practitioner", "educator"):
        make_member(rosa, role, clinic)
    return rosa


def test_before_anything_is_set_up(windows, rosa):
    """As a full installation has these pages, they are in journeys/test_every_page.py, with all others."""
    window = windows(rosa)
    for path in ("/setup/modules", "/admin/people/1/second-factor/removal", "/clinics/riverbend/memberships/2/end"):
        assert window.open(path).url.endswith(path)
        window.assert_good()


def test_setting_up(windows, app):
    token = actions.make_setup_link()
    db.session.commit()
    window = windows()
    window.open(f"/setup/{token}").get_by_role("button", name="Set up Trainer").click()
    window.page.get_by_text("Please check what you entered").wait_for()
    window.assert_good()


def test_an_invitation_from_both_sides(windows, rosa):
    window = windows(rosa)
    page = window.open("/clinics/riverbend/invitations")
    page.get_by_label("Name").fill("Ada Okafor")
    page.get_by_label("Email address").fill("a.very.long.address.of.somebody@department.example.org")
    page.get_by_role("button", name="Send the invitation").click()
    link = page.get_by_label("Invitation link").input_value()
    window.assert_good()

    window.open("/admin/outbox").get_by_role("link", name="invites you").click()
    window.assert_good()
    window.open(link.removeprefix(window.home))
    window.assert_good()
    guest = windows()
    guest.open(link.removeprefix(guest.home))
    guest.assert_good()


def test_the_authenticator_app(windows, rosa):
    saved(TwoFactorRule(role="director", required_since=clock.now()))
    window = windows(rosa)
    page = window.open("/admin/")
    page.get_by_role("link", name="Authenticator app").click()
    page.get_by_role("button", name="Set up the app").click()
    window.assert_good()
    page.get_by_label("Six-digit code").fill("000000")
    page.get_by_role("button", name="Turn on").click()
    window.assert_good()


def test_recovery_codes(windows, rosa):
    window = windows(rosa)
    window.open("/account/recovery-codes").get_by_role("button", name="Make new codes").click()
    window.assert_good()
    window.open("/account/recovery-codes")
    window.assert_good()


def test_the_second_step_of_signing_in(windows, app):
    secret = app.extensions["security"].totp_factory.generate_totp_secret()
    make_person(email="ada@example.org", password=PASSWORD, tf_primary_method="authenticator", tf_totp_secret=secret)
    window = windows()
    page = window.open("/sign-in")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    window.assert_good()
    page.get_by_role("link", name="Use a recovery code").click()
    window.assert_good()


def test_an_outbox_with_history(windows, rosa):
    for n in range(60):
        mail.write(f"{n}@example.org", f"Letter {n} with a rather long subject that goes on", "Text")
    saved(Letter(to="x@example.org", subject="Failed", text="", written_at=clock.now(), tries=3, problem="550 no user"))
    window = windows(rosa)
    window.open("/admin/outbox").get_by_role("link", name="Failed").click()
    window.assert_good()
    window.open("/admin/outbox?page=2")
    window.assert_good()
