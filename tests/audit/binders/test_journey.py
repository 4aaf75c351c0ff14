"""In a real browser: from a filtered roster to a file with a hash, and the page is sound on phone and desk."""

import json
from pathlib import Path

from playwright.sync_api import expect

from tests.audit.builders import make_practitioner


def test_from_the_filtered_roster_to_a_file(windows, stage):
    make_practitioner(stage.clinic, stage.policy, "current", "Ada Okafor")
    make_practitioner(stage.clinic, stage.policy, "missing", "Dan Roe")
    window = windows(stage.director)
    page = window.open(f"/clinics/{stage.clinic.slug}/roster?state=missing")
    page.get_by_role("link", name="Audit binder").click()
    expect(page.get_by_text("1 row: state missing")).to_be_visible()
    window.assert_good()
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON", exact=True).click()
    document = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [row["name"] for row in document["rows"]] == ["Dan Roe"]
    assert download.value.suggested_filename.endswith(".json")
