"""What corrections have changed: what counts for each answer since, and which questions it was."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import case, func, or_, select

from trainer.banks.content import item_of
from trainer.banks.kinds import kind_of
from trainer.db import db
from trainer.insight import columns
from trainer.insight.columns import Asked
from trainer.insight.corrections.queries.approvals import NOWHERE, Approved
from trainer.insight.meanings import Meaning, options_of
from trainer.insight.rules.answers import LEFT, Answers
from trainer.quizzes.models import Attempt, Response

WORDS = {
    "key": "Marked with another key",
    "drop": "Dropped",
    "credit": "Credited to everybody",
    "retest": "A retest is offered",
}


def sat_at(module_id: int, item_versions: Collection[int]) -> dict[int, int]:
    """Where each attempt was sat that asked one of these (NOWHERE: practice)."""
    is_at_a_clinic = or_(Attempt.adoption_id.is_not(None), Attempt.delta_id.is_not(None))
    asked_it = select(Response.attempt_id).where(Response.item_version_id.in_(item_versions))
    rows = db.session.execute(
        select(Attempt.id, func.coalesce(case((is_at_a_clinic, Attempt.clinic_id)), NOWHERE)).where(
            Attempt.module_id == module_id, Attempt.id.in_(asked_it)
        )
    )
    return {attempt_id: clinic_id for attempt_id, clinic_id in rows}  # noqa: C416


def answers_of(asked: Asked, approved: Sequence[Approved]) -> Answers:
    """As they were first marked, where that is asked for; otherwise by what was approved where each was sat.

    That holds for every attempt there, also for one whose points stayed the same, so that it was not marked again.
    """
    answers, marking = columns.read(asked), [one for one in approved if one.remedy != "retest"]
    if asked.as_first_marked or not marking:
        return answers
    return corrected(answers, marking, sat_at(asked.module_id, {one.item_version_id for one in marking}))


def corrected(answers: Answers, approved: Sequence[Approved], places: Mapping[int, int]) -> Answers:
    """Every answer to a corrected item is judged anew, each distinct one once. What is dropped is not there."""
    items = np.array(sorted({one.item_version_id for one in approved}), np.int64)
    wanted = np.isin(answers.item_ids, items)[answers.item] if len(answers.item_ids) else np.zeros(0, bool)
    entries = np.flatnonzero(wanted)
    if not len(entries):
        return answers
    clinics = np.array([places.get(int(one), NOWHERE) for one in answers.attempt_ids], np.int64)
    cases = np.column_stack([answers.item[entries], clinics[answers.attempt[entries]], answers.given[entries]])
    distinct, where = np.unique(cases, axis=0, return_inverse=True)
    judge = Judge(approved)
    judged = [
        judge.score(int(answers.item_ids[item]), int(clinic), answers.texts[given] if given >= 0 else None)
        for item, clinic, given in distinct
    ]
    return answers.marked_again(entries, np.array(judged, float)[where.ravel()])


class Judge:
    """What an answer earns by what was approved last where it was given."""

    def __init__(self, approved: Sequence[Approved]) -> None:
        """`approved`: the oldest first."""
        self.last = {(one.item_version_id, one.clinic_id): one for one in approved}
        self.items: dict[int, Any] = {}

    def score(self, item: int, clinic: int, given: str | None) -> float:
        """LEFT where nothing that was approved is about it, not a number where it is dropped."""
        last = self.last.get((item, clinic))
        if last is None:
            return LEFT
        if last.remedy != "key":
            return 1.0 if last.remedy == "credit" else np.nan
        if given is None:
            return 0.0
        if (place := id(last)) not in self.items:
            self.items[place] = item_of(dict(last.document or {}))
        keyed = self.items[place]
        return kind_of(keyed).score(keyed, given)


@dataclass(frozen=True)
class Corrected:
    """An item version with the last correction of it that any clinic has approved, and how many clinics have."""

    version_id: int
    remedy: str
    correction_id: int
    decided_at: datetime
    clinics: int

    @property
    def words(self) -> str:
        return WORDS[self.remedy]


def corrected_versions(approved: Sequence[Approved]) -> dict[int, Corrected]:
    """By item version; practice is no clinic."""
    found: dict[int, Corrected] = {}
    for last in approved:
        clinics = {
            one.clinic_id
            for one in approved
            if (one.correction_id, one.item_version_id) == (last.correction_id, last.item_version_id) and one.clinic_id
        }
        found[last.item_version_id] = Corrected(
            last.item_version_id, last.remedy, last.correction_id, last.decided_at, len(clinics)
        )
    return found


def with_new_keys(meanings: Mapping[int, Meaning], approved: Sequence[Approved]) -> dict[int, Meaning]:
    """What item versions ask, each with the key that it is marked by since: the newest that any clinic has approved."""
    found = dict(meanings)
    for one in approved:
        if one.remedy == "key" and one.document and one.item_version_id in found:
            options = tuple(options_of(dict(one.document)))
            found[one.item_version_id] = replace(found[one.item_version_id], options=options)
    return found
