"""The sample on what is shipped: whatever is written in bulk is what the real rules and actions say."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.demo.sample import load
from trainer import clock
from trainer.audit.pages.roster import roster_of
from trainer.audit.queries import roster as rosters
from trainer.audit.rules import Filter
from trainer.banks import queries as banks
from trainer.banks.kinds import KINDS
from trainer.credentials import queries as credentials
from trainer.credentials.actions import Occasion, qualify
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.rules import decide, standing
from trainer.credentials.rules.history import EVIDENCE, as_known
from trainer.db import db
from trainer.people.models import Clinic
from trainer.quizzes import actions as quizzes
from trainer.quizzes import queries
from trainer.quizzes.models import Attempt


@pytest.fixture
def migrated(migrated, engine, request):
    return request.getfixturevalue("sampled") if engine == "sqlite" else migrated


@pytest.fixture
def shipped(app, engine):
    if engine != "sqlite":
        load(app, seed=1)
    return app


def test_the_record_is_what_the_rules_say(shipped):
    attempts_mark_again_to_the_same_result()
    observers_were_qualified_on_the_day()
    lists_say_what_the_rule_says()
    what_was_earned_would_be_earned_again()


def attempts_mark_again_to_the_same_result():
    attempts = db.session.scalars(select(Attempt).order_by(Attempt.id)).all()
    assert len(attempts) > 300
    kinds: Counter[str] = Counter()
    for attempt in attempts[::7]:
        assert quizzes.mark(attempt).as_document() == attempt.result
        assert attempt.receipts == len(queries.answers_of(attempt))
        module = banks.published(attempt.module_version_id)
        kinds.update(module.by_version[question["item"]].item.kind for question in attempt.form)
    assert kinds.keys() == KINDS.keys()


def observers_were_qualified_on_the_day():
    practicals = {
        subject: one
        for version in credentials.live_policies()
        for subject, one in credentials.policy_of(version).practicals.items()
    }
    observed = db.session.scalars(select(Entry).where(Entry.kind == "practical").order_by(Entry.id)).all()
    assert {one.good for one in observed} == {True, False}
    for one in [one for one in observed if one.subject == "needling/thorax"] + list(observed[:9]):
        assert one.clinic
        assert one.by
        occasion = Occasion(one.person, one.clinic, one.by, one.from_on)
        assert qualify(occasion, practicals[one.subject]) == one.details["observer"], one.id


def lists_say_what_the_rule_says():
    clinics = db.session.scalars(select(Clinic).order_by(Clinic.id)).all()
    shelf, states = credentials.shelf(one.id for one in clinics), Counter[str]()
    assert [len(shelf.at(one.id, clock.today(one.time_zone)).versions) for one in clinics] == [3, 1, 2]
    for clinic in clinics:
        today = clock.today(clinic.time_zone)
        for day, known_on in ((today, None), (today - timedelta(30), None), (today - timedelta(30),) * 2):
            known_at = clock.end_of(known_on, clinic.time_zone) if known_on else None
            book = shelf.at(clinic.id, day, known_at)
            for version in book.versions:
                found = rosters.people(roster_of(clinic, shelf, version, day, known_at), Filter())
                listed = {row.id: row.state for row in db.session.execute(found)}
                histories = credentials.histories(listed, known_at)
                rule, under = book.rule_of(version), book.earned_under(version.credential_id)
                assert listed == {one: standing(rule, histories[one], day, under).state for one in listed}
                states.update(listed.values())
    assert len(states) == 5, "every state there is"


def what_was_earned_would_be_earned_again():
    """Certificates come of the evidence known on the day that they were issued, by the policy of that day."""
    issued = db.session.scalars(select(Certificate).order_by(Certificate.id)).all()
    shelf = credentials.shelf({one.clinic_id for one in issued})
    earned = [one for one in issued if one.by_id is None and not one.corrects_id]
    assert {one.renews_id is None for one in earned} == {True, False}
    for one in earned[::3]:
        history = credentials.history_of(one.person)
        held = [other for other in history.certificates if other.id < one.id]
        entries = [
            entry for entry in (*history.entries, *history.corrections) if entry.kind in (*EVIDENCE, "profession")
        ]
        known = as_known(entries, held, one.issued_at)
        day = clock.on_day(one.issued_at, one.clinic.time_zone)
        book = shelf.at(one.clinic_id, day, one.issued_at)
        decision = decide(book.rule_of(one.credential_version), known, day)
        assert (decision.valid_from, decision.valid_until) == (one.valid_from, one.valid_until), one.id
