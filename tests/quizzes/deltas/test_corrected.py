"""An item of a quiz on changes was faulty."""

from sqlalchemy import select

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.quizzes.builders import adopt, publish, publish_policy
from tests.quizzes.deltas.builders import change_module, in_days, offer, passed, release
from trainer.banks import queries
from trainer.credentials.queries import certificates_of
from trainer.db import db
from trainer.insight.corrections import actions as corrections
from trainer.insight.corrections.actions import Proposal
from trainer.insight.corrections.radius import Plan, radius
from trainer.mail import Letter
from trainer.quizzes import actions as quizzes
from trainer.quizzes.deltas import actions as deltas
from trainer.quizzes.deltas.models import DeltaNote


def test_a_correction_marks_quizzes_on_changes_again_too(app, browser):
    """The clinic's director approves it; who passes by it has taken note, and no certificate hears of it."""
    clinic = make_clinic()
    adopt(publish(), clinic)
    publish_policy("lungs")
    holder, director = make_person(clinic=clinic, name="Ada Moreno"), make_person("director", clinic)
    passed(holder, clinic)
    change_module()
    delta = release(size=2, cut_percent=100)
    offered = offer(delta, holder, clinic, director)
    attempt = deltas.start(holder, offered, seed=3)
    module = queries.published(attempt.module_version_id)
    first, *others = [module.by_version[one["item"]] for one in attempt.form]
    key = int(first.kind.key(first.item))
    quizzes.answer(attempt, 1, str((key + 1) % 3), 1)
    for number, one in enumerate(others, 2):
        quizzes.answer(attempt, number, one.kind.key(one.item), number)
    assert not quizzes.submit(attempt).passed
    db.session.commit()
    held = [one.code for one in certificates_of(holder)]

    plan = Plan(delta.module_id, "credit", {first.version_id: None}, in_days(30))
    [effect] = radius(plan).effects
    assert (effect.clinic, effect.counts, effect.on_changes, effect.outcome) == (clinic.id, True, True, "gained")
    assert (effect.issues, effect.clears) == ((), ())
    retest = Plan(delta.module_id, "retest", {first.version_id: None}, in_days(30))
    assert [one.outcome for one in radius(retest).effects] == ["same"]
    correction, _ = corrections.propose(Proposal(plan, "Faulty.", radius(plan).digest), make_person("educator"))
    db.session.commit()
    decides = browser.sign_in(director)
    page = decides.open(f"/clinics/{clinic.slug}/corrections/{correction.id}")
    assert "a quiz on changes" in words(page.main)
    assert "Would be noted as having taken note of the changes." in words(page.main)
    decides.press(f"Approve for {clinic.name}")
    assert db.session.get(DeltaNote, offered.id).attempt_id == attempt.id
    assert [one.code for one in certificates_of(holder)] == held
    letter = db.session.scalars(select(Letter).where(Letter.subject.contains("looked at again"))).one()
    assert (letter.to, "you have taken note of the changes" in letter.text) == (holder.email, True)
    mine = browser.sign_in(holder)
    assert words(mine.open(f"/attempts/{attempt.id}/result").select_one("#stands")) == "Passed, marked again"
    assert "Passed, marked again; at first 1 of 2" in words(mine.open(f"/changes/{offered.id}").main)
