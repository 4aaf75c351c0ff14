from sqlalchemy import select

from tests.builders import make_clinic, make_member, make_person
from trainer.db import db
from trainer.people.models import Person
from trainer.trail import Event


def test_somebody_corrects_their_name_and_nothing_that_decides(browser):
    person = make_person(name="Ada Okafor")
    member = browser.sign_in(person)
    member.open("/account")
    assert "a director of your clinic does" in member.page.text
    member.press("Save", name="  Ada   Okafor-Lind ")
    assert "Saved." in member.page.text
    changed = db.session.get(Person, person.id)
    assert (changed.name, changed.profession) == ("Ada Okafor-Lind", "physical therapist")
    sentences = [line.sentence for line in db.session.scalars(select(Event).order_by(Event.id))]
    assert sentences == ["changed the name from Ada Okafor to Ada Okafor-Lind"]


def test_what_stays_the_same_leaves_no_line(browser):
    member = browser.sign_in(make_person())
    member.open("/account")
    member.press("Save")
    assert not db.session.scalars(select(Event)).all()


def test_a_name_is_needed(browser):
    member = browser.sign_in(make_person(name="Ada"))
    member.open("/account")
    page = member.press("Save", name=" ")
    assert page.select_one(".form-error").text.strip() == "Enter your name"
    page = member.press("Save", name="x" * 101)
    assert page.select_one(".form-error").text.strip() == "Use at most 100 characters"


def test_roles_at_two_clinics_are_one_account(browser):
    riverbend, hilltop = make_clinic(name="Riverbend"), make_clinic(name="Hilltop")
    person = make_person("practitioner", riverbend)
    make_member(person, "director", hilltop)
    rows = browser.sign_in(person).open("/account").select("dl.rows > div")
    assert [(row.dt.text, row.dd.text) for row in rows[:2]] == [
        ("Riverbend", "Practitioner, since 1 January 2020"),
        ("Hilltop", "Director, since 1 January 2020"),
    ]


def test_without_any_role_the_account_stays(browser):
    page = browser.sign_in(make_person(role=None)).open("/account")
    assert "You hold no role at any clinic today." in page.text


def test_the_second_factor_page_explains_itself(browser):
    page = browser.sign_in(make_person()).open("/account/second-factor")
    assert "None of your roles requires it" in page.text
