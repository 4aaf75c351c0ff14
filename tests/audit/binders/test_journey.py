"""In a real browser: from a filtered roster to a file with a hash; a long one when it is ready."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdf
from playwright.sync_api import expect

from tests.audit.builders import make_practitioner
from tests.credentials.builders import make_policy
from trainer import jobs
from trainer.audit.binders import rules, tasks


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


def test_a_long_one_is_asked_for_seen_to_be_ready_and_opened(windows, stage, monkeypatch):
    monkeypatch.setattr(rules, "SMALL", 0)
    monkeypatch.setattr(jobs, "soon", lambda job: None)
    make_policy("a", slug="thorax", title="Needling the thorax", short="Thorax")
    make_practitioner(stage.clinic, stage.policy, "current", "Ada Okafor")
    window = windows(stage.director)
    page = window.open(f"/clinics/{stage.clinic.slug}/binder")
    page.get_by_role("link", name="All 2 credentials that the clinic follows").click()
    page.get_by_role("button", name="XLSX", exact=True).click()
    expect(page.get_by_role("heading", name="Binders that are kept")).to_be_visible()
    expect(page.get_by_role("article", name="Binder 1, XLSX")).to_contain_text("Waiting for its turn: 2 rows")
    window.assert_good()
    tasks.make_waiting()
    expect(page.get_by_role("status")).to_have_text("Binder 1, XLSX: Ready", timeout=20_000)  # by itself, and said
    with page.expect_download() as download:
        page.get_by_role("button", name="Download binder 1").click()
    book = openpyxl.load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    assert book.sheetnames == ["About", "1 Needling knowledge", "2 Thorax"]
    header, row = book["2 Thorax"].values
    assert dict(zip(header, row, strict=True))["Name"] == "Ada Okafor"
    assert date(2026, 6, 1).isoformat() in {line[1] for line in book["About"].values}

    page = window.open(f"/clinics/{stage.clinic.slug}/binder?credentials=all")
    page.get_by_role("button", name="PDF", exact=True).click()
    tasks.make_waiting()
    page.get_by_role("link", name="Look again").click()  # as without the module
    with page.expect_download() as download:
        page.get_by_role("button", name="Download binder 2").click()
    paper = pypdf.PdfReader(BytesIO(Path(download.value.path()).read_bytes()))
    assert len(paper.pages) == 3
    assert "Needling the thorax" in paper.pages[2].extract_text()
    window.assert_good()
