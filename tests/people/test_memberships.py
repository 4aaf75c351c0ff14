"""Who works at the clinic, and ending a role."""

from datetime import timedelta

from sqlalchemy import select

from tests.builders import make_clinic, make_member, make_person
from trainer import clock
from trainer.db import db
from trainer.people.models import Membership, Person
from trainer.trail import Event


def test_a_director_ends_a_role_and_it_is_gone_at_once(browser):
    clinic = make_clinic(name="Riverbend", slug="riverbend")
    ada = make_person("practitioner", clinic, name="Ada")
    educator = make_member(ada, "educator", clinic)
    director = browser.sign_in(make_person("director", clinic, name="Rosa"))

    director.open("/clinics/riverbend/memberships")
    page = director.follow("End the role educator of Ada")
    assert "Ada is educator at Riverbend since 1 January 2020." in page.text
    director.press("End the role")
    assert director.address == "/clinics/riverbend/memberships"
    assert "Ada is no longer educator at Riverbend." in director.page.text

    ended = db.session.get(Membership, educator.id)
    assert not ended.is_current
    assert (ended.left_on, ended.is_current) == (clock.today(clinic.time_zone), False)
    assert [m.role for m in ada.memberships if m.is_current] == ["practitioner"]
    line = db.session.scalars(select(Event)).one()
    assert (line.sentence, line.about) == ("ended the role educator at Riverbend", ada)


def test_a_role_that_ended_can_be_held_again(browser):
    clinic = make_clinic()
    ada = make_person("practitioner", clinic)
    db.session.refresh(ada)
    membership = ada.memberships[0]
    membership.left_on = clock.today("UTC")
    db.session.commit()
    again = make_member(ada, "practitioner", clinic, joined_on=clock.today(clinic.time_zone))
    assert again.is_current


def test_another_clinics_role_does_not_exist(browser):
    riverbend, hilltop = make_clinic(slug="riverbend"), make_clinic(slug="hilltop")
    ada = make_person(role=None)
    there = make_member(ada, "practitioner", hilltop)
    director = browser.sign_in(make_person("director", riverbend))
    director.open("/clinics/riverbend/memberships")
    director.open(f"/clinics/riverbend/memberships/{there.id}/end", status=404)
    director.post(f"/clinics/riverbend/memberships/{there.id}/end", status=404)
    director.open("/clinics/hilltop/memberships", status=404)
    assert db.session.get(Membership, there.id).left_on is None


def test_twice_is_harmless(browser):
    clinic = make_clinic(slug="riverbend")
    ada = make_person(role=None)
    membership = make_member(ada, "practitioner", clinic)
    director = browser.sign_in(make_person("director", clinic))
    director.open(f"/clinics/riverbend/memberships/{membership.id}/end")
    old_tab = director.page
    director.press("End the role")
    director.page, director.address = old_tab, f"/clinics/riverbend/memberships/{membership.id}/end"
    director.press("End the role", status=404)
    assert len(db.session.scalars(select(Event)).all()) == 1


def test_a_colleague_cannot(browser):
    clinic = make_clinic(slug="riverbend")
    colleague = browser.sign_in(make_person("educator", clinic))
    colleague.open("/clinics/riverbend/memberships", status=404)


def test_the_list_is_by_name_paged_and_costs_the_same_at_any_length(browser, statements):
    clinic = make_clinic(slug="riverbend")
    director = browser.sign_in(make_person("director", clinic, name="Rosa"))
    director.open("/clinics/riverbend/memberships")
    with statements() as few:
        director.open("/clinics/riverbend/memberships")
    for n in range(60):
        make_person("practitioner", clinic, name=f"Ada {n:02}")
    with statements() as many:
        page = director.open("/clinics/riverbend/memberships")
    assert len(few) == len(many) <= 4
    names = [row.get_text(" ", strip=True).split(" person")[0] for row in page.select("tbody th")]
    assert names == [f"Ada {n:02}" for n in range(50)]
    assert "Page 1 of 2" in page.text
    assert len(director.follow("Next").select("tbody tr")) == 11
    director.open("/clinics/riverbend/memberships?page=99")
    assert "Page 2 of 2" in director.page.text
    director.open("/clinics/riverbend/memberships?page=x")
    assert "Page 1 of 2" in director.page.text


def test_a_director_says_what_somebody_is_and_nobody_says_it_of_themselves(browser):
    clinic = make_clinic(name="Riverbend", slug="riverbend")
    ada = make_person("practitioner", clinic, name="Ada")
    rosa = make_person("director", clinic, name="Rosa")
    director = browser.sign_in(rosa)
    today = clock.today(clinic.time_zone)

    director.open("/clinics/riverbend/memberships")
    director.follow("Profession of Ada, practitioner")
    tomorrow = (today + timedelta(days=1)).isoformat()
    page = director.press("Put it on record", 422, profession="chiropractor", from_on=tomorrow)
    assert [error.text.strip() for error in page.select(".form-error")] == [
        "Enter a date that is not in the future",
        "Say how you know, for example by the license",
    ]
    for profession in ("physical therapist", "chiropractor"):  # from one day; what is recorded last corrects the other
        director.open(PROFESSION.format(ada.memberships[0].id))
        director.press("Put it on record", profession=profession, from_on="2026-01-02", reason="License DC.7")
    assert db.session.get(Person, ada.id).profession == "chiropractor"
    assert [line.by_id for line in ada.professions] == [rosa.id, rosa.id]
    line = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert line.sentence == (
        "set the profession to chiropractor from 2026-01-02 on, it was physical therapist: License DC.7"
    )
    own = PROFESSION.format(rosa.memberships[0].id)
    assert "Nobody sets their own profession" in director.open(own).text
    director.open("/clinics/riverbend/memberships")
    director.post(own, 422, profession="chiropractor", from_on="2026-01-02", reason="I say so")
    browser.sign_in(make_person("director", make_clinic())).open(PROFESSION.format(ada.memberships[0].id), 404)


PROFESSION = "/clinics/riverbend/memberships/{}/profession"
