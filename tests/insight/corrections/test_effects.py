"""A correction is computed, approved and carried out: what was is kept, and what stands is new rows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.banks.samples import sample
from tests.builders import make_member, make_person
from tests.insight.corrections.builders import (
    FAULTY,
    RIGHT_ONCE,
    WRONG_TWICE,
    approve,
    four_items,
    item_named,
    key,
    make_ward,
    outcomes,
    plan,
    propose,
    sit,
)
from trainer import trail
from trainer.banks.queries import published
from trainer.clock import now
from trainer.credentials import queries as credentials
from trainer.credentials.models import Entry
from trainer.db import db
from trainer.errors import Refused
from trainer.insight.corrections import queries
from trainer.insight.corrections.actions import contesting
from trainer.insight.corrections.models import (
    Contest,
    Regrading,
    RetestOffer,
)
from trainer.insight.corrections.queries import verdicts
from trainer.insight.corrections.radius import radius
from trainer.mail import Letter
from trainer.people import actions as people
from trainer.quizzes import actions
from trainer.quizzes.queries import attempts_of
from trainer.trail.checking import Counts, check


def test_a_wrong_key_flips_results_in_both_directions_and_takes_nothing_away(clock):
    ward = make_ward()
    ada, ben, cem = (ward.person(name) for name in ("Ada", "Ben", "Cem"))
    failed, passed, whole = sit(ada, ward, WRONG_TWICE), sit(ben, ward, RIGHT_ONCE), sit(cem, ward, {})
    clock.shift(timedelta(days=30))

    found = radius(plan(ward.item, "key", key(ward.item, "wrong")))
    assert outcomes(found) == {failed.id: "gained", passed.id: "kept", whole.id: "lower"}
    gained, kept, _ = found.effects
    [issue] = gained.issues
    assert (issue["from"], issue["until"]) == ("2026-03-02", "2028-03-02")
    assert [(one["since"], one["until"]) for one in gained.clears] == [("2026-03-02", None)]
    [held] = kept.certificates
    assert (held["lapsed"], [one["since"] for one in kept.loses]) == (False, ["2026-03-02"])
    assert not db.session.new
    assert not db.session.dirty
    assert radius(plan(ward.item, "key", key(ward.item, "wrong"))).digest == found.digest, "the same again"

    approve(ward, propose(ward, "key", key(ward.item, "wrong")))
    [certificate] = credentials.certificates_of(ada)
    assert (certificate.valid_from, certificate.valid_until) == (date(2026, 3, 2), date(2028, 3, 2))
    assert certificate.issued_at == now(), "recorded now"
    [entry] = certificate.rests_on
    assert (entry.evidence, entry.from_on, entry.percent) == (f"attempt {failed.id}", date(2026, 3, 2), 75)
    then = credentials.history_of(ada, known_at=now() - timedelta(days=1))
    assert not then.certificates, "what was known on a day before stays as it was known"

    assert (failed.passed, failed.result["total"]["right"]) == (False, 2), "the result that was given stays readable"
    assert verdicts([failed.id, passed.id, whole.id]) == {failed.id: True, passed.id: True, whole.id: True}
    marked = {one.attempt_id: one for one in db.session.scalars(db.select(Regrading))}
    assert [marked[one.id].result["passed"] for one in (failed, passed, whole)] == [True, False, True]
    [held_still] = credentials.certificates_of(ben)
    assert held_still.code == held["code"]
    assert not db.session.scalar(db.select(Entry).where(Entry.kind.in_(("revocation", "correction"))))
    [offer] = db.session.scalars(db.select(RetestOffer))
    assert (offer.person_id, offer.attempt_id, offer.until_on) == (ben.id, passed.id, date(2026, 12, 1))
    letters = [
        one.to for one in db.session.scalars(db.select(Letter).order_by(Letter.id)) if "looked at again" in one.subject
    ]
    assert letters == [ada.email, ben.email, cem.email]


@pytest.mark.sqlite
def test_two_corrections_of_one_item_one_after_the_other(clock):
    """The later one holds for the item; a pass that the first one gave stays a pass."""
    ward = make_ward()
    ada = ward.person("Ada")
    attempt = sit(ada, ward, WRONG_TWICE)
    approve(ward, propose(ward, "key", key(ward.item, "wrong")))
    assert verdicts([attempt.id]) == {attempt.id: True}

    back = plan(ward.item, "key", key(ward.item, "right", "false"))
    [effect] = radius(back).effects
    assert (effect.before.right, effect.after.right, effect.outcome) == (3, 2, "kept")
    assert [one["credential"] for one in effect.certificates] == ["Needling knowledge"]
    approve(ward, propose(ward, "key", key(ward.item, "right", "false")))
    [effect] = radius(plan(ward.item, "credit")).effects
    assert (effect.before.is_kept, effect.outcome) == (True, "higher"), "it was a pass all along"
    approve(ward, propose(ward, "credit"))
    rows = db.session.scalars(db.select(Regrading).order_by(Regrading.id)).all()
    assert [(one.result["total"]["right"], one.result["passed"], one.passed) for one in rows] == [
        (3, True, True),
        (2, False, True),
        (3, True, True),
    ]
    assert len(credentials.certificates_of(ada)) == 1
    assert radius(plan(ward.item, "drop")).effects[0].after.out_of == 3


@pytest.mark.sqlite
def test_dropping_the_only_item_of_a_safety_critical_objective_concludes_nothing(clock):
    """A form that no longer asks it cannot show it: nobody passes by that, and nobody is left without a way on."""
    items = four_items().items[:3]  # one alone of the safety-critical objective
    ward = make_ward(four_items(items=items, blueprint={"anatomy": {"application": 2}, "respond": {"application": 1}}))
    ada, ben = ward.person("Ada"), ward.person("Ben")
    failed, passed = sit(ada, ward, {"lungs-respond-0": "wrong"}), sit(ben, ward, {})
    safety = item_named(ward.version, "lungs-respond-0")
    found = radius(plan(safety, "drop"))
    assert outcomes(found) == {failed.id: "open", passed.id: "open"}
    approve(ward, propose(ward, "drop", item=safety))
    assert not db.session.scalars(db.select(Regrading)).all()
    assert [one.person_id for one in db.session.scalars(db.select(RetestOffer))] == [ada.id]
    assert not credentials.certificates_of(ada)

    assert actions.chance_of(attempts_of(ada), published(ward.version.id), now()).is_open, "the pause is over for her"
    clock.move_to(datetime(2026, 12, 2, 20, tzinfo=UTC))
    assert queries.slate(ada.id, failed.module_id) is None, "the day after the last day"


def test_the_account_was_erased(clock):
    """Counted, so that the numbers add up, and left alone: nothing new is recorded about who asked to be forgotten."""
    ward = make_ward()
    ada = ward.person("Ada")
    counted = sit(ada, ward, WRONG_TWICE)
    practice = sit(ada, ward, WRONG_TWICE, practice=True)
    contesting.contest(practice, 1, "It is wrong.")
    approve(ward, propose(ward, "credit", reason="Faulty."))
    people.erase(ada, by=make_person("administrator"), reason="She asked for it.")
    db.session.commit()
    assert [one.attempt_id for one in db.session.scalars(db.select(Regrading))] == [counted.id], (
        "practice went with her"
    )
    assert not db.session.scalar(db.select(Contest))
    trail.seal(thorough=True)
    assert not list(check(Counts()))

    found = radius(plan(ward.item, "drop"))
    assert outcomes(found) == {counted.id: "erased"}
    approve(ward, propose(ward, "drop"))
    assert db.session.scalar(db.select(db.func.count(Regrading.id))) == 1
    assert not db.session.scalar(db.select(Letter).where(Letter.subject.contains("looked at again")))


def test_two_accounts_of_one_human_being(clock):
    """What the account that went has sat counts for the one that stays, and neither decides about the other."""
    ward = make_ward()
    gone, kept = ward.person("Ada"), make_person("director", ward.clinic, name="Ada Okafor")
    make_member(kept, "practitioner", ward.clinic)
    attempt = sit(gone, ward, WRONG_TWICE)
    people.merge(gone, kept, by=make_person("administrator"), reason="Entered twice.")
    db.session.commit()
    correction = propose(ward, "key", key(ward.item, "wrong"))
    with pytest.raises(Refused, match="result of your own"):
        approve(ward, correction, by=kept)
    db.session.rollback()
    approve(ward, correction)
    [certificate] = credentials.certificates_of(kept)
    assert (certificate.person_id, certificate.rests_on[0].person_id) == (kept.id, gone.id)
    assert certificate.rests_on[0].evidence == f"attempt {attempt.id}"
    assert (
        kept.email in db.session.scalars(db.select(Letter.to).where(Letter.subject.contains("looked at again"))).all()
    )


@pytest.mark.sqlite
def test_practice_is_marked_again_and_earns_nothing(clock):
    ward = make_ward()
    ada = ward.person("Ada")
    practice = sit(ada, ward, WRONG_TWICE, practice=True)
    approve(ward, propose(ward, "credit"))
    assert verdicts([practice.id]) == {practice.id: True}
    [effect] = radius(plan(item_named(ward.version, "lungs-anatomy-1"), "credit")).effects
    assert effect.after.right == 4, "on top of what was approved for practice"
    assert not credentials.certificates_of(ada)
    assert not db.session.scalar(db.select(Entry))
    assert not db.session.scalars(db.select(Letter.to).where(Letter.to == ada.email)).all()


@pytest.mark.sqlite
def test_who_passed_later_anyway_gets_no_second_certificate(clock):
    ward = make_ward()
    ada = ward.person("Ada")
    failed = sit(ada, ward, WRONG_TWICE)
    clock.shift(timedelta(days=3))
    sit(ada, ward, {})
    [effect, _] = radius(plan(ward.item, "credit")).effects
    assert (effect.outcome, effect.issues, effect.clears) == ("gained", (), ())
    approve(ward, propose(ward, "credit"))
    [certificate] = credentials.certificates_of(ada)
    assert certificate.valid_from == date(2026, 3, 5)
    assert [one.from_on for one in credentials.history_of(ada).of("module", "lungs", date(2026, 3, 9))] != []
    assert verdicts([failed.id]) == {failed.id: True}


@pytest.mark.sqlite
def test_a_certificate_that_has_lapsed_already(clock):
    """Who would have earned it counts as cleared on those past days; who would lose it needs no retest any more."""
    ward = make_ward(within_months=6)
    ada, ben = ward.person("Ada"), ward.person("Ben")
    sit(ada, ward, WRONG_TWICE)
    sit(ben, ward, RIGHT_ONCE)
    clock.move_to(datetime(2027, 3, 1, 20, tzinfo=UTC))
    gained, kept = radius(plan(ward.item, "key", key(ward.item, "wrong"))).effects
    assert [(one["since"], one["until"]) for one in gained.clears] == [("2026-03-02", "2026-09-02")]
    assert [(one["since"], one["until"]) for one in kept.loses] == [("2026-03-02", "2026-09-02")]
    assert kept.certificates[0]["lapsed"]
    approve(ward, propose(ward, "key", key(ward.item, "wrong")))
    [certificate] = credentials.certificates_of(ada)
    assert (certificate.valid_from, certificate.valid_until) == (date(2026, 3, 2), date(2026, 9, 2))
    assert not db.session.scalar(db.select(RetestOffer))


@pytest.mark.sqlite
def test_credit_all_on_a_matching_item_with_partial_scores(clock):
    """Whoever had a share of the mark, or left it blank, gets the whole of it; nobody gets more than that."""
    matching = sample("matching", id=FAULTY, objective="anatomy", level="application", passage="where")
    ward = make_ward(four_items(items=(matching, *four_items().items[1:])))
    people_ = [ward.person(name) for name in ("Ada", "Ben", "Cem")]
    given: tuple[dict[str, str | None], ...] = ({FAULTY: "[0,1,2]"}, {FAULTY: None, "lungs-anatomy-1": "wrong"}, {})
    sat = [sit(person, ward, answers) for person, answers in zip(people_, given, strict=True)]
    found = radius(plan(ward.item, "credit"))
    assert [round(one.before.right, 2) for one in found.effects] == [3.33, 2, 4]
    assert [one.after.right for one in found.effects] == [4, 3, 4]
    assert outcomes(found) == {sat[0].id: "higher", sat[1].id: "gained", sat[2].id: "same"}
    approve(ward, propose(ward, "credit"))
    again = db.session.scalars(db.select(Regrading).order_by(Regrading.id)).all()
    assert [(one.result["total"]["right"], one.result["blanks"]) for one in again] == [(4, 0), (3, 1)]
