"""Where an imported certificate comes from: who verified it at its issuer, as known when, and what depends on it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_member, make_person
from tests.credentials.builders import noon
from tests.credentials.importing.builders import ADA, BEN, csv_of, imported
from trainer import clock
from trainer.audit.packets.making import make
from trainer.audit.packets.verifying import verify
from trainer.credentials.badges import actions as badges
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.pages import standings_of
from trainer.credentials.provenance.queries import of_certificate
from trainer.credentials.provenance.rules import Look, provenance
from trainer.credentials.queries import histories
from trainer.db import db
from trainer.people.models import Person
from trainer.trail import Event

TODAY = date(2026, 6, 1)
ONCE_VERIFIED = {"counting": "verified"}
FOUND = {
    "source": "Course A, Ms. Novak by telephone",
    "on": "2026-06-01",
    "outcome": "confirmed",
    "scope": "same",
    "found": "Yes, that is ours.",
}


def at(hour: int, day: int = 1) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=UTC)


NINE = at(9)


def look(number=1, day=TODAY, confirmed=True, recorded_at=NINE, **changes) -> Look:
    return Look(number, day, "Dora", confirmed, changes.pop("same_scope", True), recorded_at, **changes)


@pytest.mark.parametrize(
    ("looks", "known_at", "said"),
    [
        ([], None, "imported, not verified"),
        ([look()], None, "imported, verified by Dora on 1 June 2026"),
        ([look()], at(8), "imported, not verified"),
        (
            [look(), look(2, confirmed=False, recorded_at=at(10))],
            None,
            "imported, not confirmed by Dora on 1 June 2026",
        ),
        ([look(), look(2, confirmed=False, recorded_at=at(10))], at(9), "imported, verified by Dora on 1 June 2026"),
        ([look(confirmed=False), look(2)], None, "imported, not confirmed by Dora on 1 June 2026"),
        ([look(voided_at=at(11))], None, "imported, not verified"),
        ([look(voided_at=at(11))], at(10), "imported, verified by Dora on 1 June 2026"),
    ],
)
def test_what_is_said_of_it_as_known_at_a_moment(looks, known_at, said):
    for order in (looks, looks[::-1]):
        assert provenance(7, "imported, not verified", "A", order, known_at).words == said


def test_a_badge_is_for_what_is_verified_and_about_the_same():
    def may(*looks):
        return provenance(7, "imported, not verified", "A", looks, None).may_have_a_badge

    assert may(look())
    for looks in ([], [look(same_scope=False)], [look(confirmed=False)]):
        assert not may(*looks)


def ada() -> Person:
    return db.session.scalars(select(Person).filter_by(email="ada@example.org")).one()


def held() -> list[Certificate]:
    return list(db.session.scalars(select(Certificate).order_by(Certificate.id)))


def page_for(entry: Entry) -> str:
    return f"/clinics/riverbend/people/{entry.person_id}/imported/{entry.id}"


def standing(known_at=None, day=TODAY) -> str:
    db.session.expire_all()
    if known_at is None:
        return standings_of(ada(), day)[0].state
    return "known" if histories([ada().id], known_at)[ada().id].certificates else "unknown"


def test_verified_at_its_issuer(stage, browser):
    """Whoever imported it may; on the roster, behind the cell, on the check page and in the packet it says so then."""
    stage.do(csv_of(ADA, BEN))
    [certificate] = held()
    stranger, browser = browser, stage.browser
    assert "Imported, not verified" in words(browser.open("/clinics/riverbend/roster").table)
    why = f"/clinics/riverbend/people/{ada().id}/standing"
    browser.open(why)
    browser.follow("Verify it at its issuer")
    assert "Course A" in words(browser.page)
    page = browser.press("Record it", 422)
    assert "Enter what was looked at" in words(page)
    assert "Choose one of the two" in words(page)
    page = browser.press("Record it", **FOUND)
    assert "Verified. From now on it says by whom" in words(page)
    assert "All are verified" in words(page)

    said = "mported, verified by Dora Díaz on 1 June 2026"
    assert said in words(browser.open("/clinics/riverbend/roster").table)
    assert said in words(browser.open(why))
    assert said in words(browser.open(f"/clinics/riverbend/people/{ada().id}"))
    ledger = words(browser.open(f"/clinics/riverbend/people/{ada().id}/ledger"))
    assert "Verification of an imported certificate" in ledger
    assert "“Yes, that is ours.”, looked at: Course A, Ms. Novak by telephone" in ledger
    checked = words(stranger.open(f"/check/{certificate.code}"))
    assert "imported, verified at its issuer on 1 June 2026" in checked
    assert "Dora" not in checked, "strangers need not know who works here"
    [line] = db.session.scalars(select(Event).filter_by(name="import.verified"))
    assert (line.about_id, line.by_id) == (ada().id, stage.dora.id)

    report = verify(make(certificate).data)
    assert report.is_sound, report.findings
    assert any("imported, verified by Dora Díaz on 1 June 2026: people.csv" in one for one in report.told.certificate)

    before = clock.now() - timedelta(hours=1)
    assert of_certificate(certificate, before).words == "imported, not verified"


def test_a_badge_vouches_for_it_only_where_it_is_about_the_same(app, stage):
    app.config["PUBLIC_URL"] = "https://trainer.example.org"
    badges.make_key_if_needed(app.config["SECRET_KEY"])
    db.session.commit()
    stage.do(csv_of(ADA))
    [certificate] = held()
    badge, browser = f"/check/{certificate.code}/badge.json", stage.browser
    browser.open(badge, 409)
    browser.open(page_for(imported()))
    browser.press("Record it", **FOUND | {"scope": "other"})
    assert "whether it is about the same, nobody has said" in words(browser.open(badge, 409))
    browser.open(page_for(imported()))
    browser.press("Record it", **FOUND)
    browser.open(badge)
    criteria = browser.response.json["credentialSubject"]["achievement"]["criteria"]["narrative"]
    assert criteria.endswith(
        "Shown by an earlier certificate of Course A: imported, verified at its issuer on 1 June 2026."
    )
    assert "Earned under" not in criteria


def test_not_confirmed_leads_to_where_it_is_withdrawn(stage):
    stage.do(csv_of(ADA))
    browser = stage.browser
    browser.open(page_for(imported()))
    page = browser.press("Record it", **FOUND | {"outcome": "not confirmed", "scope": "other", "found": "Not ours."})
    assert "It still counts until you withdraw it" in words(page)
    assert page.h1.text.startswith("Correct")
    assert "Not confirmed by its issuer" in words(browser.open("/clinics/riverbend/imports/not-verified"))
    assert standing() == "current"


def test_what_was_confirmed_and_then_denied_is_on_the_list_again(stage):
    """The newest look decides, on the list as in the words about the certificate."""
    stage.do(csv_of(ADA))
    place, listed = page_for(imported()), "/clinics/riverbend/imports/not-verified"
    stage.browser.open(place)
    stage.browser.press("Record it", **FOUND | {"on": "2026-05-30"})
    assert "All are verified" in words(stage.browser.open(listed))
    stage.browser.open(place)
    stage.browser.press("Record it", **FOUND | {"outcome": "not confirmed", "scope": "other", "on": "2026-05-31"})
    assert of_certificate(held()[0]).words == "imported, not confirmed by Dora Díaz on 31 May 2026"
    assert "Not confirmed by its issuer" in words(stage.browser.open(listed))
    stage.browser.open(place)
    stage.browser.press("Record it", **FOUND)
    assert "All are verified" in words(stage.browser.open(listed))


def test_nobody_verifies_their_own_nor_that_of_another_clinic(stage, browser):
    stage.do(csv_of(ADA))
    entry = imported()
    make_member(ada(), "director", stage.clinic)
    herself = browser.sign_in(ada())
    assert "It is your own" in words(herself.open(page_for(entry)))
    assert "themselves" in words(herself.post(page_for(entry), 422, **FOUND))
    elsewhere = browser.sign_in(make_person("director", name="Otto Brandt"))
    elsewhere.open(page_for(entry), 404)
    assert not db.session.scalars(select(Entry).filter_by(kind="verification")).all()


def test_what_counts_only_once_verified(stage, browser):
    """Held back it clears nobody; verified it counts from its own first day, known from then on. Known, not before."""
    page = stage.try_out(csv_of(ADA), **ONCE_VERIFIED)
    assert "count only once they are verified" in words(page)
    stage.browser.press("Import: 1 new person, 1 certificate")
    assert held() == []
    assert standing() == "missing"
    [line] = db.session.scalars(select(Event).filter_by(name="certificate.held_back"))
    assert line.details["valid_until"] == "2027-02-28"
    assert "is here already" in words(stage.try_out(csv_of(ADA), **ONCE_VERIFIED)), "the same file again adds nothing"
    listed = words(stage.browser.open("/clinics/riverbend/imports/not-verified").table)
    assert "Only once verified" in listed
    with time_machine.travel(noon(date(2026, 6, 5)), tick=False):
        dora = browser.sign_in(stage.dora)
        assert "It does not count yet" in words(dora.open(page_for(imported())))
        dora.press("Record it", **FOUND | {"on": "2026-06-04"})
        [certificate] = held()
    assert (certificate.valid_from, certificate.valid_until) == (date(2025, 3, 1), date(2027, 2, 28))
    assert certificate.by_id == stage.dora.id
    assert certificate.issued_at == noon(date(2026, 6, 5)), "learned then"
    assert {one.kind for one in certificate.rests_on} == {"document", "verification"}
    with time_machine.travel(noon(date(2026, 6, 6)), tick=False):
        assert standing() == "current"
        assert standing(known_at=noon(date(2026, 6, 4))) == "unknown"
        assert standing(known_at=noon(date(2026, 6, 5))) == "known"
        report = verify(make(certificate).data)
        assert report.is_sound, report.findings
        dora = browser.sign_in(stage.dora)
        dora.open(page_for(imported()))
        dora.press("Record it", **FOUND | {"on": "2026-06-05"})
        assert held() == [certificate], "a second look issues nothing"


def test_an_older_look_does_not_outweigh_that_it_was_denied_since(stage):
    """Held back, and by the newest look not confirmed: a note of an earlier telephone call clears nobody."""
    stage.do(csv_of(ADA), **ONCE_VERIFIED)
    place = page_for(imported())
    stage.browser.open(place)
    stage.browser.press("Record it", **FOUND | {"outcome": "not confirmed", "scope": "other"})
    stage.browser.open(place)
    stage.browser.press("Record it", **FOUND | {"on": "2026-05-20"})
    assert held() == []
    stage.browser.open(place)
    assert "It does not count yet" in words(stage.browser.page)
    with time_machine.travel(noon(date(2026, 6, 2)), tick=False):
        dora = stage.browser.sign_in(stage.dora)
        dora.open(place)
        dora.press("Record it", **FOUND | {"on": "2026-06-02"})
        assert len(held()) == 1


def test_undone_takes_what_was_released_along(stage):
    stage.do(csv_of(ADA), **ONCE_VERIFIED)
    stage.browser.open(page_for(imported()))
    stage.browser.press("Record it", **FOUND)
    assert standing() == "current"
    stage.browser.open(f"{stage.imports}/1/undoing")
    stage.browser.press("Undo the whole import", reason="The wrong clinic")
    assert not histories([ada().id])[ada().id].certificates
    assert not ada().active, "nothing else is known of her"
    assert "All are verified" in words(stage.browser.open("/clinics/riverbend/imports/not-verified"))


def test_the_list_takes_few_statements(stage, statements):
    for number in range(3):
        stage.do(csv_of([f"a{number}@example.org", *ADA[1:4], f"77{number}", *ADA[5:]]), f"{number}.csv")
    with statements() as seen:
        stage.browser.open("/clinics/riverbend/imports/not-verified")
    assert len(seen) <= 10
