"""In a real browser: a director asks a colleague to sign what they observed, and the colleague signs."""

from playwright.sync_api import expect

from tests.builders import make_person
from tests.credentials.builders import make_policy
from tests.credentials.ledger.builders import EVERYTHING
from tests.journeys.walks import refused_with

LONG = "Maximiliane Krähenbühl-Oberlandesgerichtsrätin von und zu Trautmannsdorff"


def test_asked_signed_and_seen(windows, stage):
    make_policy(title="Needling", **EVERYTHING | {"requires": [EVERYTHING["requires"][1]]})
    otto = make_person(clinic=stage.clinic, name=LONG)
    make_person(clinic=stage.clinic, name="Cleo Øst", profession="chiropractor")
    director, observer = windows(stage.dora), windows(otto)
    page = director.open(stage.address("record"))
    page.get_by_role("link", name="Record the practical").click()
    page.get_by_role("link", name="Somebody else observed it").click()
    page.get_by_text("Why others could not").click()
    expect(page.get_by_text("Cleo Øst is on record as chiropractor")).to_be_visible()
    page.get_by_label("Who observed it").select_option(label="Cleo Øst, chiropractor")
    with refused_with(director, 422):
        page.get_by_role("button", name="Ask for the signature").click()
        expect(page.get_by_role("alert")).to_contain_text("Cleo Øst is on record as chiropractor")
    director.assert_good()
    page.get_by_label("Who observed it").select_option(label=f"{LONG}, physical therapist")
    page.get_by_role("button", name="Ask for the signature").click()
    expect(page.get_by_text(f"waits for the signature of {LONG}")).to_be_visible()
    director.assert_good()

    page = observer.open("/")
    page.locator("summary", has_text="Account of").click()
    page.get_by_role("link", name="Observe a practical").click()
    observer.assert_good()
    page.get_by_role("link", name="Needling of the thorax: Ada Okafor").click()
    observer.assert_good()
    page.get_by_role("link", name="I do not sign this").click()
    observer.assert_good()
    page.get_by_role("link", name="Back to the points").click()
    for point in ("Landmarks named", "Depth set", "Needle out and counted"):
        page.get_by_label(point).check()
    page.get_by_label("Passed: every point was met").check()
    page.get_by_role("button", name="Sign the practical").click()
    expect(page.get_by_text("Needling of the thorax of Ada Okafor: signed as passed.")).to_be_visible()
    page.get_by_role("link", name="Needling of the thorax", exact=True).click()
    observer.assert_good()

    page = director.open(stage.address("standing"))
    expect(page.get_by_text(f"observed by {LONG}, physical therapist").first).to_be_visible()
    director.assert_good()


def test_the_older_version_of_a_policy(windows, stage):
    make_policy(title="Needling", **EVERYTHING | {"valid": {"anchor": "completion", "months": 12}})
    director = windows(stage.dora)
    page = director.open("/clinics/riverbend/credentials/needling")
    director.assert_good()
    page.get_by_role("link", name="Version 1", exact=True).last.click()
    expect(page.get_by_text("What version 1 changes")).to_be_visible()
    director.assert_good()
    page.get_by_label("Your name and profession").fill("Dora Díaz, PT")
    page.get_by_label("Your statement").fill("Twelve months are too few for us.")
    page.get_by_role("button", name="Adopt version 1").click()
    expect(page.get_by_text("Riverbend follows version 1 of Needling from 1 June 2026 on.")).to_be_visible()
