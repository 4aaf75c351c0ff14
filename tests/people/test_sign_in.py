"""Signing in and out with a password."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests.browser import words
from tests.builders import make_clinic, make_person
from trainer import clock, trail
from trainer.db import db
from trainer.people.accounts import People
from trainer.trail import Event

PASSWORD = "correct horse battery"


@pytest.fixture
def ada(app):
    return make_person(name="Ada", email="ada@example.org", password=PASSWORD)


def sign_in(browser, email="ada@example.org", password=PASSWORD, **answers):
    browser.open("/sign-in?next=/account")
    return browser.press("Sign in", email=email, password=password, **answers)


def test_one_goes_on_where_one_wanted_to(browser, ada):
    browser.open("/account?from=mail")
    assert browser.address.startswith("/sign-in?next=")
    assert not browser.page.select("main .notice")

    browser.press("Sign in", email=" ADA@example.org ", password=PASSWORD)
    assert browser.address == "/account?from=mail"
    line = db.session.scalars(select(Event)).one()
    assert (line.name, line.about, line.by) == ("person.signed_in", ada, ada)


def test_a_session_that_ended_while_typing_is_explained_once(browser, ada):
    member = browser.sign_in(ada)
    member.open("/account")
    member.client.delete_cookie("trainer")
    page = member.press("Save", name="Ada O.")
    said = "Your session has ended. Sign in to go on; what you had saved is safe."
    assert page.select_one("main .notice").text.strip() == said
    assert "session has ended" not in member.open("/sign-in").text


FROM_HERE = {"Sec-Fetch-Site": "same-origin"}  # as browsers say of what a page of ours sent, and of nothing else
LONG = "Ada Oluwaseun Bartholomew-Quill, who typed all of it with two fingers"


def test_what_was_typed_outlives_the_session(browser, ada):
    member = browser.sign_in(ada)
    member.open("/account")
    member.client.delete_cookie("trainer")
    page = member.send("POST", "/account", 401, data={"name": LONG}, headers=FROM_HERE)
    assert page.h1.text == "Your session has ended"
    assert LONG in words(page.select_one("details"))
    kept = member.page
    member.open(page.main.select_one("a")["href"])  # in another tab
    member.press("Sign in", email="ada@example.org", password=PASSWORD)
    member.page = kept
    member.press("Send it again")
    assert (ada.name, member.address) == (LONG, "/account")

    # opened before that: another token, and no harm either
    stale = {"csrf_token": "of-before", "name": "Ada O."}
    page = member.send("POST", "/account", 400, data=stale, headers=FROM_HERE)
    assert f"You are {LONG} now" in words(page.main)
    member.press("Send it again")
    assert ada.name == "Ada O."
    for sent in (stale | {"password": "secret"}, stale):
        elsewhere = FROM_HERE if "password" in sent else {"Sec-Fetch-Site": "cross-site"}
        page = member.send("POST", "/account", 400, data=sent, headers=elsewhere)
        assert page.h1.text == "That did not arrive as it should"
        assert not page.main.select("form")
    assert ada.name == "Ada O."


@pytest.mark.sqlite
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "///evil.example", "javascript:x()"])
def test_nobody_is_led_to_another_site(browser, ada, elsewhere):
    sign_in(browser, next=elsewhere)
    assert browser.response.request.host == "localhost"
    assert browser.address == "/sign-in"
    assert "That page is not part of this site" in browser.page.text


@pytest.mark.parametrize(
    ("story", "email", "password"),
    [
        ("wrong password", "ada@example.org", "correct horse"),
        ("unknown address", "eve@example.org", PASSWORD),
        ("no password yet", "new@example.org", PASSWORD),
        ("closed account", "gone@example.org", PASSWORD),
    ],
)
def test_what_does_not_fit_is_told_in_the_same_words(browser, ada, story, email, password):
    make_person(email="new@example.org")
    make_person(email="gone@example.org", password=PASSWORD, deactivated_at=clock.now())
    page = sign_in(browser, email, password)
    assert "do not belong together" in page.select_one(".error-summary").text
    assert page.select_one("[name=email]")["value"] == email
    browser.open("/account")
    assert browser.address.startswith("/sign-in")


def test_signing_out(browser, ada):
    sign_in(browser)
    browser.open("/account")
    browser.press("Sign out")
    assert browser.address == "/sign-in"
    browser.open("/account")
    assert browser.address.startswith("/sign-in")


def test_a_line_that_cannot_be_written_keeps_nobody_out(browser, ada, monkeypatch):
    def broken(*_, **__):
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(trail, "record", broken)
    sign_in(browser)
    browser.open("/account")
    assert browser.address == "/account"


def test_staying_signed_in_is_a_choice(browser, ada):
    sign_in(browser)
    assert browser.client.get_cookie("remember_token") is None
    browser.open("/account")
    browser.press("Sign out")
    sign_in(browser, remember="y")
    assert browser.client.get_cookie("remember_token").http_only


def test_who_asks_is_found_in_one_statement(app, ada, statements):
    clinic = make_clinic()
    person = make_person("director", clinic)
    db.session.expunge_all()
    with statements() as seen:
        found = People().find_user(fs_uniquifier=person.fs_uniquifier)
        assert found.holds("director", clinic=clinic)
        assert found.clinics == [clinic] or found.clinics[0].id == clinic.id
        assert not found.needs_two_factor
    assert len(seen) == 1


def test_a_page_costs_one_statement_more_than_what_it_shows(browser, statements):
    admin = browser.sign_in(make_person("administrator"))
    admin.open("/admin/")
    with statements() as seen:
        admin.open("/admin/outbox")
    assert len(seen) == 3, seen  # who asks, how many letters, the letters


def test_a_token_in_the_address_signs_nobody_in(browser, ada):
    with browser.app.test_request_context():
        token = ada.get_auth_token()
    browser.open(f"/account?auth_token={token}")
    assert browser.address.startswith("/sign-in")


def test_an_ended_role_closes_its_pages_at_once(browser):
    clinic = make_clinic()
    person = make_person("director", clinic)
    director = browser.sign_in(person)
    director.open(f"/clinics/{clinic.slug}/memberships")
    director.follow("End the role director of " + person.name)
    director.press("End the role")
    director.open(f"/clinics/{clinic.slug}/memberships", status=404)
