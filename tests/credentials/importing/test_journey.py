"""In a real browser: a director sends a workbook, reads what would change, imports it and takes it back."""

from playwright.sync_api import expect

from tests.credentials.importing.builders import ADA, BEN, csv_of, imported, xlsx_of
from trainer import jobs
from trainer.credentials.importing import tasks
from trainer.credentials.importing.rules import working


def test_sent_mapped_tried_imported_and_undone(windows, stage, tmp_path):
    path = tmp_path / "people.xlsx"
    path.write_bytes(xlsx_of(ADA, BEN, ["nobody", *ADA[1:]]))
    window = windows(stage.dora)
    page = window.open("/clinics/riverbend/memberships")
    page.get_by_role("link", name="Import from a file").click()
    page.get_by_label("CSV or XLSX").set_input_files(path)
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_label("Email address")).to_have_value("0")
    page.get_by_role("button", name="Show what would be done").click()
    expect(page.get_by_role("region", name="Rows that are left out")).to_contain_text(
        "“nobody” is not an email address"
    )
    page.get_by_role("button", name="Import: 2 new people, 1 certificate").click()
    expect(page.get_by_text("people.xlsx is imported.")).to_be_visible()
    page.get_by_role("link", name="Changes").click()
    expect(page.get_by_role("row").filter(has_text="Ada Okafor")).to_contain_text("New person; new certificate")
    row = window.open("/clinics/riverbend/roster").get_by_role("row").filter(has_text="Ada Okafor")
    expect(row).to_contain_text("Current")
    page = window.open("/clinics/riverbend/imports/1")
    page.get_by_role("link", name="Undo this import").click()
    page.get_by_label("Reason").fill("The wrong clinic")
    page.get_by_role("button", name="Undo the whole import").click()
    expect(page.get_by_text("This import was undone")).to_be_visible()
    window.open("/clinics/riverbend/roster")
    expect(row).to_contain_text("Missing")  # today was the last day here


def test_each_page_is_good_on_phone_and_desk(windows, stage):
    stage.send(csv_of(ADA, BEN, ["nobody", *ADA[1:]]))
    window = windows(stage.dora)
    window.open("/clinics/riverbend/imports/1/mapping")
    window.assert_good()
    stage.browser.press("Show what would be done")
    window.open("/clinics/riverbend/imports/1")
    window.assert_good()
    stage.browser.press("Import: 2 new people, 1 certificate")
    for address in (
        "/clinics/riverbend/imports/1",
        "/clinics/riverbend/imports",
        "/clinics/riverbend/imports/1/undoing",
        "/clinics/riverbend/imports/not-verified",
        f"/clinics/riverbend/people/{imported().person_id}/imported/{imported().id}",
    ):
        window.open(address)
        window.assert_good()


def test_a_long_file_is_tried_out_and_imported_in_the_background(windows, stage, monkeypatch, tmp_path):
    monkeypatch.setattr(working, "AT_ONCE", 0)
    monkeypatch.setattr(jobs, "soon", lambda job: None)
    path = tmp_path / "people.csv"
    path.write_bytes(csv_of(ADA, BEN))
    window = windows(stage.dora)
    page = window.open("/clinics/riverbend/imports")
    page.get_by_label("CSV or XLSX").set_input_files(path)
    page.get_by_role("button", name="Send the file").click()
    page.get_by_role("button", name="Show what would be done").click()
    expect(page.get_by_text("Waiting for its turn: 2 rows")).to_be_visible()
    window.assert_good()
    tasks.carry_on()
    expect(page.get_by_role("status")).to_have_text("This is done. Look again.", timeout=20_000)  # by itself, and said
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name="Import: 2 new people, 1 certificate").click()
    expect(page.get_by_text("All its rows are added at one moment")).to_be_visible()
    tasks.carry_on()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("2 new people and 1 certificate: imported, not verified")).to_be_visible()
