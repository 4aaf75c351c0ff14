"""Getting in: a second factor that a role requires, recovery codes, passkeys, a forgotten password."""

import re
import time

import pytest
from passlib.totp import TOTP
from playwright.sync_api import Page, expect

from tests.builders import make_clinic, make_person
from tests.journeys.walks import PASSWORD, fill_in, follow, heading_is, press, sign_in, sign_out

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def address(address):
    """Passkeys belong to a name, so these windows open the app by its name."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def director(app):
    clinic = make_clinic(slug="riverbend-clinic", name="Riverbend Clinic")
    return make_person("director", clinic, name="Carmen Vale", password=PASSWORD)


def test_a_director_must_set_up_a_second_factor_and_signs_in_with_it(windows, director):
    require_of_directors(windows(make_person("administrator")).open("/admin/"))
    window = windows()
    page = window.open("/")
    sign_in(page, director.email)
    heading_is(page, "Second factor")
    expect(page.get_by_text("As director you see what belongs to others")).to_be_visible()
    page.goto(window.home + "/clinics/riverbend-clinic/roster")
    heading_is(page, "Second factor")
    key = set_up_the_app(page)
    codes = make_recovery_codes(page)
    sign_out(page)
    sign_in(page, director.email)
    heading_is(page, "Enter the code from your app")
    fill_in(page, **{"Six-digit code": "000000"})
    press(page, "Sign in")
    expect(page.get_by_role("alert")).to_contain_text("That code does not fit")
    fill_in(page, **{"Six-digit code": code_from(key, steps_ahead=1)})
    press(page, "Sign in")
    heading_is(page, "Welcome, Carmen Vale")
    sign_out(page)
    sign_in(page, director.email)
    follow(page, "Use a recovery code")
    fill_in(page, Recovery_code=codes[0])
    press(page, "Sign in")
    heading_is(page, "Welcome, Carmen Vale")
    page.goto(window.home + "/account")
    expect(page.get_by_text(f"{len(codes) - 1} unused.")).to_be_visible()


def require_of_directors(page: Page) -> None:
    follow(page, "Second factor")
    page.get_by_label(re.compile("^Director")).check()
    press(page, "Save")
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto(page.url.replace("two-factor", ""))
    expect(page.get_by_text("Required of every director.")).to_be_visible()


def set_up_the_app(page: Page) -> str:
    """Type the key that stands on the page, as somebody who cannot scan the picture."""
    follow(page, "Authenticator app")
    heading_is(page, "Authenticator app")
    press(page, "Set up the app")
    expect(page.get_by_alt_text("QR code with the key that is written below")).to_be_visible()
    key = page.locator("main code").inner_text()
    fill_in(page, **{"Six-digit code": code_from(key)})
    press(page, "Turn on the authenticator app")
    expect(page.get_by_text("Your authenticator app is set up.")).to_be_visible()
    return key


def code_from(key: str, steps_ahead: int = 0) -> str:
    """What the app on the phone shows. Each code works once, so a second one is that of the next half minute."""
    return TOTP(key.replace("-", "")).generate(time.time() + 30 * steps_ahead).token


def make_recovery_codes(page: Page) -> list[str]:
    follow(page, "Make recovery codes")
    press(page, "Make new codes")
    codes = page.locator(".codes code").all_inner_texts()
    follow(page, "I have saved them")
    heading_is(page, "Account")
    return codes


def test_a_passkey_replaces_the_password(windows):
    person = make_person(name="Imani Reed", password=PASSWORD)
    page = windows(person).open("/account")
    plug_in_a_device(page)
    add_passkey(page, name="My phone", use="instead of my password")
    sign_out(page)
    press(page, "Sign in with a passkey")
    heading_is(page, "Welcome, Imani Reed")


def test_a_passkey_comes_after_the_password(windows):
    person = make_person(name="Imani Reed", password=PASSWORD)
    page = windows(person).open("/account")
    plug_in_a_device(page)
    add_passkey(page, name="My stick", use="after my password")
    sign_out(page)
    sign_in(page, person.email)
    heading_is(page, "Use your passkey")
    press(page, "Go on with the passkey")
    heading_is(page, "Welcome, Imani Reed")


def test_a_passkey_that_is_not_there_is_said_in_words(windows):
    person = make_person(password=PASSWORD)
    page = windows(person).open("/account/passkeys")
    plug_in_a_device(page, isUserVerified=False)
    fill_in(page, Name_of_the_passkey="My phone")
    page.get_by_label("instead of my password").check()
    press(page, "Add a passkey")
    expect(page.get_by_role("alert")).to_contain_text("The browser did not hand over a passkey")


def plug_in_a_device(page: Page, **changes) -> None:
    """An authenticator that agrees at once, in this window."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | changes})


def add_passkey(page: Page, *, name: str, use: str) -> None:
    follow(page, "Add a passkey")
    fill_in(page, Name_of_the_passkey=name)
    page.get_by_label(use).check()
    press(page, "Add a passkey")
    expect(page.get_by_text(f"The passkey {name} is added.")).to_be_visible()
    heading_is(page, "Account")


def test_a_forgotten_password_is_replaced_by_a_link_from_the_mail(windows):
    person = make_person(name="Imani Reed", password=PASSWORD)
    page = windows().open("/")
    sign_in(page, person.email, "not my password")
    expect(page.get_by_role("alert")).to_contain_text("The email address and the password do not belong together.")
    follow(page, "Forgot your password?")
    fill_in(page, Email_address=person.email)
    press(page, "Send the link")
    expect(page.get_by_text("a mail with a link is on its way")).to_be_visible()
    link = link_in_the_outbox(windows(make_person("administrator")).open("/admin/outbox"))
    page.goto(link)
    fill_in(page, New_password="four other unrelated words", New_password_again="four other unrelated words")
    press(page, "Save the new password")
    expect(page.get_by_text("Your new password is saved. Sign in with it.")).to_be_visible()
    sign_in(page, person.email)
    expect(page.get_by_role("alert")).to_be_visible()
    sign_in(page, person.email, "four other unrelated words")
    heading_is(page, "Welcome, Imani Reed")
    found_it = windows().page
    found_it.goto(link)
    expect(found_it.get_by_text("That link does not work (any more).")).to_be_visible()
    expect(found_it.get_by_label("Email address")).to_have_value("")


def link_in_the_outbox(page: Page) -> str:
    follow(page, "Choose a new password for Trainer")
    return str(page.locator(".letter a").get_attribute("href"))


def test_after_signing_out_nothing_is_shown_and_nothing_comes_back(windows):
    person = make_person(name="Imani Reed", password=PASSWORD)
    window = windows()
    page = window.open("/account")
    sign_in(page, person.email)
    heading_is(page, "Account")
    sign_out(page)
    page.go_back()
    heading_is(page, "Sign in")


def test_a_stranger_guesses_and_learns_nothing(windows):
    make_person(password=PASSWORD, email="known@example.org")
    page = windows().open("/sign-in")
    said = []
    for email in ("known@example.org", "unknown@example.org"):
        sign_in(page, email, "not the password")
        said.append(page.locator("main").inner_text().replace(email, ""))
    assert said[0] == said[1]
