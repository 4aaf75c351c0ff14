"""Who decides about a correction, where, and what comes in between."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import make_member, make_person
from tests.insight.corrections.builders import (
    RIGHT_ONCE,
    WRONG_TWICE,
    another_clinic,
    approve,
    approve_as_shown,
    key,
    make_ward,
    propose,
    shown_to,
    sit,
)
from trainer.clock import now
from trainer.credentials import queries as credentials
from trainer.db import db
from trainer.errors import Refused
from trainer.insight.corrections import actions as actions_of
from trainer.insight.corrections import tasks
from trainer.insight.corrections.actions import Moved
from trainer.insight.corrections.models import (
    CorrectionDecision,
    CorrectionWithdrawal,
    Regrading,
)
from trainer.insight.corrections.queries import verdicts
from trainer.insight.corrections.radius import Plan, radius
from trainer.quizzes import actions


def test_an_attempt_in_progress_while_the_correction_is_approved(clock):
    """It is marked by the key that it was asked with, and at once again by what was approved: no one waits for it."""
    ward = make_ward()
    ada, ben = ward.person("Ada"), ward.person("Ben")
    done = sit(ben, ward, WRONG_TWICE)
    open_one = sit(ada, ward, WRONG_TWICE, hand_in=False)
    correction = propose(ward, "key", key(ward.item, "wrong"))
    digest = shown_to(ward, correction)
    late = sit(ward.person("Cem"), ward, RIGHT_ONCE)
    with pytest.raises(Moved):
        approve_as_shown(ward, correction, digest)
    db.session.rollback()
    approve(ward, correction)
    actions.submit(open_one)
    db.session.commit()
    assert (open_one.passed, verdicts([open_one.id])) == (False, {open_one.id: True})
    assert [one.evidence for one in credentials.certificates_of(ada)[0].rests_on] == [f"attempt {open_one.id}"]
    rows = db.session.scalars(db.select(Regrading).order_by(Regrading.id)).all()
    assert [one.attempt_id for one in rows] == [done.id, late.id, open_one.id]
    tasks.catch_up()
    assert db.session.scalar(db.select(db.func.count(Regrading.id))) == 3, "at night nothing is left to do"


def test_two_clinics_decide_each_for_its_own(clock):
    ward = make_ward()
    other = another_clinic(ward)
    ada, ben = ward.person("Ada"), make_person(clinic=other.clinic, name="Ben")
    here, there = sit(ada, ward, WRONG_TWICE), sit(ben, other, WRONG_TWICE)
    correction = propose(ward, "credit")
    found = radius(Plan.of(correction))
    assert [found.of(one.clinic.id).tally["gained"] for one in (ward, other)] == [1, 1]
    with pytest.raises(Moved):
        approve_as_shown(ward, correction, shown_to(other, correction) + "?")
    db.session.rollback()
    approve(ward, correction)
    assert verdicts([here.id, there.id]) == {here.id: True}
    actions_of.decline(correction, other.clinic, other.director, "We have them sit it again.")
    db.session.commit()
    assert not credentials.certificates_of(ben)
    assert sorted((one.clinic_id or 0, one.approves) for one in db.session.scalars(db.select(CorrectionDecision))) == [
        (0, True),
        (ward.clinic.id, True),
        (other.clinic.id, False),
    ]


@pytest.mark.sqlite
def test_who_may_decide(clock):
    ward = make_ward()
    make_member(ward.educator, "director", ward.clinic)
    sitting_director = make_person("director", ward.clinic)
    make_member(sitting_director, "practitioner", ward.clinic)
    sit(sitting_director, ward, WRONG_TWICE)
    correction = propose(ward, "credit")
    for by, why in ((ward.educator, "proposed this correction yourself"), (sitting_director, "result of your own")):
        with pytest.raises(Refused, match=why):
            approve(ward, correction, by=by)
        db.session.rollback()
    approve(ward, correction)
    with pytest.raises(Refused, match="decided for your clinic already"):
        approve(ward, correction)
    db.session.rollback()
    withdrawn = propose(ward, "drop")
    actions_of.withdraw(withdrawn, ward.educator, "Looked at again.")
    db.session.commit()
    db.session.refresh(withdrawn)
    with pytest.raises(Refused, match="withdrawn"):
        approve(ward, withdrawn)
    db.session.rollback()


def test_what_is_withdrawn_at_the_moment_of_an_approval_is_not_approved(clock):
    ward = make_ward()
    sit(ward.person("Ana Ruiz"), ward, WRONG_TWICE)
    correction = propose(ward, "credit")
    shown = shown_to(ward, correction)
    assert correction.withdrawal is None, "as the director read it"
    with Session(db.engine) as elsewhere:
        elsewhere.add(
            CorrectionWithdrawal(
                correction_id=correction.id, reason="Looked at again.", by_id=ward.educator.id, withdrawn_at=now()
            )
        )
        elsewhere.commit()
    with pytest.raises(Refused, match="withdrawn"):
        approve_as_shown(ward, correction, shown)
    db.session.rollback()
    assert db.session.scalars(select(Regrading)).all() == []
