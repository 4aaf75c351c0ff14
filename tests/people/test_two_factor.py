"""A second factor: authenticator app, recovery codes, the rule that asks for one. Passkeys are in test_passkeys."""

import re
from datetime import timedelta

import pytest
import time_machine
from passlib.totp import TOTP
from sqlalchemy import select

from tests.browser import Browser
from tests.builders import make_clinic, make_member, make_person, saved
from tests.conftest import make_app
from trainer import clock
from trainer.db import db
from trainer.people.models import Person, TwoFactorRule
from trainer.trail import Event
from trainer.web.security import limiter

PASSWORD = "correct horse battery"


@pytest.fixture
def ada(app):
    return make_person(name="Ada", email="ada@example.org", password=PASSWORD)


@pytest.fixture
def later():
    """A clock to be moved: each code works once."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield lambda **how: traveller.shift(timedelta(**how))


def code_for(key: str) -> str:
    return TOTP(key=key.replace("-", ""), format="base32").generate(time=clock.now().timestamp()).token


def set_up_app(member) -> str:
    """Returns the key, as written under the picture."""
    member.open("/account/authenticator")
    page = member.press("Set up the app")
    key = page.select_one("main code").text
    member.press("Turn on the authenticator app", code=code_for(key))
    return key


def give_password(browser, address="/sign-in?next=/account"):
    browser.open(address)
    return browser.press("Sign in", email="ada@example.org", password=PASSWORD)


def changes():
    lines = db.session.scalars(select(Event).where(Event.name == "person.two_factor").order_by(Event.id))
    return [line.details["change"] for line in lines]


def test_with_the_app_signing_in_takes_a_code(browser, ada, later):
    member = browser.sign_in(ada)
    key = set_up_app(member)
    assert member.address == "/account"
    assert "You have no recovery codes" in member.page.text
    assert changes() == ["set up an authenticator app"]

    later(seconds=30)
    page = give_password(browser)
    assert page.h1.text == "Enter the code from your app"
    browser.open("/account")
    assert browser.address.startswith("/sign-in")

    give_password(browser)
    browser.press("Sign in", code=code_for(key))
    assert browser.address == "/account"


def test_a_code_works_once(browser, ada, later):
    key = set_up_app(browser.sign_in(ada))
    later(seconds=60)
    code = code_for(key)
    give_password(browser)
    browser.press("Sign in", code=code)
    assert browser.address == "/account"

    again = browser.sign_in(None)
    give_password(again)
    page = again.press("Sign in", code=code)
    assert "used already" in page.select_one(".form-error").text
    later(seconds=30)
    again.press("Sign in", code=code_for(key))
    assert again.address == "/account"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("story", "shift", "accepted"),
    [("a slow phone", -30, True), ("a fast phone", 30, True), ("an old code", -90, False)],
)
def test_a_phones_clock_may_be_off_a_little(browser, ada, later, story, shift, accepted):
    key = set_up_app(browser.sign_in(ada))
    later(minutes=10)
    later(seconds=shift)
    code = code_for(key)
    later(seconds=-shift)
    give_password(browser)
    browser.press("Sign in", code=code)
    assert (browser.address == "/account") is accepted


def test_a_wrong_code_does_not_cost_the_set_up(browser, ada, later):
    member = browser.sign_in(ada)
    member.open("/account/authenticator")
    key = member.press("Set up the app").select_one("main code").text
    page = member.press("Turn on the authenticator app", code="000000")
    assert page.select_one(".form-error")
    member.press("Turn on the authenticator app", code=code_for(key))
    assert member.address == "/account"
    assert db.session.get(Person, ada.id).tf_primary_method == "authenticator"


def test_the_app_can_be_turned_off(browser, ada, later):
    member = browser.sign_in(ada)
    set_up_app(member)
    member.open("/account/authenticator")
    member.press("Turn it off")
    assert changes()[-1] == "removed the authenticator app"
    give_password(browser)
    assert browser.address == "/account"


def test_a_recovery_code_lets_in_once(browser, ada, later):
    member = browser.sign_in(ada)
    set_up_app(member)
    member.open("/account/recovery-codes")
    codes = [tag.text for tag in member.press("Make new codes").select("main code")]
    assert len(codes) == 5
    assert all(re.fullmatch(r"[0-9a-f]{4}(-[0-9a-f]{4}){2}", code) for code in codes)
    assert not set(codes) & set(db.session.get_one(Person, ada.id).mf_recovery_codes or []), "they are kept encrypted"

    give_password(browser)
    browser.follow("Use a recovery code")
    page = browser.press("Sign in", code="1111-2222-3333")
    assert "not one of your recovery codes" in page.select_one(".form-error").text
    browser.press("Sign in", code=f" {codes[2].upper()} ")
    assert browser.address == "/account"
    assert "4 unused" in browser.page.text

    again = browser.sign_in(None)
    give_password(again)
    again.follow("Use a recovery code")
    page = again.press("Sign in", code=codes[2])
    assert page.select_one(".form-error")
    assert changes() == ["set up an authenticator app", "made new recovery codes", "used a recovery code"]


def test_codes_are_shown_again_when_asked_for(browser, ada):
    member = browser.sign_in(ada)
    member.open("/account/recovery-codes")
    codes = [tag.text for tag in member.press("Make new codes").select("main code")]
    page = member.open("/account/recovery-codes")
    assert not page.select("main code")
    assert "5 unused codes" in page.text
    assert [tag.text for tag in member.press("Show my codes").select("main code")] == codes


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "address", ["/sign-in/code", "/sign-in/recovery-code", "/sign-in/second-factor", "/sign-in/rescue"]
)
def test_without_the_password_there_is_no_second_step(browser, ada, address):
    page = browser.open(address)
    assert browser.address.startswith("/sign-in")
    assert page.h1.text == "Sign in"


def test_the_rescue_form_sends_no_mail_to_strangers(browser, ada, later):
    set_up_app(browser.sign_in(ada))
    give_password(browser)
    page = browser.post("/sign-in/rescue", help_setup="help")
    assert page.h1.text == "Enter the code from your app"
    assert not db.session.execute(db.text("SELECT id FROM letter")).all()


@pytest.mark.parametrize("address", ["/account/authenticator", "/account/recovery-codes", "/account/passkeys"])
def test_after_an_hour_one_confirms_that_it_is_oneself(browser, ada, address):
    member = browser.sign_in(ada)
    with member.client.session_transaction() as session:
        session["fs_paa"] -= 3700
    page = member.open(address)
    assert page.h1.text == "Confirm that it is you"
    page = member.press("Confirm", password="something else")
    assert page.select_one(".form-error").text.strip() == "That is not your password"
    member.press("Confirm", password=PASSWORD)
    assert member.address == address


def test_a_rule_holds_whoever_has_the_role(browser):
    clinic = make_clinic()
    director, colleague = make_person("director", clinic), make_person("practitioner", clinic)
    saved(TwoFactorRule(role="director", required_since=clock.now()))

    page = browser.sign_in(colleague).open("/account")
    assert page.h1.text == "Account"

    member = browser.sign_in(director)
    page = member.open(f"/clinics/{clinic.slug}/memberships")
    assert (member.address, page.h1.text) == ("/account/second-factor", "Second factor")
    assert "As director you see what belongs to others" in page.text
    assert member.open("/account").h1.text == "Account"
    set_up_app(member)
    assert member.open(f"/clinics/{clinic.slug}/memberships").h1.text == f"People at {clinic.name}"
    page = member.open("/account/authenticator")
    assert "Turn it off" not in page.text
    member.post("/account/authenticator", setup="disable")
    assert db.session.get(Person, director.id).tf_primary_method == "authenticator"


def test_an_ended_role_asks_for_nothing(browser):
    clinic = make_clinic()
    person = make_person("practitioner", clinic)
    make_member(person, "director", clinic, left_on=clock.today(clinic.time_zone) - timedelta(days=1))
    saved(TwoFactorRule(role="director", required_since=clock.now()))
    assert browser.sign_in(person).open("/account").h1.text == "Account"


@pytest.fixture
def limited(app, watch, tmp_path):
    """A browser at an app that counts tries, which is off in tests."""
    counting = make_app(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"], TESTING=False)
    yield Browser(counting, watch)
    limiter.enabled = False
    limiter.reset()
    with counting.app_context():
        db.engine.dispose()


@pytest.mark.sqlite
def test_guessing_codes_is_slowed_down_for_one_person(limited, browser, ada, later):
    key = set_up_app(browser.sign_in(ada))
    make_person(email="bob@example.org", password=PASSWORD)
    later(minutes=1)
    give_password(limited)
    for _ in range(10):
        limited.press("Sign in", code="000000")
    page = limited.press("Sign in", status=429, code=code_for(key))
    assert page.h1.text == "Too many tries"

    limited.open("/sign-in?next=/account")
    limited.press("Sign in", email="bob@example.org", password=PASSWORD)
    assert limited.address == "/account"
    limited.press("Sign out")

    later(minutes=10)
    give_password(limited)
    limited.press("Sign in", code=code_for(key))
    assert limited.address == "/account"
