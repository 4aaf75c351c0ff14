"""The sample clinic on the banks that are shipped: forms of every kind of item, drawn and marked by the real rules."""

from collections import Counter

from sqlalchemy import select

from tests.demo.test_load import load
from trainer.banks import queries as banks
from trainer.banks.kinds import KINDS
from trainer.db import db
from trainer.quizzes import actions as quizzes
from trainer.quizzes import queries
from trainer.quizzes.models import Attempt


def test_every_attempt_marks_again_to_the_same_result(app):
    load(app, people=25, seed=5)
    attempts = db.session.scalars(select(Attempt).order_by(Attempt.id)).all()
    assert len(attempts) > 60
    kinds: Counter[str] = Counter()
    for attempt in attempts:
        assert quizzes.mark(attempt).as_document() == attempt.result
        assert attempt.receipts == len(queries.answers_of(attempt))
        module = banks.published(attempt.module_version_id)
        kinds.update(module.by_version[question["item"]].item.kind for question in attempt.form)
    assert kinds.keys() == KINDS.keys()
