"""What rooms below show of cuts, through names that every template knows."""

from dataclasses import dataclass

from trainer.banks import queries as banks
from trainer.banks.cuts import cut_basis
from trainer.db import db
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
        quiz = banks.published(version.id).content.quiz
        found.append(ModuleCut(version.title, version.number, quiz.cut_percent, cut_basis(version.id)))
    return found


def cut_of_attempt(attempt_id: int) -> Basis | None:
    """The study that decided the cut of an attempt, as it stood when that was handed in. None: it was provisional."""
    attempt = db.session.get(Attempt, attempt_id)
    return cut_basis(attempt.module_version_id, attempt.submitted_at) if attempt else None
