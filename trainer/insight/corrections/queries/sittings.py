"""Attempts that asked an item, with what is needed to mark them again and what stands of them now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from trainer import clock
from trainer.banks import queries as banks
from trainer.db import db
from trainer.insight.corrections.marking import Fix, Question, Sat
from trainer.insight.corrections.models import Correction, CorrectionDecision, CorrectionItem, Regrading
from trainer.insight.corrections.rules import Mark
from trainer.people.models import Clinic, Person
from trainer.quizzes.actions import cut_of
from trainer.quizzes.models import Answer, Attempt, Response
from trainer.quizzes.rules import Result


@dataclass(frozen=True)
class Sitting:
    """An attempt as it was handed in, and what stands of it. `owner` is the account that the person goes by today."""

    attempt: int
    person: int
    owner: int
    name: str
    erased: bool
    clinic: int | None
    clinic_name: str
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


@dataclass(frozen=True)
class Whose:
    """Which attempts are meant: all of these together. Nothing named: every one."""

    clinic: int | None = None
    practice: bool = False
    person: Person | None = None  # under whatever account
    attempt: int | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.clinic is not None:
            found.append(and_(Attempt.clinic_id == self.clinic, Attempt.adoption_id.is_not(None)))
        if self.practice:
            found.append(Attempt.adoption_id.is_(None))
        if self.person is not None:
            owner = self.person.merged_into_id or self.person.id
            found.append(or_(Person.id == owner, Person.merged_into_id == owner))
        if self.attempt is not None:
            found.append(Attempt.id == self.attempt)
        return [or_(*found)] if found else []


EVERYBODY = Whose()


def sittings(item_versions: Iterable[int], whose: Whose = EVERYBODY) -> list[Sitting]:
    """Handed in, oldest first; two statements, besides modules not yet read in this process."""
    asked = asking(set(item_versions)).where(*whose.conditions)
    given = answers(asked.with_only_columns(Attempt.id).order_by(None))
    newest = select(func.max(Regrading.id)).where(Regrading.attempt_id == Attempt.id).correlate(Attempt)
    rows = db.session.execute(
        asked.outerjoin(Regrading, Regrading.id == newest.scalar_subquery()).add_columns(
            Regrading.result.label("again"), Regrading.passed.label("stands")
        )
    )
    return [sitting(row, given.get(row.id, {})) for row in rows]


def asking(item_versions: set[int]) -> Select:
    """Not the short quizzes on what changed: they decide nothing that could be decided again."""
    asked = select(Response.attempt_id).where(Response.item_version_id.in_(item_versions))
    return (
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
            Clinic.name.label("clinic"),
        )
        .join(Person, Person.id == Attempt.person_id)
        .outerjoin(Clinic, Clinic.id == Attempt.clinic_id)
        .where(Attempt.id.in_(asked), Attempt.submitted_at.is_not(None), Attempt.delta_id.is_(None))
        .order_by(Attempt.submitted_at, Attempt.id)
    )


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
        clinic_name=row.clinic or "",
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


def approved(module_id: int, before: int | None = None) -> dict[int | None, dict[int, Fix]]:
    """By clinic (None: practice) and item version what was approved there about items of a module.

    Of several about one item the last one holds; what only offers a retest marks nothing. `before`: only by decisions
    with lower numbers.
    """
    earlier = [] if before is None else [CorrectionDecision.id < before]
    rows = db.session.execute(
        select(CorrectionDecision.clinic_id, Correction.remedy, CorrectionItem.item_version_id, CorrectionItem.document)
        .join(Correction, Correction.id == CorrectionDecision.correction_id)
        .join(CorrectionItem, CorrectionItem.correction_id == Correction.id)
        .where(
            Correction.module_id == module_id,
            Correction.remedy != "retest",
            CorrectionDecision.approves.is_(True),
            *earlier,
        )
        .order_by(CorrectionDecision.id, CorrectionItem.item_version_id)
    )
    found: dict[int | None, dict[int, Fix]] = {}
    for clinic_id, remedy, item_version_id, document in rows:
        found.setdefault(clinic_id, {})[item_version_id] = Fix(remedy, document)
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
