"""The link that claims an empty installation."""

import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.builders import make_person, saved
from trainer import clock
from trainer.db import db
from trainer.errors import Refused
from trainer.people import actions
from trainer.people.models import Clinic, Membership, Person, SetupLink
from trainer.trail import Event

PASSWORD = "correct horse battery"
ANSWERS = {
    "name": "Rosa Lindqvist",
    "email": "rosa@example.org",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "clinic_name": "Riverbend Clinic",
    "time_zone": "America/Denver",
}


@pytest.fixture
def token(app):
    token = actions.make_setup_link()
    db.session.commit()
    return token


def test_the_link_makes_the_first_administrator_and_clinic(browser, token):
    browser.open(f"/setup/{token}")
    browser.press(
        "Set up Trainer", **ANSWERS | {"email": " Rosa@Example.org"}, also_practitioner="y", profession="chiropractor"
    )
    assert browser.address == "/setup/modules"
    assert browser.page.find("a", string="Read and adopt modules")["href"] == "/clinics/riverbend-clinic/modules"

    rosa = db.session.scalars(select(Person)).one()
    assert (rosa.email, rosa.profession) == ("rosa@example.org", "chiropractor")
    clinic = db.session.scalars(select(Clinic)).one()
    assert (clinic.slug, clinic.time_zone) == ("riverbend-clinic", "America/Denver")
    held = db.session.execute(select(Membership.role, Membership.clinic_id).order_by(Membership.id)).all()
    assert held == [("administrator", None), ("director", clinic.id), ("practitioner", clinic.id)]
    lines = [line.sentence for line in db.session.scalars(select(Event).order_by(Event.id))]
    assert lines == [
        "opened the clinic Riverbend Clinic",
        "set up this installation with the clinic Riverbend Clinic",
        "joined the installation as administrator",
        "joined Riverbend Clinic as director",
        "joined Riverbend Clinic as practitioner",
        "signed in",
    ]


def test_the_steps_that_follow_can_be_walked(browser, token):
    browser.open(f"/setup/{token}")
    browser.press("Set up Trainer", **ANSWERS)
    for link in ("Invite the people of Riverbend Clinic", "Require a second factor", "Look at the outbox"):
        browser.open("/setup/modules")
        browser.follow(link)


def test_of_the_link_only_a_hash_is_kept(token):
    kept = db.session.scalars(select(SetupLink)).one()
    assert token not in kept.token_hash
    assert len(token) >= 40


def test_a_new_start_replaces_the_link(browser, token):
    newer = actions.make_setup_link()
    db.session.commit()
    page = browser.open(f"/setup/{token}", status=404)
    assert page.h1.text == "This set-up link does not work"
    browser.open(f"/setup/{newer}")


def test_once_somebody_has_an_account_there_is_no_link(browser, token):
    make_person("administrator")
    assert actions.make_setup_link() is None
    browser.open(f"/setup/{token}", status=404)


def test_without_the_link_nobody_gets_in(browser, token):
    browser.open("/setup/guess", status=404)
    browser.open("/sign-in")
    browser.post("/setup/guess", status=404, **ANSWERS)
    assert not db.session.scalars(select(Person)).all()
    browser.open("/setup/modules")
    assert browser.address.startswith("/sign-in")


def test_the_link_works_once(browser, token):
    browser.open(f"/setup/{token}")
    old_tab = browser.page
    browser.press("Set up Trainer", **ANSWERS)
    late = browser.sign_in(None)
    late.open("/sign-in")
    late.post(f"/setup/{token}", status=404, **ANSWERS | {"email": "eve@example.org"})
    late.page = old_tab
    assert db.session.scalar(select(func.count(Person.id))) == 1


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "Enter your name"),
        ("email", "rosa", "Enter an email address, like ada@example.com"),
        ("email", "rosa@clinic", "Enter an email address, like ada@example.com"),
        ("password", "short", "Use at least 10 characters"),
        ("password_again", "another", "The two passwords differ. Type the same one twice"),
        ("clinic_name", "診療所", "Use a name with letters from A to Z or digits in it"),
        ("time_zone", "Mars/Olympus", "Not a valid choice"),
    ],
)
def test_what_is_missing_is_named_and_nothing_typed_is_lost(browser, token, field, value, message):
    browser.open(f"/setup/{token}")
    page = browser.press("Set up Trainer", **ANSWERS | {field: value})
    errors = [error.text.strip() for error in page.select(".form-error")]
    assert any(error.startswith(message) for error in errors), errors
    kept = {name: page.select_one(f"[name={name}]")["value"] for name in ("name", "email", "clinic_name")}
    assert kept == {name: (ANSWERS | {field: value})[name] for name in kept}


def test_the_same_letters_typed_differently_are_the_same_password(browser, token):
    """Some keyboards send ö as one character, others as o and two dots."""
    browser.open(f"/setup/{token}")
    both = {"password": "sch\u00f6ne neue Welt", "password_again": "scho\u0308ne neue Welt"}
    browser.press("Set up Trainer", **ANSWERS | both)
    browser.open("/account")
    browser.press("Sign out")
    browser.open("/sign-in?next=/account")
    browser.press("Sign in", email=ANSWERS["email"], password="scho\u0308ne neue Welt")
    assert browser.address == "/account"


def test_of_two_claims_at_the_same_moment_one_wins(app, token):
    start, outcomes = threading.Barrier(2), []

    def claim(number):
        with app.app_context():
            newcomer = actions.Newcomer(f"Person {number}", f"p{number}@example.org", None, "hash")
            clinic = Clinic(name=f"Clinic {number}", time_zone="UTC")
            start.wait()
            try:
                actions.claim(token, newcomer, clinic, also_practitioner=False)
                db.session.commit()
                outcomes.append("won")
            except Refused:
                outcomes.append("refused")
            db.session.remove()

    claims = [threading.Thread(target=claim, args=[number]) for number in range(2)]
    for one in claims:
        one.start()
    for one in claims:
        one.join()
    assert sorted(outcomes) == ["refused", "won"]
    assert db.session.scalar(select(func.count(Person.id))) == 1
    assert db.session.scalar(select(func.count(Clinic.id))) == 1


def test_the_database_holds_one_link_at_most(token):
    with pytest.raises(IntegrityError):
        saved(SetupLink(id=2, token_hash="x", made_at=clock.now()))
    db.session.rollback()
