"""In a real browser: a sample is drawn, a file looked through and signed; every page on the way is sound."""

from playwright.sync_api import expect

from tests.audit.builders import make_practitioner


def test_from_the_draw_to_a_signature(windows, stage):
    for name, state in (("Ada Okafor", "current"), ("Ben Ito", "lapsed"), ("Dan Roe", "missing")):
        make_practitioner(stage.clinic, stage.policy, state, name)
    window = windows(stage.director)
    page = window.open(f"/clinics/{stage.clinic.slug}/internal-audits")
    window.assert_good()
    page.get_by_role("link", name="Draw a sample").click()
    window.assert_good()
    page.get_by_label("How many files").fill("2")
    page.get_by_label("Seed").fill("7")
    page.get_by_role("button", name="Draw the sample").click()
    expect(page.get_by_text("2 of 3 people")).to_be_visible()
    page.get_by_role("link", name="Draw it again and compare").click()
    expect(page.get_by_text("the same people, the same files")).to_be_visible()
    window.assert_good()
    page.get_by_role("row").nth(1).get_by_role("link").click()
    for part in ("Identity", "Certificate", "Evidence", "License"):
        page.get_by_label(part, exact=True).select_option("No finding")
    page.get_by_label("Practical", exact=True).select_option("Minor finding")
    page.get_by_label("Practical: what was found").fill("The observer did not date it")
    page.get_by_role("button", name="Save").click()
    window.assert_good()
    page.get_by_label("Your name and role").fill("Dora Díaz, director")
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Minor")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Dora Díaz, director")
    page.get_by_role("row").nth(1).get_by_role("link").click()
    expect(page.get_by_text("It stays as it is")).to_be_visible()
    window.assert_good()
    page.get_by_role("link", name="The record on that day").click()  # which is noted
    for address in (f"/clinics/{stage.clinic.slug}/looks", "/looks", f"/clinics/{stage.clinic.slug}/today"):
        window.open(address)
        window.assert_good()
    window.open(f"/clinics/{stage.clinic.slug}/looks")
    page.get_by_role("row").nth(1).get_by_role("link").click()
    page.get_by_role("link", name="Who looked at it").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Dora Díaz")
    window.assert_good()
