"""Invitations, from the director's form to the newcomer's first page.

The cast: the director who invites, a colleague without that role, the director of another clinic, a stranger.
"""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from tests.builders import make_clinic, make_person
from tests.people.invitations.builders import invite
from trainer import clock
from trainer.db import db
from trainer.mail import Letter
from trainer.people import actions
from trainer.people.models import Invitation, Person


def test_the_mail_carries_the_link(director):
    link = invite(director)
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.to, letter.subject) == ("ada@example.org", "Riverbend invites you to Trainer")
    assert letter.text.startswith("Hello Ada Okafor,\n\nRosa invites you to Riverbend on Trainer, as practitioner.")
    assert f"http://localhost{link}\n" in letter.text


def test_the_link_is_shown_once(director):
    invite(director)
    page = director.open("/clinics/riverbend/invitations")
    assert not page.select("#link")
    assert "ada@example.org, as practitioner" in page.text


def test_where_mail_goes_out_the_link_is_only_in_the_mail(app, director):
    app.config["SMTP_URL"] = "smtp://127.0.0.1:9"  # nobody listens there: the letter waits
    director.open("/clinics/riverbend/invitations")
    page = director.press("Send the invitation", name="Ada", email="ada@example.org")
    assert not page.select("#link")
    assert "on its way to ada@example.org" in page.text
    assert db.session.scalars(select(Letter)).one().tries == 1


def test_of_the_link_only_a_hash_is_kept(director):
    token = invite(director).rpartition("/")[2]
    assert db.session.scalars(select(Invitation)).one().token_hash not in {token, ""}


def test_withdrawing(director, browser):
    link = invite(director)
    director.press("Withdraw")
    assert "Nobody is invited at the moment" in director.page.text
    assert browser.open(link, status=410).h1.text == "This invitation was withdrawn"
    invite(director)  # and again


def test_sending_again_replaces_the_link(director, browser, clinic):
    first = invite(director)
    with time_machine.travel(clock.now() + timedelta(days=20)):
        director = browser.sign_in(make_person("director", clinic))
        page = director.open("/clinics/riverbend/invitations")
        assert "Expired on" in page.text
        second = director.press("Send again").select_one("#link")["value"].removeprefix("http://localhost")
        browser.open(first, status=404)
        assert browser.open(second).h1.text == "Join Riverbend"
    assert db.session.scalar(select(func.count(Letter.id))) == 2


@pytest.mark.parametrize(
    ("story", "answers", "message"),
    [
        ("no name", {"name": ""}, "Enter the person's name"),
        ("no address", {"email": "ada"}, "Enter an email address"),
        ("a role of the installation", {"role": "administrator"}, "Not a valid choice"),
        ("an unknown profession", {"profession": "surgeon"}, "Not a valid choice"),
        (
            "in that role already",
            {"email": "rosa@example.org", "role": "director"},
            "Rosa holds this role there already",
        ),
    ],
)
def test_what_cannot_be_sent_is_told_beside_the_field(browser, clinic, story, answers, message):
    director = browser.sign_in(make_person("director", clinic, name="Rosa", email="rosa@example.org"))
    director.open("/clinics/riverbend/invitations")
    page = director.press("Send the invitation", **{"name": "Ada", "email": "ada@example.org"} | answers)
    assert message in page.select_one(".form-error").text
    assert not db.session.scalars(select(Invitation)).all()


def test_the_same_invitation_twice_is_a_message_beside_the_address(director):
    invite(director)
    director.open("/clinics/riverbend/invitations")
    page = director.press("Send the invitation", name="Ada", email="ADA@example.org")
    assert "has such an invitation already" in page.select_one("#email-error").text
    assert page.select_one("[name=name]")["value"] == "Ada"
    invite(director, role="educator")  # another role is another invitation


def test_only_the_clinics_director_may(director, browser, clinic):
    invite(director)
    number = db.session.scalars(select(Invitation.id)).one()
    cast = {
        "colleague": browser.sign_in(make_person("practitioner", clinic)),
        "other clinic": browser.sign_in(make_person("director")),
        "administrator": browser.sign_in(make_person("administrator")),
    }
    for person in cast.values():
        person.open("/account")
        person.open("/clinics/riverbend/invitations", status=404)
        person.post(f"/clinics/riverbend/invitations/{number}/withdrawal", status=404)
        person.post(f"/clinics/riverbend/invitations/{number}/mail", status=404)
    browser.open("/clinics/riverbend/invitations")
    assert browser.address.startswith("/sign-in")
    assert db.session.scalars(select(Invitation)).one().withdrawn_at is None


def test_another_clinics_invitation_does_not_exist(director, browser):
    invite(director)
    number = db.session.scalars(select(Invitation.id)).one()
    hilltop = make_clinic(slug="hilltop")
    other = browser.sign_in(make_person("director", hilltop))
    other.open("/account")
    other.post(f"/clinics/hilltop/invitations/{number}/withdrawal", status=404)
    director.open(f"/clinics/riverbend/invitations/{number}/withdrawal", status=405)
    director.post("/clinics/riverbend/invitations/999/withdrawal", status=404)


def test_a_clinic_that_does_not_exist(director):
    director.open("/clinics/nowhere/invitations", status=404)


def test_the_list_is_paged_and_costs_the_same_at_any_length(director, clinic, statements):
    def waiting(many):
        rosa = db.session.scalars(select(Person).where(Person.name == "Rosa")).one()
        for n in range(many):
            guest = actions.Guest(f"Guest {n}", f"{many}-{n}@example.org", None, "educator", clinic)
            actions.invite(guest, by=rosa)
        db.session.commit()

    waiting(2)
    director.open("/clinics/riverbend/invitations")
    with statements() as few:
        director.open("/clinics/riverbend/invitations")
    waiting(60)
    with statements() as many:
        page = director.open("/clinics/riverbend/invitations")
    assert len(few) == len(many) <= 4
    assert "Page 1 of 2" in page.text
    names = {tag.text for tag in page.select(".tile-title")}
    director.follow("Next")
    assert not names & {tag.text for tag in director.page.select(".tile-title")}
    assert len(director.page.select(".tile-title")) == 12


def test_a_hostile_name_stays_text(director, browser):
    name = "<script>alert(1)</script> & {{ 7 * 7 }}"
    link = invite(director, name=name)
    assert name in director.page.text
    assert browser.open(link).select_one("[name=name]")["value"] == name
    assert name in db.session.scalars(select(Letter.text)).one()
    assert re.search(r"<script>alert", str(director.page)) is None
