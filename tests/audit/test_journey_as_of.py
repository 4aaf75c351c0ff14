"""In a real browser: after an incident a director asks who was cleared that day, and whether it was known then."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.audit.builders import make_practitioner
from tests.chromium import PHONE
from tests.credentials.builders import make_certificate, make_entry, make_policy, noon

LEARNED = date(2026, 4, 20)


@pytest.fixture
def clinic(stage):
    """Ada was cleared on 14 March by all that was known; in April her certificate was found wrong."""
    thorax = make_policy(
        slug="thorax",
        title="Thorax endorsement",
        short="Thorax",
        clears=["thorax"],
        requires=[
            {
                "practical": "needling",
                "region": "thorax",
                "title": "Needling at the thorax",
                "within_months": 24,
                "checklist": ["Names the risk", "Shows the landmark"],
            },
            {"license": "CO", "checked_within_days": 120},
            {"any_of": [{"document": "cpr", "title": "CPR card"}, {"document": "als", "title": "ALS card"}]},
        ],
        valid={"anchor": "completion", "months": 24},
    )
    ada = make_practitioner(stage.clinic, stage.policy, "missing", "Ada Okafor")
    certificate = make_certificate(ada, stage.clinic, stage.policy)
    make_entry(ada, stage.clinic, "license", "CO", date(2025, 11, 3), details={"number": "PT 1", "source": "register"})
    make_entry(
        ada,
        stage.clinic,
        "correction",
        "needling",
        certificate.valid_from,
        recorded_at=noon(LEARNED),
        by_id=stage.director.id,
        certificate_id=certificate.id,
        reason="Somebody else sat the quiz.",
    )
    ben = make_practitioner(stage.clinic, stage.policy, "due_soon", "Ben Ito")
    make_certificate(ben, stage.clinic, thorax)
    make_practitioner(stage.clinic, stage.policy, "lapsed", "Cleo Øst")
    return stage.clinic


def test_the_day_of_the_incident(windows, stage, clinic):
    window = windows(stage.director)
    page = window.open(f"/clinics/{clinic.slug}/roster")
    page.get_by_label("As of").fill("2026-03-14")
    page.get_by_label("As known on").fill("2026-03-14")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".lead")).to_contain_text("As of 14 March 2026, as known on 14 March 2026.")
    row = page.get_by_role("row", name="Ada Okafor")
    expect(row).to_contain_text("Current until 1 January 2028")
    window.assert_good()

    page.get_by_role("link", name="What was learned since").click()
    expect(page.get_by_role("region", name="Ada Okafor")).to_contain_text("Somebody else sat the quiz.")
    window.assert_good()

    window.set_width(PHONE)
    page.go_back()
    row.get_by_role("link", name="Current").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Cleared until 1 January 2028.")
    page.get_by_label("Credential").select_option("Thorax endorsement")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text(
        "Not cleared for thorax: Needling at the thorax missing; License, CO last checked 131 days ago, limit 120; "
        "1 of 2 needed, 0 there (CPR card missing; ALS card missing)."
    )
    expect(page.locator(".lead")).to_contain_text("As of 14 March 2026, as known on 14 March 2026.")
    window.assert_good()
