"""In a real browser: a director suspends somebody, sees the roster change, and reinstates them; every page is sound."""

import pytest
from playwright.sync_api import expect

from tests.builders import make_person
from tests.credentials.builders import make_entry
from tests.credentials.ledger.builders import TODAY
from tests.journeys.walks import refused_with


def test_suspended_seen_on_the_roster_and_reinstated(windows, stage, certificate):
    window = windows(stage.dora)
    page = window.open("/clinics/riverbend/roster")
    row = page.get_by_role("row").filter(has_text="Ada Okafor")
    expect(row).to_contain_text("Current")
    row.get_by_role("link", name="Ada Okafor").click()
    page.get_by_role("link", name="Enter something").click()
    page.get_by_role("link", name="Suspend").click()
    page.get_by_label("Reason").fill("Complaint under review")
    page.get_by_role("button", name="Suspend").click()
    expect(page.get_by_text("Ada Okafor is suspended from 1 June 2026 on")).to_be_visible()
    expect(page.get_by_role("region", name="Needling")).to_contain_text("Stopped")

    page = window.open("/clinics/riverbend/roster")
    expect(row).to_contain_text("Stopped")
    row.get_by_role("link", name="Ada Okafor").click()
    page.get_by_role("link", name="Enter something").click()
    page.get_by_role("link", name="Reinstate").click()
    page.get_by_label("Reason").fill("Nothing in it")
    page.get_by_role("button", name="Reinstate").click()
    expect(page.get_by_text("Ada Okafor is reinstated")).to_be_visible()
    window.open("/clinics/riverbend/roster")
    expect(row).to_contain_text("Current")


FORMS = "practicals/needling/thorax license-checks trainings documents suspensions leaves temporary-clearances".split()


@pytest.fixture
def full(stage, certificate):
    """Something of every kind is on record, and something waits."""
    details = {"number": "PTL 1234", "source": "https://register.example.org/lookup", "found": "Active, no discipline"}
    check = make_entry(stage.ada, stage.clinic, "license", "CO", TODAY, details=details, by_id=stage.dora.id)
    make_entry(stage.ada, stage.clinic, "correction", "CO", TODAY, refers_to_id=check.id, reason="Another person’s")
    seen = {"details": {"title": "CPR card", "issuer": "Red Cross", "digest": "a1" * 32}}
    make_entry(stage.ada, stage.clinic, "document", "cpr", TODAY, **seen)
    suspension = make_entry(stage.ada, stage.clinic, "suspension", "needling", TODAY, reason="Complaint under review")
    leave = make_entry(stage.ada, stage.clinic, "leave", "", TODAY)
    asked = {"until_on": TODAY.replace(month=7), "by_id": stage.dora.id, "reason": "Supervised until the course"}
    request = make_entry(stage.ada, stage.clinic, "temporary_request", "needling", TODAY, **asked)
    return [
        stage.address("record"),
        stage.address("ledger"),
        *(stage.address(form) for form in FORMS),
        stage.address(f"suspensions/{suspension.id}/reinstatement"),
        stage.address(f"leaves/{leave.id}/return"),
        stage.address(f"certificates/{certificate.id}/revocation"),
        stage.address(f"certificates/{certificate.id}/correction"),
        stage.address(f"entries/{suspension.id}/correction"),
        stage.address(f"temporary-clearances/{request.id}/approval"),
        "/clinics/riverbend/temporary-clearances",
        "/clinics/riverbend/credentials",
        "/clinics/riverbend/credentials/needling",
        "/clinics/riverbend/credentials/needling/ending",
    ]


def test_every_page_on_phone_and_desk_in_light_and_dark(windows, stage, full):
    window = windows(stage.dora)
    for address in full:
        window.open(address)
        window.assert_good()


def test_the_pages_of_an_administrator(windows, stage, full):
    request = stage.entries()[0]
    other = make_person(clinic=stage.clinic, name="Ada Okafor-Bell")
    window = windows(make_person("administrator"))
    for address in (
        "/admin/temporary-clearances",
        f"/admin/temporary-clearances/{request.id}/approval",
        f"/admin/people/{other.id}/merger",
        f"/admin/people/{other.id}/merger?email={stage.ada.email}",
        f"/admin/people/{other.id}/erasure",
    ):
        window.open(address)
        window.assert_good()


@pytest.mark.sqlite
def test_every_page_takes_few_statements(dora, full, statements):
    for address in full:
        with statements() as seen:
            dora.open(address)
        assert len(seen) <= 12, "\n".join([address, *seen])


def test_a_form_with_faults(windows, stage):
    window = windows(stage.dora)
    page = window.open(stage.address("practicals/needling/thorax"))
    page.get_by_label("Landmarks named").check()
    page.get_by_label("Passed: every point was met").check()
    with refused_with(window, 422):
        page.get_by_role("button", name="Record the practical").click()
        expect(page.get_by_role("alert")).to_contain_text("2 points are left open")
    window.assert_good()
