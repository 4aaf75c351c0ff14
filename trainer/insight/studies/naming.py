"""What rooms below show of cuts, through names that every template knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from trainer.banks import queries as banks
from trainer.banks.cuts import cut_basis
from trainer.db import db
from trainer.insight.studies.basis import basis_by
from trainer.insight.studies.overview import decisions_on
from trainer.insight.studies.rules import Basis
from trainer.quizzes.models import Attempt


@dataclass(frozen=True)
class ModuleCut:
    title: str
    number: int
    percent: int
    basis: Basis | None


def cuts_of_modules(slugs: list[str]) -> list[ModuleCut]:
    """Of the newest version of each module: its cut, and the study that it rests on. None: provisional."""
    found = []
    for version in filter(None, map(banks.live_version, slugs)):
        quiz = banks.outline(version.id).content.quiz
        found.append(ModuleCut(version.title, version.number, quiz.cut_percent, cut_basis(version.id)))
    return found


def cuts_of_attempts(attempts: Sequence[int]) -> dict[int, Basis | None]:
    """By attempt, the study that decided its cut, as it stood when that was handed in. None: it was provisional."""
    rows = db.session.execute(
        select(Attempt.id, Attempt.module_version_id, Attempt.module_id, Attempt.submitted_at)
        .where(Attempt.id.in_(attempts), Attempt.submitted_at.is_not(None))
        .order_by(Attempt.id)
    ).all()
    decisions = decisions_on({row.module_id for row in rows})
    found: dict[int, Basis | None] = {}
    for row in rows:
        then = [one for one in decisions.get(row.module_id, ()) if one.decided_at <= row.submitted_at]
        found[row.id] = basis_by(then[-1] if then else None, row.module_version_id)
    return found
