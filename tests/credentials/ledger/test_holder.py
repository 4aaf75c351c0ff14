"""What the holder is told: what ends first, what stops it, what there still is time for."""

from datetime import date

import time_machine

from tests.browser import words
from tests.credentials.builders import make_certificate, make_entry, make_pass, make_policy, noon
from tests.quizzes.builders import adopt, make_content, publish
from trainer.credentials.models import CertificateEntry
from trainer.db import db

WINDOW = {"opens_days_before": 90, "grace_days": 30, "requires": [{"module": "a", "within_months": 24}]}


def test_what_is_held_ends_with_what_it_asks_for_every_day_and_stops_when_suspended(browser, stage, certificate):
    holder = browser.sign_in(stage.ada)
    said = words(holder.open("/certificates/"))
    assert "Current until 29 August 2026 Nothing is due until 30 June 2026." in said
    assert "License, CO: good until 29 August 2026, and asked for on every day." in said
    assert "The certificate itself runs until 1 January 2028." in said
    make_entry(stage.ada, stage.clinic, "suspension", "needling", date(2026, 5, 20), reason="A secret")
    [notice] = holder.open("/").select("main .notice-warning")
    assert words(notice) == "Needling: It is suspended since 20 May 2026. Your clinic's director can say why."
    said = words(holder.open(f"/certificates/{certificate.id}"))
    assert "This certificate is suspended since 20 May 2026. While that lasts, it is worth nothing." in said
    assert "A secret" not in said


def test_what_is_not_held_says_how_far_it_is(browser, stage):
    """A license that has to be looked up again soon is there all the same."""
    make_entry(stage.ada, stage.clinic, "license", "CO", date(2026, 3, 1))
    said = words(browser.sign_in(stage.ada).open("/certificates/"))
    assert "You do not hold it yet. 1 of 5 requirements met." in said
    assert "Training: Anatomy of the thorax Missing 8 hours asked for, 4 of them in person" in said
    assert "What is not a quiz, a director of your clinic enters: show it to them." in said


def test_what_it_rests_on_has_names_and_not_marks(browser, stage):
    certificate = make_certificate(stage.ada, stage.clinic, stage.policy)
    for kind, subject in (("license", "CO"), ("training", "dry-needling")):
        entry = make_entry(stage.ada, stage.clinic, kind, subject, date(2025, 12, 1))
        db.session.add(CertificateEntry(certificate_id=certificate.id, entry_id=entry.id))
    db.session.commit()
    said = words(browser.sign_in(stage.ada).open(f"/certificates/{certificate.id}"))
    assert "License, CO In good standing" in said
    assert "Training: dry needling" in said
    assert "It lasts 24 months at most, no longer than the oldest of what it rests on counts" in said


def test_after_a_revocation_the_front_page_asks_for_the_quiz_again(browser, stage, certificate):
    """Another credential still counts the pass; for what was revoked it ended."""
    make_policy("a", slug="knowledge", title="Knowledge")
    adopt(publish(make_content("a")), stage.clinic)
    make_pass(stage.ada, stage.clinic, "a", date(2026, 1, 1))
    make_entry(stage.ada, stage.clinic, "revocation", "needling", date(2026, 5, 20), certificate_id=certificate.id)
    page = browser.sign_in(stage.ada).open("/")
    assert words(page.select_one("#next")) == "Next: About a"
    assert "Your pass counted until 19 May 2026." in words(page)


def test_in_grace_the_last_day_to_renew_is_named(browser, stage):
    policy = make_policy("a", slug="grace", valid={"anchor": "last day", "months": 24}, renewal=WINDOW)
    make_certificate(stage.ada, stage.clinic, policy, valid_until=date(2028, 1, 1))
    for day, sentence in (
        (date(2028, 1, 31), "Until 31 January 2028 what is marked below renews it; after that day everything"),
        (date(2028, 2, 1), "Your certificate ended on 1 January 2028. Settle what is marked below, and a new one"),
    ):
        with time_machine.travel(noon(day), tick=False):
            assert sentence in words(browser.sign_in(stage.ada).open("/certificates/"))


def test_the_front_page_asks_for_what_only_the_clinic_can_enter(browser, stage, certificate):
    """The day from which the license is due is over: that nothing is due until then would be no news."""
    make_pass(stage.ada, stage.clinic, "a", date(2026, 5, 1))
    with time_machine.travel(noon(date(2026, 7, 15)), tick=False):
        said = words(browser.sign_in(stage.ada).open("/"))
    assert "No quiz to take, but something to show" in said
    assert "License, CO, good until 29 August 2026" in said
    assert "Nothing is due until" not in said
