"""Certificates of every origin: renewed, corrected, stopped, with observed practicals, without an attempt."""

import json
from datetime import date, timedelta

import pytest
import time_machine

from tests.audit.packets.builders import altered, found, members_of, rewritten, sit
from tests.builders import make_person, saved
from tests.credentials.builders import accept, make_certificate, make_entry, make_pass, make_policy, noon
from tests.credentials.jurisdictions.builders import PACK
from tests.credentials.jurisdictions.builders import adopt as adopt_pack
from tests.credentials.jurisdictions.builders import publish as publish_pack
from tests.credentials.ledger.builders import CHECKLIST, EVERYTHING
from trainer.audit.packets.making import make
from trainer.audit.packets.verifying import verify
from trainer.credentials import actions
from trainer.credentials.actions import License, Occasion, Paper, Seen, Training
from trainer.credentials.content import of_document
from trainer.credentials.models import CertificateEntry
from trainer.credentials.queries import certificates_of
from trainer.db import db
from trainer.people.models import PersonProfession

REFRESHER = {
    "requires": [{"module": "a", "within_months": 24}, {"module": "b", "within_months": 24}],
    "valid": {"anchor": "last day", "months": 24},
    "renewal": {"opens_days_before": 90, "grace_days": 30, "requires": [{"module": "a", "within_months": 6}]},
}


def report_of(certificate):
    return verify(make(certificate).data)


def test_renewed_by_the_refresher(earned):
    make_policy(slug="refreshed", title="Refreshed", **REFRESHER)
    with time_machine.travel(noon(date(2026, 3, 3)), tick=False) as clock:
        bob = make_person(clinic=earned.clinic, name="Bob Abara")
        for adoption in earned.adoptions:
            sit(bob, adoption, clock)
        clock.move_to(noon(date(2028, 2, 1)))
        sit(bob, earned.adoptions[0], clock)
        renewed, first = [one for one in certificates_of(bob) if one.credential_version.title == "Refreshed"]
        report = report_of(renewed)
        assert report.findings == []
        assert f"It renews {first.code}, which has a packet of its own" in report.told.certificate
        assert len(report.told.attempts) == 1
        assert renewed.valid_until == date(2030, 3, 3)
        assert report_of(first).findings == []


def test_one_that_took_the_place_of_another_was_set_by_hand(earned):
    occasion = Occasion(earned.ada, earned.clinic, earned.director, earned.certificate.valid_from, "Wrong day")
    actions.correct_certificate(occasion, earned.certificate, (date(2026, 3, 2), date(2027, 3, 2)))
    db.session.commit()
    [instead] = [one for one in certificates_of(earned.ada) if one.corrects_id]
    report = report_of(instead)
    assert report.findings == []
    assert report.told.certificate[2:4] == [
        f"Issued in the place of certificate {earned.certificate.code}",
        "Its days were set by Dora Díaz, not computed; so they are not decided again",
    ]
    voided = report_of(earned.certificate)
    assert voided.findings == []
    assert "on 2026-03-02 it was worth nothing (voided, revoked or suspended)" in voided.told.certificate[-1]


def test_a_suspension_is_in_the_packet_and_told(earned):
    occasion = Occasion(earned.ada, earned.clinic, earned.director, date(2026, 3, 2), "Under review")
    actions.suspend(occasion, earned.certificate.credential_version)
    db.session.commit()
    report = report_of(earned.certificate)
    assert report.findings == []
    assert "worth nothing" in report.told.certificate[-1]
    assert "stood as stopped" in report.told.certificate[-1]
    assert any(b"Under review" in content for content in members_of(make(earned.certificate).data).values())


@pytest.fixture
def endorsed(earned):
    """Ada's second certificate: a module, an observed practical, a license, training and a document."""
    with time_machine.travel(noon(date(2026, 3, 3)), tick=False):
        director = earned.director
        saved(PersonProfession(person=director, profession="physical therapist", from_on=date(2020, 1, 1),
                               recorded_at=noon(date(2026, 1, 1))))  # fmt: skip
        version = make_policy(slug="thorax", title="Thorax", **EVERYTHING)
        occasion = Occasion(earned.ada, earned.clinic, director, date(2026, 3, 3))
        [practical] = of_document(version.document).practicals.values()
        actions.observe(occasion, practical, Seen(tuple(CHECKLIST), "Calm"))
        actions.check_license(occasion, License("CO", "PT-1", "https://example.org/register", "Active", True))
        actions.record_training(occasion, Training("thorax", "A school", 600, 300))
        actions.accept_document(occasion, Paper("cpr", "CPR card", "Somebody", date(2027, 1, 1), "a" * 64))
        db.session.commit()
        yield next(one for one in certificates_of(earned.ada) if one.credential_version.title == "Thorax")


def test_what_was_observed_looked_up_and_shown_is_there(endorsed):
    report = report_of(endorsed)
    assert report.findings == []
    assert [line.split(": ", 1)[1] for line in report.told.evidence] == [
        "passed module a, 2026-03-02, evidence: attempt 1",
        "observed practical needling/thorax, 2026-03-03, passed, observed by Dora Díaz (physical therapist)",
        "license check CO, 2026-03-03, in good standing, number PT-1, looked up at https://example.org/register",
        "training thorax, 2026-03-03, 10 hours by A school",
        f"document cpr, 2026-03-03, issued by Somebody, SHA-256 of the file: {'a' * 64}",
    ]


def test_what_a_state_asks_is_there_and_decides_again(earned, tmp_path):
    """The hours are few enough for the pack of March and too few for the one of April."""
    with time_machine.travel(noon(date(2026, 3, 3)), tick=False) as clock:
        saved(PersonProfession(person=earned.ada, profession="physical therapist", from_on=date(2020, 1, 1),
                               recorded_at=noon(date(2026, 1, 1))))  # fmt: skip
        make_policy(
            slug="law", title="Law", requires=[{"module": "a", "within_months": 24}, {"jurisdiction": "adopted"}]
        )
        adopt_pack(earned.clinic, publish_pack(tmp_path), recorded_at=noon(date(2026, 3, 1)))
        occasion = Occasion(earned.ada, earned.clinic, earned.director, date(2026, 3, 3))
        actions.record_training(occasion, Training("dry-needling", "A school", 3000, 2400))
        db.session.commit()
        certificate = next(one for one in certificates_of(earned.ada) if one.credential_version.title == "Law")
        clock.move_to(noon(date(2026, 4, 2)))
        stricter = publish_pack(tmp_path, PACK.replace("value: 50", "value: 54"))
        adopt_pack(earned.clinic, stricter, adopted_on=date(2026, 4, 1), recorded_at=noon(date(2026, 4, 1)))
        packet = make(certificate).data
    report = verify(packet)
    assert report.findings == []
    assert report.told.decided_again
    assert "stood as lapsed" in report.told.certificate[-1]
    names = sorted(members_of(packet))
    assert [name for name in names if name.startswith("jurisdiction_version")] == [
        "jurisdiction_version/1.json", "jurisdiction_version/2.json",
    ]  # fmt: skip
    asked_for_more = rewritten("jurisdiction_version/1.json", ask_for_sixty)
    assert f"certificate/{certificate.id}.json: decided again it is not earned: Missing" in found(
        altered(packet, asked_for_more)
    )


def ask_for_sixty(version):
    version["document"]["rules"][0]["hours"]["value"] = 60


@pytest.mark.sqlite
def test_who_observed_themselves_is_found(endorsed, earned):
    packet = make(endorsed).data
    name = next(
        name for name, content in members_of(packet).items() if name.startswith("entry/") and b'"practical"' in content
    )

    def observe_oneself(entry):
        entry["details"]["observer"]["person"] = earned.ada.id

    assert f"{name}, details observer: the holder observed the holder" in found(
        altered(packet, rewritten(name, observe_oneself))
    )


def test_evidence_that_is_not_an_attempt_is_said_to_be_none(earned):
    bob = make_person(clinic=earned.clinic, name="Bob Abara")
    accept(bob, earned.clinic, "a", date(2026, 2, 1))
    [certificate] = accept(bob, earned.clinic, "b", date(2026, 3, 2))
    report = report_of(certificate)
    assert report.findings == []
    assert report.told.attempts == []
    assert all(line.endswith("(not an attempt)") for line in report.told.evidence)


def test_one_from_elsewhere_that_rests_on_nothing_says_so(earned):
    bob = make_person(clinic=earned.clinic, name="Bob Abara")
    certificate = make_certificate(bob, earned.clinic, earned.certificate.credential_version, by_id=earned.director.id)
    report = report_of(certificate)
    assert report.findings == []
    assert "It rests on no entry of the ledger: there is nothing to mark or to decide again" in report.told.certificate
    nobody = make_certificate(bob, earned.clinic, earned.certificate.credential_version)
    assert [str(one) for one in report_of(nobody).findings] == [
        f"certificate/{nobody.id}.json: decided again it is not earned: Missing"
    ]


def test_an_imported_one_says_that_it_is(earned):
    bob = make_person(clinic=earned.clinic, name="Bob Abara")
    certificate = make_certificate(bob, earned.clinic, earned.certificate.credential_version)
    entry = make_entry(
        bob, earned.clinic, "document", "imported-certificate", certificate.valid_from,
        until_on=certificate.valid_until, evidence="import 1 line 7",
        details={"provenance": "imported, not verified", "issuer": "A board", "file": "old.csv", "line": 7,
                 "digest": "b" * 64},
    )  # fmt: skip
    saved(CertificateEntry(certificate_id=certificate.id, entry_id=entry.id))
    report = report_of(certificate)
    assert report.findings == []
    assert not report.told.decided_again
    assert report.told.certificate[2] == (
        f"It is imported, not verified: old.csv, line 7, SHA-256 of that file {'b' * 64}; "
        "there is no attempt to mark and nothing to decide again"
    )


def test_earned_under_another_account_of_the_same_human_being(earned):
    twin = make_person(clinic=earned.clinic, name="Ada O.", email="twin@example.org")
    twin.merged_into_id, twin.merged_at = earned.ada.id, noon(date(2026, 3, 2)) - timedelta(days=1)
    db.session.commit()
    make_pass(twin, earned.clinic, "a", date(2026, 2, 1))
    with time_machine.travel(noon(date(2026, 3, 3)), tick=False):
        [certificate] = accept_under(make_policy("a", slug="half", title="Half"), earned)
        assert report_of(certificate).findings == []


def accept_under(version, earned):
    issued = actions.consider_all(earned.ada, earned.clinic, date(2026, 3, 3))
    db.session.commit()
    return [one for one in issued if one.credential_version_id == version.id]


def test_what_was_recorded_later_does_not_change_what_was_decided_then(earned):
    with time_machine.travel(noon(date(2026, 6, 1)), tick=False):
        make_entry(earned.ada, earned.clinic, "module", "a", date(2026, 1, 2), percent=80,
                   recorded_at=noon(date(2026, 5, 1)), evidence="on paper")  # fmt: skip
        entry = next(one for one in earned.certificate.rests_on)
        occasion = Occasion(earned.ada, earned.clinic, earned.director, entry.from_on, "Wrong person")
        actions.correct(occasion, entry)
        db.session.commit()
        packet = make(earned.certificate).data
    assert verify(packet).findings == []
    assert any(json.loads(one).get("kind") == "correction" for name, one in members_of(packet).items()
               if name.startswith("entry/"))  # fmt: skip
