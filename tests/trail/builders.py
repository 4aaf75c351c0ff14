"""Things that can be sealed, and what the check says of them."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select

from tests.builders import make_person
from tests.quizzes.builders import make_candidate, publish_policy
from trainer import trail
from trainer.banks import queries as banks
from trainer.banks.content import SingleBestAnswer
from trainer.db import db
from trainer.quizzes import actions as quizzes
from trainer.quizzes.models import Attempt
from trainer.trail import SealedLine
from trainer.trail.checking import Counts, check

NOON = "2026-03-14T18:00:00+00:00"  # noon in Denver


def write_lines(count: int = 1) -> None:
    """So many lines of the trail, each of its own."""
    person = make_person(None)
    for number in range(count):
        trail.record("person.renamed", about=person, by=person, old=f"Ada {number}", new=f"Ada {number + 1}")
    db.session.commit()


def open_attempt() -> Attempt:
    """An attempt for a credential, all its questions answered rightly, not handed in."""
    publish_policy("lungs")
    person = make_candidate()
    clinic = person.clinics[0]
    version = banks.live_version("lungs")
    assert version is not None
    adoption = banks.adoption_in_force(clinic, version.module)
    attempt = quizzes.start(person, clinic, adoption, version, seed=7)
    db.session.commit()
    module = banks.published(version.id)
    for number, question in enumerate(attempt.form, start=1):
        item = module.by_version[question["item"]].item
        assert isinstance(item, SingleBestAnswer)
        right = next(place for place, option in enumerate(item.options) if option.key)
        quizzes.answer(attempt, number, str(right), then_at=number)
        db.session.commit()
    return attempt


def pass_a_quiz() -> Attempt:
    """The same, handed in: there is a certificate."""
    attempt = open_attempt()
    quizzes.submit(attempt)
    db.session.commit()
    assert attempt.passed
    return attempt


def sealed(table: str) -> list[str]:
    """The rows of a table that are in a batch."""
    lines = select(SealedLine.row_id).where(SealedLine.table_name == table)
    return sorted(db.session.scalars(lines), key=lambda row_id: (len(row_id), row_id))


def count_of(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def findings(files: Sequence[Path] = ()) -> list[str]:
    return [str(finding) for finding in check(Counts(), files)]
