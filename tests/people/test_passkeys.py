"""Passkeys, with the authenticator that Chromium keeps for tests."""

import pytest
from sqlalchemy import select

from tests.builders import make_person
from trainer.db import db
from trainer.people.models import Passkey
from trainer.people.views.sign_in import is_number
from trainer.trail import Event

PASSWORD = "correct horse battery"


@pytest.fixture
def ada(app):
    return make_person(name="Ada", email="ada@example.org", password=PASSWORD)


@pytest.fixture
def page(windows, ada):
    """A window at the site's name: browsers keep passkeys for names, not for numbers."""
    window = windows()
    window.home = window.home.replace("127.0.0.1", "localhost")
    window.open("/sign-in?next=/account/passkeys")
    give_password(window.page)
    arrive(window.page, "Passkeys")
    return window.page


def arrive(page, heading):
    page.get_by_role("heading", name=heading, exact=True, level=1).wait_for()


def give_password(page):
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def plug_in(page, **options) -> None:
    usual = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": usual | options})


def add(page, name, use):
    page.get_by_label("Name of the passkey").fill(name)
    page.get_by_label(use).check()
    page.get_by_role("button", name="Add a passkey").click()


def sign_out(page):
    page.locator("header summary.tool").click()
    page.get_by_role("button", name="Sign out").click()
    arrive(page, "Sign in")


def test_a_passkey_instead_of_the_password(page):
    plug_in(page)
    add(page, "My laptop", "instead of my password")
    arrive(page, "Account")
    assert page.get_by_text("The passkey My laptop is added.").is_visible()

    sign_out(page)
    page.goto(page.url + "?next=/account/passkeys")
    page.get_by_role("button", name="Sign in with a passkey").click()
    arrive(page, "Passkeys")
    page.get_by_role("button", name="Remove My laptop").click()
    assert page.get_by_text("The passkey My laptop is removed.").is_visible()

    assert not db.session.scalars(select(Passkey)).all()
    assert [line.sentence for line in db.session.scalars(select(Event).order_by(Event.id))] == [
        "signed in",
        "changed two-factor sign-in: added the passkey My laptop",
        "signed in",
        "changed two-factor sign-in: removed the passkey My laptop",
    ]


def test_a_passkey_after_the_password(page):
    plug_in(page, transport="usb", hasResidentKey=False, hasUserVerification=False)
    add(page, "Stick", "after my password")
    arrive(page, "Account")
    assert page.get_by_text("You have no recovery codes.").is_visible()

    sign_out(page)
    page.goto(page.url + "?next=/account/passkeys")
    give_password(page)
    arrive(page, "Use your passkey")
    page.get_by_role("button", name="Go on with the passkey").click()
    arrive(page, "Passkeys")

    page.goto(page.url.replace("/account/passkeys", "/sign-in/again?next=/account"))
    page.get_by_role("button", name="Confirm with a passkey").click()
    arrive(page, "Account")


def test_a_device_that_has_one_already_says_so(page):
    plug_in(page)
    add(page, "My laptop", "after my password")
    arrive(page, "Account")
    page.goto(page.url + "/passkeys")
    add(page, "My laptop again", "instead of my password")
    page.get_by_text("This device has a passkey for your account already.").wait_for()
    page.get_by_role("link", name="Start again").click()
    add(page, "My laptop", "instead of my password")
    page.get_by_text("You have a passkey named My laptop already. Choose another name").first.wait_for()


@pytest.mark.sqlite
def test_without_javascript_the_page_says_what_is_missing(browser, ada):
    member = browser.sign_in(ada)
    member.open("/account/passkeys")
    page = member.press("Add a passkey", name="Phone")
    assert "Passkeys need JavaScript" in page.noscript.text


@pytest.mark.sqlite
def test_a_made_up_answer_adds_nothing(browser, ada):
    member = browser.sign_in(ada)
    member.open("/account/passkeys")
    page = member.press("Add a passkey", name="Phone")
    member.post(page.select_one("form[data-passkey]")["action"], credential='{"id": "x"}')
    assert member.address == "/account/passkeys"
    assert "did not arrive as it should" in member.page.text
    member.post("/account/passkeys/forged-token", credential="{}")
    assert not db.session.scalars(select(Passkey)).all()


@pytest.mark.parametrize(
    ("host", "number"),
    [
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("localhost:8000", False),
        ("trainer.example.org", False),
        ("4clinics.example", False),
    ],
)
def test_is_number(host, number):
    assert is_number(host) is number
