"""A temporary clearance takes two people, neither of whom it is for."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_member, make_person
from tests.credentials.builders import make_entry
from tests.credentials.ledger.builders import state
from trainer.db import db
from trainer.people.models import Clinic


@pytest.fixture
def request_of_dora(dora, stage):
    dora.open(stage.address("temporary-clearances?credential=needling"))
    dora.press("Ask for the clearance", reason="Supervised by Nia until the course")
    return stage.entries()[0]


def address(stage, entry):
    return stage.address(f"temporary-clearances/{entry.id}/approval")


def test_a_request_clears_nobody(stage, dora, request_of_dora):
    assert (request_of_dora.kind, request_of_dora.until_on) == ("temporary_request", date(2026, 7, 1))
    assert state(stage) == "missing"
    assert "waits for a second person" in words(dora.page)


def test_another_director_approves(stage, second, request_of_dora):
    page = second.open("/clinics/riverbend/temporary-clearances")
    second.follow("Ada Okafor: Needling")
    page = second.page
    assert "Supervised by Nia until the course" in words(page)
    assert "Needling of the thorax: missing" in words(page)
    second.press("Approve until 1 July 2026")
    assert state(stage) == "due_soon"
    assert stage.entries()[0].refers_to_id == request_of_dora.id
    assert "Nothing waits" in words(second.page)
    page = second.open(address(stage, request_of_dora))
    assert "it waits for nobody" in words(page)
    assert not page.select("main form"), "there is nothing left to decide"
    assert "approved already" in words(second.post(address(stage, request_of_dora), 422))


def test_an_administrator_approves_for_any_clinic(browser, stage, request_of_dora):
    rosa = browser.sign_in(make_person("administrator"))
    rosa.open("/admin/temporary-clearances")
    assert "Riverbend" in words(rosa.page)
    rosa.follow("Ada Okafor: Needling")
    rosa.press("Approve until 1 July 2026")
    assert state(stage) == "due_soon"


def test_whoever_asked_cannot_approve(stage, dora, request_of_dora):
    page = dora.open(address(stage, request_of_dora))
    assert "It takes a second person" in words(page)
    assert "Whoever asked for it cannot approve it as well" in words(dora.post(address(stage, request_of_dora), 422))
    assert state(stage) == "missing"


def test_nobody_approves_or_asks_for_themselves(stage, request_of_dora, herself):
    herself.open(address(stage, request_of_dora))
    page = herself.post(address(stage, request_of_dora), 422)
    assert "Nobody can approve a temporary clearance of themselves" in words(page)
    herself.open(stage.address("temporary-clearances"))
    page = herself.post(
        herself.address, 422, credential="needling", on="2026-06-01", until_on="2026-06-09", reason="I am ready"
    )
    assert "Nobody can ask for a temporary clearance of themselves" in words(page)


def test_two_accounts_of_one_human_being_are_not_two_people(browser, stage, dora, request_of_dora):
    twin = make_person("director", stage.clinic, name="Dora Diaz", merged_into_id=stage.dora.id)
    twin = browser.sign_in(twin)
    twin.open(address(stage, request_of_dora))
    assert "cannot approve it as well" in words(twin.press("Approve until 1 July 2026", 422))


def test_it_lasts_at_most_ninety_days(dora, stage):
    dora.open(stage.address("temporary-clearances"))
    page = dora.press("Ask for the clearance", 422, until_on="2026-08-31", reason="Long")
    assert "At most 90 days after the first day" in words(page)
    dora.press("Ask for the clearance", until_on="2026-08-30")
    assert stage.entries()[0].until_on == date(2026, 8, 30)


def test_a_request_is_turned_down(stage, second, request_of_dora):
    second.open(address(stage, request_of_dora))
    second.follow("Turn it down")
    second.press("Turn it down", reason="No supervision on Fridays")
    assert "Nothing waits" in words(second.open("/clinics/riverbend/temporary-clearances"))
    assert "Turned down 1 June 2026" in words(second.open(address(stage, request_of_dora)))
    assert "has been corrected already" in words(second.post(address(stage, request_of_dora), 422))


def test_what_is_over_waits_no_more(dora, stage):
    past = {"until_on": date(2026, 5, 31), "by_id": stage.dora.id}
    make_entry(stage.ada, stage.clinic, "temporary_request", "needling", date(2026, 5, 1), **past)
    assert "Nothing waits" in words(dora.open("/clinics/riverbend/temporary-clearances"))


def test_of_another_clinic_nothing_is_seen(stage, elsewhere, request_of_dora):
    elsewhere.open(address(stage, request_of_dora), 404)
    elsewhere.open("/clinics/riverbend/temporary-clearances", 404)


def test_nor_by_the_address_of_a_clinic_where_she_works_as_well(elsewhere, stage, request_of_dora):
    """Ada works at the other clinic, too: its director sees her there, and not what Riverbend asked for."""
    other = db.session.scalars(select(Clinic).where(Clinic.id != stage.clinic.id)).one()
    make_member(stage.ada, "practitioner", other)
    page = f"/clinics/{other.slug}/people/{stage.ada.id}"
    elsewhere.open(f"{page}/record")
    elsewhere.open(f"{page}/temporary-clearances/{request_of_dora.id}/approval", 404)
    elsewhere.open(f"{page}/entries/{request_of_dora.id}/correction", 404)


def test_few_statements(dora, stage, statements, request_of_dora):
    for page in ("/clinics/riverbend/temporary-clearances", address(stage, request_of_dora)):
        with statements() as seen:
            dora.open(page)
        assert len(seen) <= 12, "\n".join(seen)
