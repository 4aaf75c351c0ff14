"""In a real browser: from the list of the day to an assignment for several, to the front page of one who was asked."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.audit.builders import Right, make_attempt, make_practitioner
from tests.builders import make_person


def test_from_the_list_to_whom_it_is_for(windows, stage, today):
    ada = make_person(clinic=stage.clinic, name="Ada Okafor")
    ben = make_person(clinic=stage.clinic, name="Ben Ito")
    make_practitioner(stage.clinic, stage.policy, "lapsed", "Cleo Øst")
    for person in (ada, ben):
        for days in (9, 8):
            make_attempt(person, stage.clinic, stage.module, Right(3), today - timedelta(days=days), stage.adoption)
    window = windows(stage.director)
    page = window.open("/")
    page.get_by_role("link", name="2 modules were not passed twice by somebody").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("Not passed twice")
    window.assert_good()
    for name in ("Ada Okafor", "Ben Ito"):
        page.get_by_role("checkbox", name=f"Choose {name}, About a").check()
    page.get_by_role("button", name="Assign …").click()
    page.get_by_label("By which day").fill((today + timedelta(days=9)).isoformat())
    page.get_by_label("Why, if you like to say").fill("Read the part on the lung first.")
    page.get_by_role("button", name="Update the preview").click()
    expect(page.get_by_text("Is asked to complete About a by 10 June 2026.")).to_have_count(2)
    window.assert_good()
    page.get_by_role("button", name="Make 2 assignments").click()
    expect(page.get_by_role("status")).to_have_text("2 assignments made.")
    page.get_by_role("link", name="2 Assignments").click()
    page.get_by_role("link", name="Ben Ito", exact=True).click()
    page.get_by_role("link", name="Withdraw About a").click()
    window.assert_good()
    asked_of_ada(windows(ada))


def asked_of_ada(window):
    page = window.open("/")
    asked = page.get_by_role("region", name="Asked of you")
    expect(asked).to_contain_text("About a, by 10 June 2026")
    expect(asked).to_contain_text("Dora Díaz, Riverbend: Read the part on the lung first.")
    window.assert_good()
    asked.get_by_role("link", name="Take the quiz").click()
    page.get_by_role("button", name="Start the quiz").click()
    page.get_by_role("group", name="How sure are you?").get_by_label("Sure", exact=True).check()
    expect(page.locator("#saved")).to_be_empty()  # how sure of what?
    page.locator(".option-card").nth(1).click()
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.reload()
    expect(page.get_by_label("Sure", exact=True)).to_be_checked()
