"""Whoever follows the link: a newcomer, somebody with an account, somebody else, two at once."""

import threading
from datetime import timedelta

import time_machine
from sqlalchemy import func, select

from tests.builders import make_clinic, make_member, make_person
from tests.people.invitations.builders import PASSWORD, invite, roles_of
from trainer import clock
from trainer.db import db
from trainer.errors import Refused
from trainer.people import actions, queries
from trainer.people.models import Membership, Person
from trainer.trail import Event


def test_a_newcomer_joins(director, browser, clinic):
    link = invite(director, email="Ada@Example.org ", profession="chiropractor", role="educator")
    page = browser.open(link)
    assert page.h1.text == "Join Riverbend"
    assert "Rosa invites you as educator." in page.text
    assert page.select_one("[name=name]")["value"] == "Ada Okafor"

    browser.press("Join", name="Ada Okafor-Lind", password=PASSWORD, password_again=PASSWORD)
    assert browser.address == "/"
    ada = queries.person_by_email("ada@example.org")
    assert (ada.name, ada.profession) == ("Ada Okafor-Lind", "chiropractor")
    assert roles_of("ada@example.org") == [("educator", "riverbend")]
    lines = [line.sentence for line in db.session.scalars(select(Event).order_by(Event.id))]
    assert lines == ["invited ada@example.org to Riverbend as educator", "joined Riverbend as educator", "signed in"]


def test_who_has_an_account_signs_in_and_keeps_it(director, browser):
    hilltop = make_clinic(slug="hilltop")
    ada = make_person("practitioner", hilltop, email="ada@example.org", password=PASSWORD)
    link = invite(director, role="director")

    page = browser.open(link)
    assert "You have an account already" in page.text
    browser.follow("Sign in to join")
    page = browser.press("Sign in", email="ada@example.org", password=PASSWORD)
    assert browser.address == link
    browser.press("Join as director")
    assert browser.address == "/"
    assert roles_of("ada@example.org") == [("director", "riverbend"), ("practitioner", "hilltop")]
    assert db.session.scalar(select(func.count(Person.id)).where(Person.email == "ada@example.org")) == 1
    assert db.session.get(Person, ada.id).email == "ada@example.org"


def test_somebody_elses_invitation_is_not_taken_by_mistake(director, browser):
    link = invite(director)
    other = browser.sign_in(make_person(email="bob@example.org"))
    page = other.open(link)
    assert page.h1.text == "This invitation is for somebody else"
    assert "ask Rosa to invite bob@example.org instead" in page.text
    other.post(link)
    assert roles_of("bob@example.org") != [("practitioner", "riverbend")]
    assert queries.person_by_email("ada@example.org") is None
    other.open(link)
    other.press("Sign out")
    assert other.open(link).h1.text == "Join Riverbend"


def test_a_link_works_once(director, browser):
    link = invite(director)
    browser.open(link)
    browser.press("Join", password=PASSWORD, password_again=PASSWORD)
    page = browser.open(link, status=410)
    assert page.h1.text == "This invitation was used already"
    assert browser.sign_in(None).open(link, status=410).h1.text == "This invitation was used already"


def test_an_expired_link(director, browser):
    link = invite(director)
    with time_machine.travel(clock.now() + timedelta(days=14, minutes=1)):
        page = browser.open(link, status=410)
    assert page.h1.text == "This invitation has expired"
    assert "Ask Rosa to send it again" in page.text


def test_a_link_that_expires_while_somebody_types(director, browser):
    link = invite(director)
    with time_machine.travel(clock.now() + timedelta(days=13, hours=23, minutes=59)):
        browser.open(link)
    with time_machine.travel(clock.now() + timedelta(days=14, minutes=1)):
        page = browser.press("Join", status=410, password=PASSWORD, password_again=PASSWORD)
    assert page.h1.text == "This invitation has expired"
    assert queries.person_by_email("ada@example.org") is None


def test_an_unknown_link(browser):
    assert browser.open("/invitations/guess", status=404).h1.text == "This invitation is not known"


def test_of_two_acceptances_at_the_same_moment_one_counts(app, director, clinic):
    token = invite(director).rpartition("/")[2]
    start, outcomes = threading.Barrier(2), []

    def accept(number):
        with app.app_context():
            invitation = queries.invitation_by_token(token)
            assert invitation
            newcomer = actions.Newcomer("Ada", f"ada{number}@example.org", None, "hash")
            start.wait()
            try:
                actions.accept_as_newcomer(invitation, newcomer)
                db.session.commit()
                outcomes.append("joined")
            except Refused:
                outcomes.append("refused")
            db.session.remove()

    tabs = [threading.Thread(target=accept, args=[number]) for number in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert sorted(outcomes) == ["joined", "refused"]
    assert db.session.scalar(select(func.count(Membership.id)).where(Membership.role == "practitioner")) == 1


def test_an_account_made_in_the_meantime_is_a_message_not_a_crash(director, browser, monkeypatch):
    first, second = invite(director), invite(director, role="educator")
    browser.open(first)
    other = browser.sign_in(None)
    other.open(second)
    other.press("Join", password=PASSWORD, password_again=PASSWORD)
    page = browser.press("Join", password=PASSWORD, password_again=PASSWORD)
    assert "You have an account already" in page.text

    third = invite(director, role="director")
    monkeypatch.setattr(queries, "person_by_email", lambda _email: None)  # asked before, made after
    browser.open(third)
    page = browser.press("Join", password=PASSWORD, password_again=PASSWORD)
    assert "You have an account since a moment ago" in page.select_one(".form-error").text


def test_one_person_two_clinics(director, browser, clinic):
    person = make_person("practitioner", clinic, email="ada@example.org")
    make_member(person, "director", make_clinic(slug="hilltop"))
    page = browser.sign_in(person).open("/clinics/hilltop/invitations")
    assert page.h1.text.startswith("Invitations to Clinic")
