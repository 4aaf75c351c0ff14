"""An internal audit from the draw to the signatures, and what nobody may do to it."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pypdf
import pytest
import time_machine
from sqlalchemy import select

from tests.audit.builders import Right, make_attempt
from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import make_entry, noon
from trainer.audit.samples.models import AuditFile, AuditFinding, AuditSignOff, InternalAudit
from trainer.audit.samples.rules import PARTS
from trainer.db import db
from trainer.trail import Event

GRADED = {f"{part}_{what}": value for part in PARTS for what, value in (("grade", "none"), ("words", ""))}


def names(page) -> list[str]:
    return [words(link) for link in page.select("tbody th a")]


def sentences(name: str) -> list[str]:
    return [one.sentence for one in db.session.scalars(select(Event).where(Event.name == name).order_by(Event.id))]


def test_a_sample_says_how_it_was_drawn_and_can_be_drawn_again(office, crew, stage):
    page = office.begin(method="random")
    first = names(page)
    assert len(first) == 3
    assert "3 of 6 people" in words(page)
    assert "Seed 7" in words(page)
    assert names(office.begin(method="random")) == first
    assert names(office.begin(method="random", seed="8")) != first
    page = office.browser.open(f"{office.address}/1?again=1")
    assert "the same people, the same files" in words(page)
    assert sentences("internal_audit.begun")[0] == (
        "began the internal audit 1 of Riverbend: 3 of 6 files, random, seed 7, as of 1 June 2026, as known then"
    )


def test_what_is_recorded_later_changes_no_sample(office, crew, stage, today):
    first = names(office.begin())
    with time_machine.travel(noon(today) + timedelta(hours=1), tick=False):
        for person in crew:
            make_entry(
                person,
                stage.clinic,
                "suspension",
                "needling",
                today,
                reason="Later",
                recorded_at=noon(today) + timedelta(minutes=30),
            )
        page = office.browser.open(f"{office.address}/1?again=1")
        assert "the same people, the same files" in words(page)
        assert names(page) == first
        page = office.begin()
        assert all("Stopped" in words(row) for row in page.select("tbody tr"))


def test_weights_come_from_the_record(office, crew, stage, today):
    ada = crew[0]
    make_attempt(ada, stage.clinic, stage.module, Right(3), today - timedelta(days=3), stage.adoption)
    entry = make_entry(ada, stage.clinic, "license", "CO", date(2026, 1, 5))
    make_entry(ada, stage.clinic, "correction", "CO", date(2026, 1, 5), refers_to_id=entry.id)
    make_entry(ada, stage.clinic, "temporary", "needling", date(2026, 2, 1), until_on=date(2026, 2, 9))
    make_entry(ada, stage.clinic, "document", "card", date(2026, 2, 1), evidence="import 1 line 2")
    office.begin(size="6")
    found = {one.person_id: (one.weight, one.grounds) for one in db.session.scalars(select(AuditFile))}
    assert found[ada.id] == (
        11,
        ["1 attempt not passed +1", "1 correction +3", "1 temporary clearance +3", "1 line imported +3"],
    )
    assert found[crew[1].id] == (5, ["lapsed +4"])
    assert found[crew[4].id] == (1, [])


def test_from_findings_to_a_signature(office, crew, stage):
    office.begin()
    page = office.look_through(1, license_grade="major", license_words="Number is another person’s")
    assert "What was found is noted" in words(page)
    page = office.sign(1)
    assert "Dora Díaz, director" in words(page.select_one("tbody tr"))
    assert "Major" in words(page.select_one("tbody tr"))
    page = office.open(1)
    assert "Major finding: Number is another person’s" in words(page)
    assert "It stays as it is" in words(page)
    assert not page.select("main form")
    assert "license: major" in sentences("internal_audit.noted")[0]
    assert sentences("internal_audit.signed") == [
        "had file 1 of the internal audit 1 of Riverbend signed off by Dora Díaz, director"
    ]
    assert db.session.scalars(select(Event).where(Event.name == "internal_audit.signed")).one().about_id


def test_looking_again_adds_and_what_holds_is_the_newest(office, crew):
    office.begin()
    office.look_through(1, identity_grade="minor", identity_words="Old photograph")
    office.look_through(1, identity_words="")
    assert len(db.session.scalars(select(AuditFinding)).all()) == 6
    assert "Nothing was changed" in words(office.look_through(1, identity_words=""))
    office.sign(1)
    assert db.session.scalars(select(AuditSignOff)).one().findings["identity"] == ["none", ""]


def test_after_the_signature_nothing_is_added(office, crew):
    office.begin()
    office.look_through(1)
    office.open(1)
    office.browser.press("Sign off", name="Dora")
    for address in ("", "/sign-off"):
        typed = GRADED | {"identity_grade": "major", "identity_words": "Too late", "name": "Dora again"}
        office.open(2)
        office.browser.post(f"{office.address}/1/files/1{address}", status=422, **typed)
        assert "Too late" not in words(office.browser.page)
    assert len(db.session.scalars(select(AuditFinding)).all()) == 5
    assert len(db.session.scalars(select(AuditSignOff)).all()) == 1


def test_a_file_is_not_signed_before_it_was_looked_through(office, crew):
    office.begin()
    office.open(1)
    office.browser.press("Save", identity_grade="none")
    office.browser.press("Sign off", name="Dora", status=422)
    assert "Not yet looked at: Certificate, Evidence, License, Practical" in words(office.browser.page)
    office.browser.press("Save", license_grade="major", status=422)
    assert "Say what was found: license" in words(office.browser.page)
    assert not db.session.scalars(select(AuditSignOff)).all()


def test_what_is_on_the_page_is_what_is_signed(office, crew):
    office.begin()
    office.look_through(1)
    office.open(1)
    office.browser.press("Sign off", name="Dora", license_grade="major", status=422)
    assert office.browser.page.select_one("[name=license_grade] [selected]")["value"] == "major"
    assert office.browser.page.select_one("[name=name]")["value"] == "Dora"
    office.browser.press("Sign off", license_words="Three days late")
    assert db.session.scalars(select(AuditSignOff)).one().findings["license"] == ["major", "Three days late"]
    assert "Major finding: Three days late" in words(office.open(1))


def test_nobody_audits_their_own_file(office, stage):
    make_member(stage.director, "practitioner", stage.clinic)
    office.begin()
    page = office.open(1)
    assert "This is your own file" in words(page)
    office.browser.post(f"{office.address}/1/files/1", status=422, **GRADED)
    assert not db.session.scalars(select(AuditFinding)).all()


def test_the_report(office, crew):
    office.begin()
    office.look_through(1, practical_grade="minor", practical_words="=no date")
    office.sign(1)
    office.browser.press("Report as CSV")
    lines = list(csv.reader(StringIO(office.browser.response.data.decode("utf-8-sig"))))
    facts = dict(line for line in lines[1 : lines.index([])])
    assert facts["Seed"] == "7"
    assert facts["Files"] == "3 of 6; 1 signed off"
    assert facts["Hash of those it was drawn from"] == db.session.scalars(select(InternalAudit)).one().population_hash
    file = dict(zip(lines[lines.index([]) + 1], lines[lines.index([]) + 2], strict=True))
    assert (file["Practical"], file["Signed by"], file["Signed on"]) == (
        "Minor finding: =no date",
        "Dora Díaz, director",
        "2026-06-01",
    )
    office.browser.open(f"{office.address}/1")
    office.browser.press("Report as PDF")
    text = pypdf.PdfReader(BytesIO(office.browser.response.data)).pages[0].extract_text()
    assert "Internal audit 1 of Riverbend" in text
    assert [one.rpartition(" ")[2] for one in sentences("internal_audit.exported")] == ["CSV", "PDF"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"size": "0"}, "Enter a number from 1 to 200"),
        ({"seed": "x"}, "Enter a number from 1 to"),
        ({"as_of": "1850-01-01"}, "Enter a day from"),
        ({"as_known_on": "2026-06-02"}, "Enter a day from"),
        ({"as_of": "2019-01-01"}, "Nobody practiced at the clinic on that day"),
    ],
)
def test_what_cannot_be_drawn_is_said(office, crew, typed, said):
    office.browser.open(f"{office.address}/new")
    page = office.browser.press("Draw the sample", **{"seed": "7", "size": "3"} | typed, status=422)
    assert said in words(page)
    assert not db.session.scalars(select(InternalAudit)).all()


def test_few_statements(office, crew, stage, statements):
    office.begin(size="2")
    for address in ("", "/1", "/1/files/1"):
        with statements() as seen:
            office.browser.open(office.address + address)
        assert len(seen) <= 10, (address, seen)
    with statements() as two:
        office.browser.open(f"{office.address}/1")
    office.begin(size="6")
    with statements() as six:
        office.browser.open(f"{office.address}/2")
    assert len(six) == len(two)


@pytest.mark.parametrize("role", ["practitioner", "director", "administrator"])
def test_nobody_else_sees_it(browser, office, crew, role):
    office.begin()
    stranger = browser.sign_in(make_person(role, make_clinic() if role != "administrator" else None))
    for address in ("", "/new", "/1", "/1/files/1"):
        stranger.open(office.address + address, status=404)


def test_an_audit_of_another_clinic_does_not_exist_here(browser, office, crew):
    office.begin()
    elsewhere = make_clinic()
    other = browser.sign_in(make_person("director", elsewhere))
    for address in ("/1", "/1/files/1"):
        other.open(f"/clinics/{elsewhere.slug}/internal-audits{address}", status=404)
