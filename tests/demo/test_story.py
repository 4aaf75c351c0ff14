"""Whoever comes in as one of the cast finds what the page of the cast promises."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.browser import words
from trainer import clock
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.queries import certificates_of
from trainer.db import db
from trainer.demo.cast import OTHERS, PERSONAS
from trainer.demo.scenes import SCENES
from trainer.demo.stage import PRACTICE, THORAX
from trainer.people.models import Clinic, Person
from trainer.web.pages import day

pytestmark = pytest.mark.sqlite


@pytest.fixture
def migrated(sampled):
    return sampled


@pytest.fixture
def settings():
    return {"DEMO": True}


@pytest.fixture
def be(browser):
    """`be("holder")`: on the front page as one of the cast, by the button for it."""

    def be(key):
        name = next(one.name for one in PERSONAS if one.key == key)
        browser.open("/demo")
        browser.press(f"Be {name}")
        return browser

    return be


@pytest.fixture
def home(app):
    return db.session.scalars(select(Clinic).order_by(Clinic.id).limit(1)).one()


def known(key):
    return db.session.scalars(select(Person).where(Person.email == f"{key}@invented.example")).one()


def text(browser, address=None):
    return " ".join((browser.open(address) if address else browser.page).get_text(" ").split())


def test_practitioners_find_their_own(be, browser, home):
    assert "Take the quiz" in text(be("newcomer"), "/certificates/")
    assert not certificates_of(known("newcomer"))
    assert "Before the course on the thorax." in text(be("underway"))

    titles = {one.credential_version.title for one in certificates_of(known("holder"))}
    mine = text(be("holder"), "/certificates/")
    assert len(titles) == 3
    assert all(title in mine for title in titles)
    assert mine.count("Current until") >= 3

    ends = clock.today(home.time_zone) + timedelta(30)
    assert f"Due soon until {day(ends)}" in text(be("due-soon"), "/certificates/")
    assert "30 days before the last day" in text(be("due-soon"), "/account/reminders")

    runs = "Your certificate runs until"
    for key, state in ("overdue", "Lapsed"), ("card", "Lapsed"), ("law", "Missing"):
        theirs = text(browser.sign_in(known(key)), "/certificates/")
        assert f"limbs {state} {runs}" in theirs, "the pill shows no day that has not ended"

    lucia = next(one for one in certificates_of(known("stopped")) if one.credential_version.credential.slug == PRACTICE)
    be("stopped")
    assert "Stopped until" not in text(browser, "/certificates/")
    assert "Stopped" in text(browser, f"/certificates/{lucia.id}")
    browser.open(f"/certificates/{lucia.id}/letter.pdf", status=409)
    assert "suspended" in text(browser, f"/check/{lucia.code}").lower()


def test_the_director_finds_a_day_full_of_work(be, home):
    browser, clinic = be("director"), f"/clinics/{home.slug}"
    today = clock.today(home.time_zone)
    then = today - timedelta(30)
    for key, reason in {
        "overdue": "License last checked 1[2-9][0-9] days ago, limit 120",
        "probation": "License not in good standing",
        "card": "CPR and AED card ended on",
        "law": "rules of Colorado: no rule known for chiropractors",
        "revoked": "revoked on",
        "stopped": "suspended since",
        "away": "on leave since",
    }.items():
        why = text(browser, f"{clinic}/people/{known(key).id}/standing?credential={PRACTICE}")
        assert re.search(f"Not cleared for limbs: {reason}", why), key
    assert "by a temporary clearance" in text(
        browser, f"{clinic}/people/{known('temporary').id}/standing?credential={THORAX}"
    )
    zofia = f"{clinic}/people/{known('backdated').id}/standing?credential={PRACTICE}"
    assert "Not cleared" in text(browser, f"{zofia}&as_of={then}")
    assert "Cleared for limbs" in text(browser, f"{zofia}&as_of={then}&as_known_on={then}")
    learned = text(browser, f"{clinic}/roster/learned?credential={PRACTICE}&as_of={then}&as_known_on={then}")
    assert "Zofia Meadowes" in learned

    audits = text(browser, f"{clinic}/internal-audits")
    assert "4 of 4" in audits
    assert "2 of 6" in audits
    assert "1 Left out" in text(browser, f"{clinic}/imports/1")
    assert "imported, not verified" in text(browser, f"{clinic}/imports/1")
    assert "Colorado" in text(browser, f"{clinic}/jurisdictions")
    assert "Staff directory (sample)" in text(browser, f"{clinic}/access")
    assert "Lapsed" in text(browser, f"{clinic}/reminders")
    assert "Keiko Rosewood" in text(browser, f"{clinic}/today?list=failed")


def test_a_clearance_waits_for_the_other_of_two_directors(be, home):
    place = f"/clinics/{home.slug}/temporary-clearances"
    for key, others, own in (
        ("director", "Gideon Yarrow", "Farah Tidewater"),
        ("approver", "Farah Tidewater", "Gideon Yarrow"),
    ):
        browser = be(key)
        for name, may in ((others, True), (own, False)):
            browser.open(place)
            link = next(a for a in browser.page.select("a[href]") if words(a).startswith(name))
            browser.open(str(link["href"]))
            assert any("pprove" in words(button) for button in browser.page.select("main button")) is may, (key, name)


def test_the_others_find_theirs(be, home):
    elsewhere = text(be("other-director"))
    assert "Harborview Clinic" in elsewhere
    assert "Due soon" in elsewhere
    educator = be("educator")
    assert "Pneumothorax risk" in text(educator, "/banks/")
    for address, said in {
        "/numbers/evidence-and-communication/": "The key may be wrong: of the upper third",
        "/contests/": "how-long-pooled",
        "/corrections/1/": "Mark with another key: Up to 12 weeks",
        "/reviews/": "how-long-pooled, version 3",
        "/imports/1/": "1 essay",
        "/banks/local-twitch-response/staleness/": "A new edition of BayCare",
        "/studies/": "Report of study 1",
        "/studies/2/": "First round",
    }.items():
        assert said in text(educator, address), address
    assert "Correction 1" in text(be("director"), f"/clinics/{home.slug}/corrections")
    assert "What changed about the days after" in text(be("holder"), "/")
    outbox = text(be("administrator"), "/admin/outbox")
    assert "invites you to Trainer" in outbox
    assert "days left" in outbox
    gone = known("again")
    assert gone.merged_into_id == known("merged").id
    assert certificates_of(known("merged"))


def test_what_was_promised_has_happened(app):
    entries = set(db.session.scalars(select(Entry.kind).distinct()))
    assert entries >= {"suspension", "reinstatement", "revocation", "correction", "temporary", "leave", "return"}
    corrected = db.session.scalars(select(Certificate).where(Certificate.corrects_id.is_not(None))).all()
    assert [one.person.name for one in corrected] == ["Hana Grantham"]
    assert known("renamed").name == "Yara Calloway-Juniper"
    assert {one.holder_name for one in certificates_of(known("renamed"))} == {"Yara Juniper"}
    for days in (7, 60, 90):
        ends = {one.valid_until for one in certificates_of(known(f"ends-{days}"))}
        assert clock.today("America/Denver") + timedelta(days) in ends
    assert len({one.key for one in (*PERSONAS, *OTHERS)}) == len(PERSONAS) + len(OTHERS)
    assert {key for scene in SCENES for key in scene.who} <= {one.key for one in (*PERSONAS, *OTHERS)}
