"""A director enters evidence: observed practicals, license checks, training, documents."""

from datetime import date
from hashlib import sha256
from io import BytesIO

import pytest

from tests.browser import words
from tests.builders import make_member, make_person
from tests.credentials.builders import accept, make_entry, make_policy
from tests.credentials.ledger.builders import CHECKLIST, EVERYTHING
from trainer.credentials.queries import certificates_of

PRACTICAL = "practicals/needling/thorax"
LICENSE = {
    "state": "co",
    "number": "PTL 1234",
    "source": "dpo.example.org",
    "standing": "good",
    "found": "Active, no discipline",
}
PAGES = [
    "record",
    PRACTICAL,
    "license-checks",
    "trainings",
    "documents",
    "suspensions",
    "leaves",
    "ledger",
    "temporary-clearances",
]


def test_the_record_says_what_is_asked_for_and_leads_to_each_form(dora, stage):
    page = dora.open(stage.address("record"))
    asked = {words(line.dt): words(line.dd) for line in page.select(".sheet .rows > div")}
    assert (
        asked["Needling of the thorax"] == "Missing Nothing on record yet Record the practical : Needling of the thorax"
    )
    assert "It comes by passing the quiz" in asked["a"]
    for link in ("Record the practical", "Check the license", "Record training", "Record the document"):
        [address] = {a["href"] for a in page.select(".sheet a") if words(a).startswith(link)}
        dora.open(address)


@pytest.mark.parametrize("page", PAGES)
def test_only_who_directs_this_clinic_sees_a_page(browser, stage, elsewhere, page):
    elsewhere.open(stage.address(page), 404)
    browser.sign_in(stage.ada).open(stage.address(page), 404)
    make_person("director", stage.clinic)
    there = browser.sign_in(make_person("director", stage.clinic))
    there.open(stage.address(page, make_person()), 404)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_few_statements(dora, stage, statements, page):
    make_entry(stage.ada, stage.clinic, "license", "CO", date(2026, 5, 1))
    with statements() as seen:
        dora.open(stage.address(page))
    assert len(seen) <= 12, "\n\n".join(seen)


def test_a_practical_with_every_point_is_passed(dora, stage):
    page = dora.open(stage.address(PRACTICAL))
    assert "Dora Díaz, physical therapist" in words(page)
    dora.press("Record the practical", met=["1", "2", "3"], verdict="passed", remarks="Calm hand")
    [entry] = stage.entries()
    assert (entry.kind, entry.subject, entry.good, entry.by.name) == ("practical", "needling/thorax", True, "Dora Díaz")
    assert entry.details["checklist"] == CHECKLIST
    assert (entry.details["missed"], entry.details["remarks"]) == ([], "Calm hand")
    assert "recorded as passed" in words(dora.page)


def test_a_point_left_open_is_not_passed_and_the_form_says_so_before(dora, stage):
    dora.open(stage.address(PRACTICAL))
    page = dora.press("Record the practical", 422, met=["1", "3"], verdict="passed", remarks="Too deep")
    assert "One point is left open, so this is not passed" in words(page)
    assert stage.entries() == []
    assert [box["value"] for box in page.select("[name=met][checked]")] == ["1", "3"]
    assert words(page.select_one("#remarks")) == "Too deep", "nothing typed is lost"
    dora.press("Record the practical", verdict="not passed")
    [entry] = stage.entries()
    assert (entry.good, entry.details["missed"]) == (False, ["Depth set"])


def test_nobody_reads_the_passages_that_a_point_rests_on(dora, stage):
    """The entry keeps the point as the policy has it."""
    rests = "Depth set [lung-risk#depth, lung-risk#hold-still]"
    asked = [
        one | ({"checklist": [CHECKLIST[0], rests]} if "practical" in one else {}) for one in EVERYTHING["requires"]
    ]
    make_policy(title="Needling", **EVERYTHING | {"requires": asked})
    page = dora.open(stage.address(PRACTICAL))
    assert "Depth set" in words(page)
    assert "lung-risk" not in words(page)
    dora.press("Record the practical", met=["1"], verdict="not passed")
    [entry] = stage.entries()
    assert entry.details["missed"] == [rests]
    page = dora.open(stage.address("ledger"))
    assert "Not met: Depth set" in words(page)
    assert "lung-risk" not in words(page)


def test_a_practical_is_signed_by_whom_the_policy_wants(second, stage):
    page = second.open(stage.address(PRACTICAL))
    assert "As of today you could not sign it" in words(page)
    page = second.press("Record the practical", 422, met=["1", "2", "3"], verdict="passed")
    assert "is observed by: physical therapist" in words(page.select_one(".error-summary"))
    assert len(page.select("[name=met][checked]")) == 3
    assert stage.entries() == []


def test_nobody_observes_or_vouches_for_themselves(herself, stage):
    page = herself.open(stage.address("record"))
    assert "This is your own record" in words(page)
    assert not [a for a in page.select("main a") if "Record the" in words(a) or "Suspend" in words(a)]
    herself.open(stage.address(PRACTICAL))
    page = herself.post(herself.address, 422, met=["1", "2", "3"], verdict="passed", on="2026-06-01")
    assert "Nobody can observe a practical of themselves" in words(page)
    herself.open(stage.address("license-checks"))
    assert "Nobody can check the license of themselves" in words(
        herself.post(herself.address, 422, **LICENSE, on="2026-06-01")
    )
    herself.open(stage.address("trainings"))
    page = herself.post(herself.address, 422, kind="thorax", provider="Coast Institute", minutes="8", on="2026-06-01")
    assert "Nobody can record training of themselves" in words(page)
    herself.open(stage.address("documents"))
    assert "Nobody can accept a document of themselves" in words(
        herself.post(herself.address, 422, kind="cpr", issuer="Red Cross", on="2026-06-01")
    )
    assert stage.entries() == []


def test_a_practical_nobody_asks_for_does_not_exist(dora, stage):
    dora.open(stage.address("practicals/needling/lumbar"), 404)


def test_a_license_check_keeps_what_the_register_said(dora, stage):
    dora.open(stage.address("license-checks?state=CO"))
    dora.press("Record the license check", **LICENSE, expires_on="2027-10-31")
    [entry] = stage.entries()
    assert (entry.subject, entry.good, entry.until_on) == ("CO", True, date(2027, 10, 31))
    assert entry.details == {"number": "PTL 1234", "source": "dpo.example.org", "found": "Active, no discipline"}
    page = dora.open(stage.address("license-checks"))
    assert page.select_one("#number")["value"] == "PTL 1234", "what was looked up last time is a good default"


def test_a_license_that_is_not_in_good_standing_stops(dora, stage):
    dora.open(stage.address("license-checks"))
    dora.press("Record the license check", **LICENSE | {"standing": "not good"})
    asked = {words(line.dt): words(line.dd) for line in dora.page.select(".sheet .rows > div")}
    assert asked["License, CO"].startswith("Stopped")


def test_what_is_missing_is_said_beside_the_field(dora, stage):
    dora.open(stage.address("license-checks"))
    page = dora.press("Record the license check", 422, number="77", on="2026-06-02", expires_on="2026-05-01")
    said = words(page.select_one(".error-summary"))
    for message in (
        "Enter the state",
        "Choose one of the two",
        "That day has not come yet",
        "The license had ended by then",
    ):
        assert message in said
    assert page.select_one("#number")["value"] == "77"
    assert "Check the year" in words(dora.press("Record the license check", 422, on="0202-06-02"))


def test_training_in_hours_and_minutes(dora, stage):
    dora.open(stage.address("trainings?topic=thorax"))
    dora.press("Record the training", provider="Coast Institute", minutes="7:30", in_person_minutes="4.5")
    [entry] = stage.entries()
    assert (entry.subject, entry.minutes, entry.in_person_minutes) == ("thorax", 450, 270)
    page = dora.open(stage.address("ledger"))
    assert "thorax: 7 h 30 min, of which 4 h 30 min in person, by Coast Institute" in words(page)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"minutes": ""}, "Enter the time"),
        ({"minutes": "all day"}, "Enter hours and minutes, like 7:30"),
        ({"minutes": "0"}, "Enter more than nothing"),
        ({"minutes": "2", "in_person_minutes": "3"}, "More time in person than in all"),
        ({"minutes": "2", "kind": "something else"}, "Say what it is"),
    ],
)
def test_training_that_cannot_be_right(dora, stage, typed, message):
    dora.open(stage.address("trainings"))
    assert message in words(dora.press("Record the training", 422, provider="Coast Institute", **typed))
    assert stage.entries() == []


def test_a_document_is_seen_and_not_kept(dora, stage):
    dora.open(stage.address("documents?kind=cpr"))
    file = (BytesIO(b"a card"), "card.pdf")
    dora.press("Record the document", issuer="Red Cross", until_on="2027-12-31", file=file)
    [entry] = stage.entries()
    assert (entry.subject, entry.until_on, entry.details["title"]) == ("cpr", date(2027, 12, 31), "CPR card")
    assert entry.details["digest"] == sha256(b"a card").hexdigest()
    assert "a card" not in str(entry.details)


def test_something_that_nobody_asks_for(dora, stage):
    dora.open(stage.address("documents"))
    dora.press("Record the document", kind="something else", other="Infection control course", issuer="State board")
    [entry] = stage.entries()
    assert (entry.subject, entry.details["title"]) == ("infection-control-course", "Infection control course")
    assert entry.until_on is None


def test_the_last_piece_issues_the_certificate(dora, stage):
    make_entry(stage.ada, stage.clinic, "practical", "needling/thorax", date(2026, 5, 1))
    make_entry(stage.ada, stage.clinic, "training", "thorax", date(2026, 5, 1), minutes=480, in_person_minutes=240)
    make_entry(stage.ada, stage.clinic, "document", "cpr", date(2026, 5, 1), until_on=date(2027, 5, 1))
    accept(stage.ada, stage.clinic, "a", date(2026, 5, 2))
    assert certificates_of(stage.ada) == []
    dora.open(stage.address("license-checks"))
    dora.press("Record the license check", **LICENSE)
    [certificate] = certificates_of(stage.ada)
    assert certificate.valid_from == date(2026, 6, 1)
    assert "Revoke" in words(dora.page)


def test_who_has_left_gets_nothing_new(dora, stage):
    stage.ada.memberships[0].left_on = date(2026, 5, 31)
    make_member(stage.ada, "practitioner")
    for page in PAGES:
        dora.open(stage.address(page), 200 if page == "ledger" else 404)


def test_a_clinic_that_follows_nothing_says_so(dora, stage):
    make_policy("a", title="Needling", by_default=False)
    assert "No credential is followed here" in words(dora.open(stage.address("record")))
