"""The whole chain, from the link that a first start prints to the file a director downloads; each persona's part."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.builders import make_person
from tests.chromium import PHONE
from tests.journeys.walks import PASSWORD, fill_in, follow, heading_is, press, refused_with, take_quiz
from tests.quizzes.builders import make_candidate, publish_policy
from trainer import clock
from trainer.banks import queries as banks
from trainer.credentials import queries as credentials
from trainer.db import db
from trainer.serve import load_banks, print_setup_link

CREDENTIAL = "Dry needling: safety and technique (knowledge)"


def test_from_the_set_up_link_to_the_file_of_the_director(app, windows, capsys):
    load_banks(app)
    print_setup_link()
    link = re.search(r"/setup/\S+", capsys.readouterr().out)
    assert link
    founder = windows()
    claim(founder.open(link[0]))
    adopt_every_module(founder.page)
    invite(founder.page, name="Ada Okafor", email="ada@example.org")
    invitation = link_in_the_outbox(founder.page, "Riverbend Clinic invites you to Trainer")

    practitioner = windows(width=PHONE)
    practitioner.page.goto(invitation)
    join(practitioner.page)
    for slug in required():
        read(practitioner.page, slug)
        follow(practitioner.page, "Take the quiz")
        take_quiz(practitioner.page)
        expect(practitioner.page.locator(".verdict")).to_contain_text("Passed")
    code = certificate_code(practitioner.page)

    check(windows().page, founder.home, code)
    find_on_the_roster(founder.page)
    assert_in_the_file(rows_of_the_file(founder.page))

    stranger = windows()
    with refused_with(stranger, 404):
        stranger.open(link[0])
    heading_is(stranger.page, "This set-up link does not work")


def claim(page: Page) -> None:
    heading_is(page, "Set up Trainer")
    fill_in(
        page,
        Your_name="Greta Vale",
        Email_address="greta@example.org",
        Password=PASSWORD,
        Password_again=PASSWORD,
        Name_of_the_clinic="Riverbend Clinic",
    )
    page.get_by_label("Time zone of the clinic").select_option("America/Denver")
    press(page, "Set up Trainer")
    heading_is(page, "Adopt the modules")


def adopt_every_module(page: Page) -> None:
    """After each the next one comes by itself."""
    follow(page, "Read and adopt modules")
    expect(page.get_by_text(f"0 of {len(modules())} modules adopted.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Read and adopt")).first.click()
    for _ in modules():
        heading_is(page, re.compile("^Adopt "))
        fill_in(page, **{"Your name and profession or license, as you sign": "Greta Vale, PT"})
        page.get_by_label("I have read the material and the items of version 1").check()
        press(page, "Adopt version 1")
        expect(page.get_by_text("is adopted for Riverbend Clinic.")).to_be_visible()
    heading_is(page, "Modules of Riverbend Clinic")
    expect(page.get_by_text(f"All {len(modules())} modules are adopted.")).to_be_visible()


def modules() -> list[str]:
    db.session.rollback()
    return [version.module.slug for version in banks.live_versions()]


def required() -> list[str]:
    """The modules that the credential takes which a new clinic follows without adopting anything."""
    db.session.rollback()
    (version,) = credentials.shelf([]).followed(0, clock.today("UTC"))
    return list(credentials.policy_of(version).modules)


def invite(page: Page, *, name: str, email: str) -> None:
    follow(page, "Invite people")
    fill_in(page, Name=name, Email_address=email)
    page.get_by_label("Profession").select_option("Physical therapist")
    page.get_by_label(re.compile("^Practitioner")).check()
    press(page, "Send the invitation")
    expect(page.get_by_text(f"pass this link on to {email} yourself")).to_be_visible()


def link_in_the_outbox(page: Page, subject: str) -> str:
    follow(page, "Administration")
    follow(page, "Outbox")
    follow(page, subject)
    expect(page.locator(".letter")).to_contain_text("invites you to Riverbend Clinic on Trainer, as practitioner.")
    return str(page.locator(".letter a").first.get_attribute("href"))


def join(page: Page) -> None:
    heading_is(page, "Join Riverbend Clinic")
    expect(page.get_by_label("Your name")).to_have_value("Ada Okafor")
    fill_in(page, Password=PASSWORD, Password_again=PASSWORD)
    press(page, "Join")
    heading_is(page, "Welcome, Ada Okafor")


def read(page: Page, slug: str) -> None:
    """By the menu of the phone, as somebody who comes back."""
    press(page, "Menu")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Modules").click()
    heading_is(page, "Modules")
    page.locator(f'a[href="/modules/{slug}/"]').click()
    expect(page.locator(".passage").first).to_be_visible()
    expect(page.get_by_text("Adopted by Riverbend Clinic on")).to_be_visible()


def certificate_code(page: Page) -> str:
    follow(page, "See what this earns")
    heading_is(page, "Certificates")
    follow(page, "Open the certificate")
    certificate = page.get_by_role("article", name="Certificate of Ada Okafor")
    expect(certificate).to_contain_text(CREDENTIAL)
    expect(certificate).to_contain_text("It is not a license and not clearance by itself.")
    return certificate.locator("code").inner_text()


def check(page: Page, home: str, code: str) -> None:
    """Somebody without an account, typing it carelessly."""
    page.goto(f"{home}/check")
    fill_in(page, Code=code.lower().replace("-", " "))
    press(page, "Check")
    heading_is(page, "Certificate of Ada Okafor")
    expect(page.get_by_text("This certificate is valid today")).to_be_visible()
    assert "of 20" not in page.locator("main").inner_text()  # no scores


def find_on_the_roster(page: Page) -> None:
    follow(page, "Roster")
    row = page.get_by_role("row", name=re.compile("Ada Okafor"))
    expect(row).to_contain_text("Current until")
    follow(page, re.compile("^1 Current"))
    follow(page, "Ada Okafor")
    heading_is(page, "Ada Okafor")
    expect(page.locator(".timeline")).to_contain_text(f"Ada Okafor earned {CREDENTIAL}")
    page.go_back()


def rows_of_the_file(page: Page) -> list[dict[str, str]]:
    with page.expect_download() as waiting:
        press(page, "Export CSV")
    assert re.fullmatch(r"roster-riverbend-clinic-as-of-[\d-]+-known-[\d-]+\.csv", waiting.value.suggested_filename)
    return list(csv.DictReader(StringIO(Path(waiting.value.path()).read_text("utf-8-sig"))))


def assert_in_the_file(rows: list[dict[str, str]]) -> None:
    assert [row["Name"] for row in rows] == ["Ada Okafor"]
    assert rows[0]["Profession"] == "Physical therapist"
    states = {name: state for name, state in rows[0].items() if name.endswith(": state")}
    assert len(states) == 5
    assert set(states.values()) == {"Current"}


def test_an_educator_reads_a_bank_down_to_the_passage_under_an_item(app, windows):
    load_banks(app)
    page = windows(make_person("educator")).open("/")
    follow(page, "Question banks")
    heading_is(page, "Question banks")
    follow(page, "Pneumothorax risk")
    heading_is(page, re.compile("^Bank: "))
    coverage = page.get_by_role("table", name="Coverage by objective and level")
    cell = coverage.get_by_role("row").nth(1).locator("a.cell").first
    assert int(re.match(r"\d+", cell.inner_text())[0]) > 0
    cell.click()
    expect(page.get_by_role("status")).to_contain_text("that fit the conditions")
    page.locator('#items ~ ol a[href*="/items/"]').first.click()
    heading_is(page, re.compile("^Item "))
    item = page.get_by_label("The item with its key")
    expect(item.locator(".is-key")).to_have_count(1)
    expect(item.locator(".is-key .tag-key")).to_have_text("Key")
    for rationale in item.locator(".rationale").all():
        assert len(rationale.inner_text()) > 20
    expect(page.get_by_role("heading", name="The passage it rests on")).to_be_visible()
    item.locator(".review-source a").click()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_have_class("passage")


@pytest.fixture
def colleague(app):
    """Somebody who has passed the only module there is."""
    publish_policy("lungs")
    return make_candidate(name="Ada Okafor")


def test_a_director_of_another_clinic_does_not_see_anything(windows, colleague):
    page = windows(colleague).open("/modules/lungs/quiz")
    take_quiz(page)
    clinic = colleague.clinics[0]
    mine = windows(make_person("director", clinic)).open(f"/clinics/{clinic.slug}/roster")
    expect(mine.get_by_role("row", name=re.compile("Ada Okafor"))).to_contain_text("Current")
    elsewhere = make_person("director")
    window = windows(elsewhere)
    own = elsewhere.clinics[0].slug
    for address in (
        f"/clinics/{clinic.slug}/roster",
        f"/clinics/{clinic.slug}/people/{colleague.id}",
        f"/clinics/{clinic.slug}/modules",
        f"/clinics/{clinic.slug}/invitations",
        f"/clinics/{own}/people/{colleague.id}",
        page.url.removeprefix(window.home),
    ):
        with refused_with(window, 404):
            window.open(address)
        heading_is(window.page, "Page not found")
    window.open(f"/clinics/{own}/roster")
    assert "Ada Okafor" not in window.page.content()
