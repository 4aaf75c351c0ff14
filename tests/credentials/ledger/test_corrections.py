"""What was wrong is voided by another line; what was known before stays explained."""

import threading
from datetime import date, timedelta

import pytest

from tests.browser import words
from tests.builders import make_clinic, make_member
from tests.credentials.builders import make_entry, noon
from trainer.credentials.actions import Occasion, correct_certificate
from trainer.credentials.models import Certificate
from trainer.credentials.queries import certificates_of, history_of
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Person

MAY = date(2026, 5, 1)


@pytest.fixture
def license(stage):
    details = {"number": "PTL 1234", "source": "dpo.example.org", "found": "Active"}
    return make_entry(stage.ada, stage.clinic, "license", "CO", MAY, details=details)


def test_a_line_is_voided_and_stays_readable(dora, stage, license):
    dora.open(stage.address("ledger"))
    dora.follow(f"Correct line {license.id}")
    page = dora.page
    assert "CO PTL 1234: in good standing. “Active”, looked up at dpo.example.org" in words(page)
    assert "As of any day from 1 May 2026 on it no longer counts" in words(page)
    assert "Say why" in words(dora.press("Correct the line", 422))
    dora.press("Correct the line", reason="It was another person's")
    [correction, _] = stage.entries()
    assert (correction.kind, correction.refers_to_id) == ("correction", license.id)
    struck = words(dora.page.select_one(f"#line-{license.id} s"))
    assert struck.startswith("CO PTL 1234")
    assert "by Dora Díaz: It was another person's" in words(dora.page.select_one(f"#line-{license.id}"))
    assert f"Correct line {license.id}" not in words(dora.page)
    assert history_of(stage.ada, noon(MAY)).of("license", "CO", MAY), "as known then it stands"
    assert not history_of(stage.ada).of("license", "CO", MAY)


def test_the_lines_of_the_days_in_the_address(dora, stage, license):
    """As known in May the line stood; in April it did not hold. The way back leads to the same days."""
    known = {"recorded_at": noon(date(2026, 5, 20)), "refers_to_id": license.id}
    make_entry(stage.ada, stage.clinic, "correction", "CO", MAY, reason="It was another's", **known)
    page = dora.open(stage.address("ledger?as_of=2026-05-02&as_known_on=2026-05-03"))
    assert "Only what holds from 2 May 2026 or earlier and was recorded by the end of 3 May 2026." in words(page)
    assert not page.select("main s")
    assert [line["id"] for line in page.select(".timeline > li")] == [f"line-{license.id}"]
    assert page.select_one("a.back")["href"].endswith("?as_of=2026-05-02&as_known_on=2026-05-03")
    assert not page.select(".timeline a.btn")
    assert not dora.open(stage.address("ledger?as_of=2026-04-30")).select(".timeline > li")
    assert dora.open(stage.address("ledger?as_of=never")).select("main s")


def test_with_other_days_it_is_entered_again(dora, stage, license):
    dora.open(stage.address(f"entries/{license.id}/correction"))
    page = dora.press("Correct the line", 422, last="2026-07-01", reason="A day early")
    assert "Enter the first day as well" in words(page)
    assert "That day has not come yet" in words(dora.press("Correct the line", 422, first="2026-06-20"))
    assert len(stage.entries()) == 1, "refused as a whole"
    dora.press("Correct the line", first="2026-05-02", last="2026-12-31")
    [again, _, _] = stage.entries()
    assert (again.kind, again.from_on, again.until_on) == ("license", date(2026, 5, 2), date(2026, 12, 31))
    assert again.details == license.details | {"instead_of": license.id}
    assert again.by_id == stage.dora.id


def test_a_passed_module_is_not_entered_again_by_hand(dora, stage):
    entry = make_entry(stage.ada, stage.clinic, "module", "a", MAY, evidence="attempt 4")
    page = dora.open(stage.address(f"entries/{entry.id}/correction"))
    assert not page.select("[name=first]")
    dora.press("Correct the line", reason="Somebody else sat it")
    assert len(stage.entries()) == 2


def test_the_page_says_how_somebody_stands_then(dora, stage, certificate):
    entry = next(one for one in stage.entries() if one.kind == "license")
    page = dora.open(stage.address(f"entries/{entry.id}/correction"))
    assert "Needling Current until 29 August 2026 now, then Missing" in words(page)
    page = dora.open(stage.address(f"certificates/{certificate.id}/correction"))
    assert "now, then Missing" in words(page)


def test_a_certificate_is_withdrawn_and_another_takes_its_place(dora, stage, certificate):
    dora.open(stage.address("ledger"))
    dora.follow(f"Correct {certificate.code}")
    assert "Enter the last day as well" in words(dora.press("Correct the certificate", 422, first="2026-01-01"))
    dora.press("Correct the certificate", last="2027-01-01", reason="One year too long")
    [first, second] = certificates_of(stage.ada)
    assert (second.valid_until, second.corrects_id, second.by_id) == (date(2027, 1, 1), first.id, stage.dora.id)
    assert dora.page.select_one(f"#certificate-{first.id} s")
    assert "by Dora Díaz" in words(dora.page.select_one(f"#certificate-{second.id}"))
    assert "withdrawn" in words(dora.open(f"/check/{first.code}"))


def test_of_who_has_left_only_what_was_entered_here_is_corrected(dora, stage, license):
    stage.ada.memberships[0].left_on = date(2026, 5, 31)
    other = make_clinic(name="Seaside")
    make_member(stage.ada, "practitioner", other)
    theirs = make_entry(stage.ada, other, "license", "CO", MAY)
    page = dora.open(stage.address("ledger"))
    assert page.select_one(f"#line-{license.id}")
    assert not page.select_one(f"#line-{theirs.id}")
    dora.open(stage.address(f"entries/{theirs.id}/correction"), 404)
    page = dora.open(stage.address(f"entries/{license.id}/correction"))
    assert "now, then" not in words(page), "how they stand is the business of where they work"
    dora.press("Correct the line", reason="Mistaken")
    assert stage.entries()[0].refers_to_id == license.id


def test_nobody_corrects_their_own_record(herself, stage, license):
    assert "Correct line" not in words(herself.open(stage.address("ledger")))
    herself.open(stage.address(f"entries/{license.id}/correction"))
    page = herself.post(herself.address, 422, reason="I know better")
    assert "Nobody can correct the record of themselves" in words(page)
    assert len(stage.entries()) == 1


def test_a_correction_is_not_corrected(dora, stage, license):
    correction = make_entry(stage.ada, stage.clinic, "correction", "CO", MAY, refers_to_id=license.id)
    dora.open(stage.address(f"entries/{correction.id}/correction"), 404)
    dora.open(stage.address(f"entries/{license.id}/correction"))
    assert "has been corrected already" in words(dora.press("Correct the line", 422, reason="Twice"))


def test_every_line_says_both_clocks(dora, stage):
    make_entry(
        stage.ada, stage.clinic, "training", "thorax", MAY, minutes=60, recorded_at=noon(MAY + timedelta(days=9))
    )
    page = dora.open(stage.address("ledger"))
    said = words(page.select_one(".timeline"))
    assert "Holds from 1 May 2026 . Recorded 10 May 2026, 12:00 by the system" in said


def test_another_clinics_reasons_are_its_own(dora, stage):
    other = make_clinic(name="Seaside")
    entry = make_entry(stage.ada, other, "suspension", "needling", MAY, reason="A secret")
    line = words(dora.open(stage.address("ledger")).select_one(f"#line-{entry.id}"))
    assert "Seaside" in line
    assert "A secret" not in line
    assert "Reinstate" not in line
    assert "Correct" not in line


def test_lines_of_one_kind(dora, stage, license):
    make_entry(stage.ada, stage.clinic, "document", "cpr", MAY)
    page = dora.open(stage.address("ledger?kind=document"))
    assert len(page.select(".timeline > li")) == 1
    assert len(dora.open(stage.address("ledger?kind=nonsense")).select(".timeline > li")) == 2


def test_an_empty_ledger_says_what_it_will_show(dora, stage):
    assert "Nothing on record yet" in words(dora.open(stage.address("ledger")))


def test_two_directors_correct_a_certificate_at_the_same_moment(app, stage, certificate):
    """One of them does; no two certificates take its place."""
    both = threading.Barrier(2, timeout=5)
    reasons = []

    def correct_it():
        with app.app_context():
            by, ada = db.session.get_one(Person, stage.dora.id), db.session.get_one(Person, stage.ada.id)
            occasion = Occasion(ada, ada.clinics[0], by, date(2026, 6, 1), "Too long")
            found = db.session.get_one(Certificate, certificate.id)
            both.wait()
            try:
                correct_certificate(occasion, found, (date(2026, 1, 1), date(2027, 1, 1)))
                db.session.commit()
            except Refused as refusal:
                reasons.append(str(refusal))
            db.session.remove()

    threads = [threading.Thread(target=correct_it) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(10)
    assert len(reasons) == 1
    assert "already" in reasons[0] or "in the meantime" in reasons[0]
    db.session.expire_all()
    assert len(certificates_of(stage.ada)) == 2
