"""Attempts that asked an item, with what is needed to mark them again and what stands of them now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    JSON,
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased, joinedload, selectinload

from trainer import clock
from trainer.banks import queries as banks
from trainer.db import db
from trainer.insight.corrections.marking import Question, Sat
from trainer.insight.corrections.models import Correction, CorrectionDecision, CorrectionItem, Regrading
from trainer.insight.corrections.queries.alongside import (
    Fixed,
    Resting,
    answers,
    approved_before,
    by_clinic,
    resting,
    resting_of,
)
from trainer.insight.corrections.rules import Mark
from trainer.people.models import Clinic, Person
from trainer.quizzes.actions import cut_of
from trainer.quizzes.deltas.models import Delta
from trainer.quizzes.models import Attempt, Response
from trainer.quizzes.rules import Cut, Result


@dataclass(frozen=True)
class Sitting:
    """An attempt as it was handed in, what stands of it and rests on it. `owner` is the account that the person goes by
    today; `home` the clinic that it was sat for (None: practice). `is_on_changes`: a short quiz on what changed, which
    the ledger never hears of."""

    attempt: int
    person: int
    owner: int
    name: str
    erased: bool
    home: Clinic | None
    module: str
    module_number: int
    is_on_changes: bool
    submitted_at: datetime
    stands: Mark
    resting: Resting
    sat: Sat

    @property
    def clinic(self) -> int | None:
        return self.home.id if self.home else None

    @property
    def clinic_name(self) -> str:
        return self.home.name if self.home else ""

    @property
    def time_zone(self) -> str:
        return self.home.time_zone if self.home else "UTC"

    @property
    def counts(self) -> bool:
        return self.home is not None

    @property
    def sat_on(self) -> date:
        return clock.on_day(self.submitted_at, self.time_zone)


OWNER = aliased(Person)  # the account into which that of an attempt was merged
COUNTS = or_(Attempt.adoption_id.is_not(None), Attempt.delta_id.is_not(None))  # all but practice


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
            found.append(and_(Attempt.clinic_id == self.clinic, COUNTS))
        if self.practice:
            found.append(~COUNTS)
        if self.person is not None:
            owner = self.person.merged_into_id or self.person.id
            found.append(or_(Person.id == owner, Person.merged_into_id == owner))
        if self.attempt is not None:
            found.append(Attempt.id == self.attempt)
        return [or_(*found)] if found else []


EVERYBODY = Whose()


@dataclass(frozen=True)
class Asked:
    """Attempts that asked an item, and by clinic (None: practice) and item version what was approved there before."""

    sittings: Sequence[Sitting]
    approved: Fixed


def asked(module_id: int, item_versions: Iterable[int], whose: Whose = EVERYBODY, before: int | None = None) -> Asked:
    """Handed in, oldest first; one statement, besides modules not yet read in this process.

    `before`: approved by decisions with lower numbers only.
    """
    newest = select(func.max(Regrading.id)).where(Regrading.attempt_id == Attempt.id).correlate(Attempt)
    place = func.row_number().over(order_by=(Attempt.submitted_at, Attempt.id))
    rows = db.session.execute(
        asking(set(item_versions))
        .where(*whose.conditions)
        .outerjoin(Regrading, Regrading.id == newest.scalar_subquery())
        .add_columns(
            Regrading.result.label("again"),
            Regrading.passed.label("stands"),
            answers().label("answers"),
            resting().label("resting"),
            type_coerce(case((place == 1, approved_before(module_id, before))), JSON).label("approved"),
        )
    ).all()
    return Asked([sitting(row) for row in rows], by_clinic(rows[0].approved or ()) if rows else {})


def asking(item_versions: set[int]) -> Select:
    """Short quizzes on what changed too."""
    asked_it = select(Response.attempt_id).where(Response.item_version_id.in_(item_versions))
    return (
        select(
            Attempt.id,
            Attempt.person_id,
            Attempt.module_version_id,
            Attempt.delta_id,
            Attempt.form,
            Attempt.submitted_at,
            Attempt.result,
            Attempt.passed,
            Person.name,
            Person.erased_at,
            Person.merged_into_id,
            OWNER.name.label("owner"),
            Delta.cut_percent,
            Clinic,
        )
        .join(Person, Person.id == Attempt.person_id)
        .outerjoin(OWNER, OWNER.id == Person.merged_into_id)
        .outerjoin(Clinic, and_(Clinic.id == Attempt.clinic_id, COUNTS))
        .outerjoin(Delta, Delta.id == Attempt.delta_id)
        .where(Attempt.id.in_(asked_it), Attempt.submitted_at.is_not(None))
        .order_by(Attempt.submitted_at, Attempt.id)
    )


def sitting(row: Row) -> Sitting:
    """The last receipt of a question counts, and an empty one takes back."""
    module = banks.published(row.module_version_id)
    given = {number: text for _, number, text in sorted(row.answers or (), key=lambda one: one[0])}
    questions = [
        Question(one["item"], module.by_version[one["item"]].item, given.get(number) or None)
        for number, one in enumerate(row.form, 1)
    ]
    return Sitting(
        attempt=row.id,
        person=row.person_id,
        owner=row.merged_into_id or row.person_id,
        name=in_words(row.name, row.owner),
        erased=row.erased_at is not None,
        home=row.Clinic,
        module=module.slug,
        module_number=module.number,
        is_on_changes=row.delta_id is not None,
        submitted_at=row.submitted_at,
        stands=mark_of(row.again or row.result, row.passed if row.stands is None else row.stands),
        resting=resting_of(row.resting or ()),
        sat=Sat(row.id, questions, cut_of(module) if row.delta_id is None else Cut(row.cut_percent, 0, ())),
    )


def in_words(name: str, owner: str | None) -> str:
    """Of an account that was merged since, whom a director knows today comes first."""
    return name if owner is None else f"{owner}, sat as {name}"


def mark_of(document: Mapping, stands: bool) -> Mark:
    result = Result.from_document(dict(document))
    return Mark(result.total.right, result.total.out_of, stands, is_kept=stands and not result.passed)


def decisions_about(attempt: Attempt) -> Sequence[CorrectionDecision]:
    """What was approved, for where it was sat, about items that it asks; in the order in which it was."""
    items = {question["item"] for question in attempt.form}
    clinic_id = attempt.clinic_id if attempt.adoption_id or attempt.delta_id else None
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
