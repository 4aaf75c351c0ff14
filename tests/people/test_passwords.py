"""Forgotten and changed passwords."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask_security import hash_password
from sqlalchemy import select

from tests.builders import make_person
from trainer import clock, create_app
from trainer.db import db
from trainer.mail import Letter
from trainer.people.models import Person
from trainer.trail import Event

OLD, NEW = "correct horse battery", "staple of the stable"


@pytest.fixture
def ada(app):
    return make_person(name="Ada", email="ada@example.org", password=OLD)


def letters():
    return db.session.scalars(select(Letter).order_by(Letter.id)).all()


def ask_for_link(browser, email="ada@example.org"):
    browser.open("/password/reset")
    return browser.press("Send the link", email=email)


def link_in(letter: Letter) -> str:
    return re.search(r"http\S+(/password/reset/\S+)", letter.text or "")[1]


def sign_in(browser, password):
    browser.open("/sign-in?next=/account")
    browser.press("Sign in", email="ada@example.org", password=password)
    return browser.address == "/account"


def test_a_forgotten_password_is_replaced_by_mail(browser, ada):
    ask_for_link(browser)
    letter = letters()[0]
    assert (letter.to, letter.subject) == ("ada@example.org", "Choose a new password for Trainer")
    assert letter.text.startswith("Hello Ada,\n\nsomebody, probably you,")
    assert "within 1 day" in letter.text

    browser.open(link_in(letter))
    browser.press("Save the new password", password=NEW, password_confirm=NEW)
    assert browser.address == "/sign-in"
    assert "Sign in with it" in browser.page.text
    assert not sign_in(browser, OLD)
    assert sign_in(browser, NEW)
    assert letters()[1].subject == "Your Trainer password was reset"
    names = db.session.scalars(select(Event.name).order_by(Event.id)).all()
    assert names == ["person.password_changed", "person.signed_in"]


def test_the_page_does_not_tell_whether_an_address_is_known(browser, ada):
    known = ask_for_link(browser).select_one("main").text
    unknown = ask_for_link(browser, "eve@example.org").select_one("main").text
    assert known.replace("ada@", "eve@") == unknown.replace("ada@", "eve@")
    assert len(letters()) == 1


def test_a_link_works_once_and_for_a_day(browser, ada):
    ask_for_link(browser)
    link = link_in(letters()[0])
    browser.open(link)
    browser.press("Save the new password", password=NEW, password_confirm=NEW)
    assert "does not work" in browser.open(link).text

    ask_for_link(browser)
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        page = browser.open(link_in(letters()[2]))
        assert browser.address == "/password/reset"
        assert "older than 1 day" in page.text


def test_with_a_public_url_the_links_lead_there(app, browser, ada):
    app.config["PUBLIC_URL"] = "https://trainer.example.org"
    browser.open("/password/reset")
    with_other_host = {"Host": "evil.example"}
    refused = browser.client.post("/password/reset", data={"email": ada.email}, headers=with_other_host)
    assert (refused.status_code, refused.mimetype) == (400, "text/plain")
    ask_for_link(browser)
    assert "https://trainer.example.org/password/reset/" in letters()[-1].text
    assert "evil" not in letters()[-1].text


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("story", "password", "again", "message"),
    [
        ("short", "correct", "correct", "Use at least 10 characters"),
        ("typed differently", NEW, NEW + "s", "The two passwords differ"),
        ("nothing", "", "", "Enter a password"),
    ],
)
def test_a_poor_password_is_explained_beside_the_field(browser, ada, story, password, again, message):
    ask_for_link(browser)
    browser.open(link_in(letters()[0]))
    page = browser.press("Save the new password", password=password, password_confirm=again)
    assert message in page.select_one(".form-error").text


def test_changing_the_password_signs_out_everywhere_else(browser, ada):
    assert sign_in(browser, OLD)
    other = browser.sign_in(ada)
    other.open("/account")

    browser.open("/account")
    browser.follow("Change the password")
    page = browser.press("Change the password", password="wrong", new_password=NEW, new_password_confirm=NEW)
    assert page.select_one(".form-error").text.strip() == "That is not your password"
    browser.press("Change the password", password=OLD, new_password=NEW, new_password_confirm=NEW)
    assert browser.address == "/account"

    other.open("/account")
    assert other.address.startswith("/sign-in")
    assert sign_in(other, NEW)
    assert letters()[-1].subject == "Your Trainer password was changed"
    events = db.session.scalars(select(Event.name).order_by(Event.id)).all()
    assert events == ["person.signed_in", "person.password_changed", "person.signed_in"]


def test_passwords_are_kept_as_argon2_hashes(ada, tmp_path):
    assert db.session.get(Person, ada.id).password.startswith("$argon2id$v=19$")
    real = create_app(INSTANCE=tmp_path, DATABASE_URL="sqlite://", SECRET_KEY="x" * 32)  # other tests hash in less time
    with real.app_context():
        assert hash_password(OLD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
