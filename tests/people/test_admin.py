"""The administrator's pages."""

import pytest
from sqlalchemy import select

from tests.builders import make_clinic, make_member, make_person, saved
from trainer import clock, mail
from trainer.db import db
from trainer.mail import Letter
from trainer.people import queries
from trainer.people.models import Clinic, Membership, Person, TwoFactorRule
from trainer.trail import Event


@pytest.fixture
def admin(browser):
    return browser.sign_in(make_person("administrator", name="Rosa", email="rosa@example.org"))


def sentences():
    return [line.sentence for line in db.session.scalars(select(Event).order_by(Event.id))]


def test_the_first_page_counts_and_leads_on(admin):
    make_clinic()
    mail.write("ada@example.org", "Hello", "Text")
    db.session.commit()
    tiles = [tile.get_text(" ", strip=True) for tile in admin.open("/admin/").select(".tile")]
    assert tiles[0].startswith("People 1 account")
    assert tiles[1].startswith("Invitations None waits")
    assert tiles[2] == "Clinics 1 clinic."
    assert tiles[3] == "Outbox 1 mail not sent."
    assert tiles[4] == "Second factor Not required of any role."
    for link in ("People", "Invitations", "Clinics", "Outbox", "Second factor", "Set-up steps"):
        admin.open("/admin/")
        admin.open(next(a["href"] for a in admin.page.select("main a") if a.text == link))


@pytest.mark.parametrize(
    "address",
    ["/admin/", "/admin/people", "/admin/invitations", "/admin/clinics", "/admin/outbox", "/admin/two-factor"],
)
def test_others_are_kept_out(browser, address):
    for role in ("practitioner", "director", "educator"):
        browser.sign_in(make_person(role)).open(address, status=403)


def test_a_letter_can_be_read_until_it_is_sent(admin):
    mail.write("ada@example.org", "Your link", "Open http://localhost/invitations/abc now.\n<b>bold</b>")
    db.session.commit()
    page = admin.open("/admin/outbox")
    assert "No mail server is set" in page.text
    page = admin.follow("Your link")
    assert page.select_one(".letter a")["href"] == "http://localhost/invitations/abc"
    assert "<b>bold</b>" in page.select_one(".letter").text

    letter = db.session.scalars(select(Letter)).one()
    letter.sent_at, letter.text = clock.now(), None
    db.session.commit()
    page = admin.open(f"/admin/outbox/{letter.id}")
    assert "The text was dropped when the mail was sent" in page.text
    admin.open("/admin/outbox/999", status=404)


def test_what_the_mail_server_said_is_shown(admin):
    saved(
        Letter(to="x@example.org", subject="Hi", text="", written_at=clock.now(), tries=3, problem="550 no such user")
    )
    assert "Tried 3 times" in admin.open("/admin/outbox").text
    assert "550 no such user" in admin.follow("Hi").text


def test_an_empty_outbox_says_so(admin):
    assert "No mail yet" in admin.open("/admin/outbox").text


def test_opening_a_clinic(admin):
    admin.open("/admin/clinics")
    admin.press("Open the clinic", name="Praxis Müller", time_zone="Europe/Berlin")
    clinic = db.session.scalars(select(Clinic)).one()
    assert (clinic.slug, clinic.name, clinic.time_zone) == ("praxis-muller", "Praxis Müller", "Europe/Berlin")
    assert sentences() == ["opened the clinic Praxis Müller"]

    page = admin.press("Open the clinic", name="PRAXIS Muller")
    assert "There is a clinic with this name" in page.select_one("#name-error").text
    assert page.select_one("[name=name]")["value"] == "PRAXIS Muller"
    assert len(db.session.scalars(select(Clinic)).all()) == 1


def test_people_are_found_by_name_address_and_role(admin):
    riverbend = make_clinic(name="Riverbend")
    make_person("practitioner", riverbend, name="Ada Okafor", email="ada@example.org")
    make_person("director", riverbend, name="Ada Lind", email="lind@example.com")
    make_person("practitioner", riverbend, name="100 % Bob_", email="bob@example.org")

    def found(query):
        return [cell.a.text for cell in admin.open(f"/admin/people?{query}").select("tbody th")]

    assert found("") == ["100 % Bob_", "Ada Lind", "Ada Okafor", "Rosa"]
    assert found("q=ada") == ["Ada Lind", "Ada Okafor"]
    assert found("q=ADA+okafor") == ["Ada Okafor"]
    assert found("q=example.com") == ["Ada Lind"]
    assert found("q=%25") == ["100 % Bob_"]
    assert found("q=b_") == ["100 % Bob_"]
    assert found("role=director") == ["Ada Lind"]
    assert found("q=ada&role=practitioner") == ["Ada Okafor"]
    assert found("q=nobody") == []
    assert "Nobody fits" in admin.page.text


def test_lists_cost_the_same_at_any_length(admin, statements):
    addresses = ["/admin/people", "/admin/clinics", "/admin/outbox", "/admin/invitations"]

    def cost():
        counts = {}
        for address in addresses:
            with statements() as seen:
                admin.open(address)
            counts[address] = len(seen)
        return counts

    make_person("director")
    mail.write("a@example.org", "Hello", "Text")
    db.session.commit()
    cost()
    few = cost()
    for n in range(60):
        make_person("director")
        mail.write(f"{n}@example.org", "Hello", "Text")
    db.session.commit()
    assert cost() == few
    assert max(few.values()) <= 5
    for address in addresses[:3]:
        assert "Page 1 of 2" in admin.open(address).text
    assert "Page 2 of 2" in admin.open("/admin/people?role=director&page=2").text
    admin.follow("Previous")
    assert admin.address == "/admin/people?role=director&page=1"


def test_inviting_into_any_clinic(admin, browser):
    make_clinic(name="Riverbend", slug="riverbend")
    admin.open("/admin/invitations")
    page = admin.press("Send the invitation", name="Ada", email="ada@example.org", role="director", clinic="riverbend")
    assert "ada@example.org, as director at Riverbend" in page.text
    link = page.select_one("#link")["value"]
    browser.open(link)
    browser.press("Join", password="correct horse battery", password_again="correct horse battery")
    ada = queries.person_by_email("ada@example.org")
    assert [(m.role, m.clinic.slug) for m in ada.memberships] == [("director", "riverbend")]


def test_inviting_another_administrator(admin, browser):
    admin.open("/admin/invitations")
    page = admin.press("Send the invitation", name="Ada", email="ada@example.org", role="administrator")
    assert "ada@example.org, as administrator of this installation" in page.text
    page = browser.open(page.select_one("#link")["value"])
    assert page.h1.text == "Join Trainer"
    assert "invited ada@example.org to the installation as administrator" in sentences()
    admin.press("Send again")
    admin.press("Withdraw")
    assert "Nobody is invited" in admin.page.text


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("role", "clinic", "message"),
    [
        ("director", "", "Choose the clinic this role is in"),
        ("director", "nowhere", "Choose the clinic this role is in"),
        ("administrator", "riverbend", "An administrator runs the whole installation: choose no clinic"),
    ],
)
def test_a_role_and_its_place_must_fit(admin, role, clinic, message):
    make_clinic(slug="riverbend")
    admin.open("/admin/invitations")
    page = admin.press("Send the invitation", name="Ada", email="ada@example.org", role=role, clinic=clinic)
    assert page.select_one("#clinic-error").text.strip() == message


def test_a_role_is_ended_but_never_the_last_administrators(admin):
    rosa = db.session.scalars(select(Person)).one()
    ada = make_person("administrator", name="Ada")
    admin.open(f"/admin/people/{ada.id}")
    admin.follow("End the role administrator")
    admin.press("End the role")
    assert not db.session.get(Person, ada.id).holds("administrator")

    admin.open(f"/admin/people/{rosa.id}")
    admin.follow("End the role administrator")
    page = admin.press("End the role", status=409)
    assert "This is the only administrator" in page.text
    assert db.session.get(Person, rosa.id).holds("administrator")


def test_somebody_elses_role_under_a_persons_address_does_not_exist(admin):
    ada, bob = make_person("director"), make_person("director")
    theirs = db.session.scalars(select(Membership).where(Membership.person_id == bob.id)).one()
    admin.open(f"/admin/people/{ada.id}/memberships/{theirs.id}/end", status=404)
    admin.open("/admin/people/999", status=404)


def test_a_lost_second_factor_is_removed(admin):
    ada = make_person(name="Ada", tf_primary_method="authenticator", tf_totp_secret="x", mf_recovery_codes=["y"])
    admin.open(f"/admin/people/{ada.id}")
    admin.follow("Remove it")
    page = admin.press("Remove the second factor")
    assert "Not set up" in page.text
    assert not db.session.get(Person, ada.id).has_second_factor
    assert sentences() == ["changed two-factor sign-in: removed for somebody who lost it"]


def test_requiring_a_second_factor(admin):
    admin.open("/admin/two-factor")
    admin.press("Save", roles=["director", "educator"])
    assert queries.required_roles() == ["director", "educator"]
    checked = [box["value"] for box in admin.page.select("input[checked]")]
    assert checked == ["director", "educator"]
    admin.press("Save", roles=["director"])
    assert queries.required_roles() == ["director"]
    assert sentences() == [
        "requires two-factor sign-in of every director",
        "requires two-factor sign-in of every educator",
        "no longer requires two-factor sign-in of every educator",
    ]
    admin.press("Save", roles=["king"])
    assert admin.page.select_one(".form-error")
    assert queries.required_roles() == ["director"]


def test_requiring_it_of_oneself_leads_to_the_set_up(admin):
    admin.open("/admin/two-factor")
    page = admin.press("Save", roles=["administrator"])
    assert (admin.address, page.h1.text) == ("/account/second-factor", "Second factor")
    assert db.session.scalars(select(TwoFactorRule.role)).all() == ["administrator"]


def test_one_person_at_two_clinics_is_one_row(admin):
    ada = make_person("practitioner", make_clinic(name="Riverbend"), name="Ada")
    make_member(ada, "director", make_clinic(name="Hilltop"))
    row = admin.open("/admin/people?q=ada").select("tbody tr")
    assert len(row) == 1
    assert row[0].td.get_text("|", strip=True) == "Practitioner, Riverbend|Director, Hilltop"
