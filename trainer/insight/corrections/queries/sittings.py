"""Attempts that asked an item, with what is needed to mark them again and what stands of them now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from trainer import clock
from trainer.banks import queries as banks
from trainer.db import db
from trainer.insight.corrections.marking import Question, Sat
from trainer.insight.corrections.models import Correction, CorrectionDecision, CorrectionItem, Regrading
from trainer.insight.corrections.rules import Mark
from trainer.people.models import Clinic, Person
from trainer.quizzes.actions import cut_of
from trainer.quizzes.models import Answer, Attempt, Response
from trainer.quizzes.rules import Result

ANYWHERE = -1  # in the place of a clinic's number: all of them, and practice
PRACTICE = 0  # in the place of a clinic's number: attempts that no clinic stands for


@dataclass(frozen=True)
class Sitting:
    """An attempt as it was handed in, and what stands of it. `owner` is the account that the person goes by today."""

    attempt: int
    person: int
    owner: int
    name: str
    erased: bool
    clinic: int | None
    time_zone: str
    module: str
    module_number: int
    counts: bool
    submitted_at: datetime
    stands: Mark
    sat: Sat

    @property
    def sat_on(self):
        return clock.on_day(self.submitted_at, self.time_zone)


def sittings(item_versions: Iterable[int], clinic: int = ANYWHERE, of: Person | Attempt | None = None) -> list[Sitting]:
    """Handed in, oldest first; two statements, besides modules not yet read in this process.

    `of`: only of one human being, under whatever account, or only this attempt.
    """
    asked = asking(set(item_versions), clinic)
    if isinstance(of, Attempt):
        asked = asked.where(Attempt.id == of.id)
    elif of is not None:
        owner = of.merged_into_id or of.id
        asked = asked.where(or_(Person.id == owner, Person.merged_into_id == owner))
    given = answers(asked.with_only_columns(Attempt.id).order_by(None))
    newest = select(func.max(Regrading.id)).where(Regrading.attempt_id == Attempt.id).correlate(Attempt)
    rows = db.session.execute(
        asked.outerjoin(Regrading, Regrading.id == newest.scalar_subquery()).add_columns(
            Regrading.result.label("again"), Regrading.passed.label("stands")
        )
    )
    return [sitting(row, given.get(row.id, {})) for row in rows]


def asking(item_versions: set[int], clinic: int) -> Select:
    asked = select(Response.attempt_id).where(Response.item_version_id.in_(item_versions))
    wanted = (
        select(
            Attempt.id,
            Attempt.person_id,
            Attempt.clinic_id,
            Attempt.module_version_id,
            Attempt.adoption_id,
            Attempt.form,
            Attempt.submitted_at,
            Attempt.result,
            Attempt.passed,
            Person.name,
            Person.erased_at,
            Person.merged_into_id,
            Clinic.time_zone,
        )
        .join(Person, Person.id == Attempt.person_id)
        .outerjoin(Clinic, Clinic.id == Attempt.clinic_id)
        .where(Attempt.id.in_(asked), Attempt.submitted_at.is_not(None), Attempt.delta_id.is_(None))
        .order_by(Attempt.submitted_at, Attempt.id)
    )
    if clinic == ANYWHERE:
        return wanted
    if clinic == PRACTICE:
        return wanted.where(Attempt.adoption_id.is_(None))
    return wanted.where(Attempt.clinic_id == clinic, Attempt.adoption_id.is_not(None))


def answers(attempts: Select) -> dict[int, dict[int, str]]:
    """By attempt and question what stands: the last receipt counts, and an empty one takes back."""
    rows = db.session.execute(
        select(Answer.attempt_id, Answer.number, Answer.given)
        .where(Answer.attempt_id.in_(attempts))
        .order_by(Answer.attempt_id, Answer.receipt)
    )
    found: dict[int, dict[int, str]] = {}
    for attempt_id, number, given in rows:
        found.setdefault(attempt_id, {})[number] = given
    return found


def sitting(row: Row, given: Mapping[int, str]) -> Sitting:
    module = banks.published(row.module_version_id)
    questions = [
        Question(one["item"], module.by_version[one["item"]].item, given.get(number) or None)
        for number, one in enumerate(row.form, 1)
    ]
    return Sitting(
        attempt=row.id,
        person=row.person_id,
        owner=row.merged_into_id or row.person_id,
        name=row.name,
        erased=row.erased_at is not None,
        clinic=row.clinic_id if row.adoption_id else None,
        time_zone=row.time_zone or "UTC",
        module=module.slug,
        module_number=module.number,
        counts=row.adoption_id is not None and row.clinic_id is not None,
        submitted_at=row.submitted_at,
        stands=mark_of(row.again or row.result, row.passed if row.stands is None else row.stands),
        sat=Sat(row.id, questions, cut_of(module)),
    )


def mark_of(document: Mapping, stands: bool) -> Mark:
    result = Result.from_document(dict(document))
    return Mark(result.total.right, result.total.out_of, stands, is_kept=stands and not result.passed)


def approved(module_id: int, before: int | None = None) -> dict[int | None, list[Correction]]:
    """What clinics (None: for practice) have approved about items of a module, in the order in which they did.

    `before`: only by decisions with lower numbers.
    """
    earlier = [] if before is None else [CorrectionDecision.id < before]
    rows = db.session.scalars(
        select(CorrectionDecision)
        .join(CorrectionDecision.correction)
        .where(Correction.module_id == module_id, CorrectionDecision.approves.is_(True), *earlier)
        .order_by(CorrectionDecision.id)
        .options(joinedload(CorrectionDecision.correction).selectinload(Correction.items))
    )
    found: dict[int | None, list[Correction]] = {}
    for decision in rows:
        found.setdefault(decision.clinic_id, []).append(decision.correction)
    return found


def decisions_about(attempt: Attempt) -> Sequence[CorrectionDecision]:
    """What was approved, for where it was sat, about items that it asks; in the order in which it was."""
    items = {question["item"] for question in attempt.form}
    clinic_id = attempt.clinic_id if attempt.adoption_id else None
    about = select(CorrectionItem.correction_id).where(CorrectionItem.item_version_id.in_(items))
    return db.session.scalars(
        select(CorrectionDecision)
        .where(
            CorrectionDecision.approves.is_(True),
            CorrectionDecision.clinic_id.is_(None) if clinic_id is None else CorrectionDecision.clinic_id == clinic_id,
            CorrectionDecision.correction_id.in_(about),
        )
        .order_by(CorrectionDecision.id)
        .options(
            joinedload(CorrectionDecision.correction).options(
                selectinload(Correction.items), joinedload(Correction.module)
            )
        )
    ).all()
