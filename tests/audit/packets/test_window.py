"""In a real browser: the evidence is downloaded from the person's page, and the file is sound."""

from pathlib import Path

from tests.chromium import PHONE
from trainer.audit.packets.verifying import verify


def test_the_evidence_is_downloaded_on_a_phone(windows, earned):
    window = windows(earned.director, width=PHONE)
    page = window.open(f"/clinics/{earned.clinic.slug}/people/{earned.ada.id}")
    window.assert_good()
    with page.expect_download() as download:
        page.get_by_role("button", name="Evidence packet").click()
    assert download.value.suggested_filename == f"packet-{earned.certificate.code}.zip"
    assert verify(Path(download.value.path()).read_bytes()).findings == []
