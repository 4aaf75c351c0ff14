"""What was released, whom it was offered to, and what came of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Row, Select, String, case, cast, func, literal, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from trainer.banks.sources.models import SourceChange
from trainer.credentials.queries.histories import belong_to
from trainer.db import db
from trainer.mail import Letter
from trainer.people.models import Person
from trainer.quizzes.deltas.models import Delta, DeltaNote, DeltaOffer, DeltaWithdrawal
from trainer.quizzes.deltas.rules import DAYS_BEFORE
from trainer.quizzes.models import Attempt


def failed_times() -> ColumnElement[int]:
    """Of an offer: how often the quiz was handed in and not passed, also under the account that was kept."""
    account = aliased(Person)
    kept = (
        select(account.merged_into_id).where(account.id == DeltaOffer.person_id).correlate(DeltaOffer).scalar_subquery()
    )
    return (
        select(func.count(Attempt.id))
        .where(
            Attempt.delta_id == DeltaOffer.delta_id,
            or_(Attempt.person_id == DeltaOffer.person_id, Attempt.person_id == kept),
            Attempt.passed.is_(False),
        )
        .correlate(DeltaOffer)
        .scalar_subquery()
    )


def stands() -> Any:
    """Columns DeltaOffer, Delta in it, DeltaNote, DeltaWithdrawal and failed: each offer and what came of it."""
    return (
        select(DeltaOffer, DeltaNote, DeltaWithdrawal, failed_times().label("failed"))
        .join(DeltaOffer.delta)
        .outerjoin(DeltaNote, DeltaNote.offer_id == DeltaOffer.id)
        .outerjoin(DeltaWithdrawal, DeltaWithdrawal.offer_id == DeltaOffer.id)
        .options(contains_eager(DeltaOffer.delta), joinedload(DeltaOffer.clinic))
    )


def offered(delta: Delta, clinic_id: int) -> Any:
    """As `stands`, of one clinic: what is still open first, by name."""
    is_done = case((or_(DeltaNote.offer_id.is_not(None), DeltaWithdrawal.offer_id.is_not(None)), 1), else_=0)
    return (
        stands()
        .join(DeltaOffer.person)
        .where(DeltaOffer.delta_id == delta.id, DeltaOffer.clinic_id == clinic_id)
        .order_by(is_done, func.lower(Person.name), DeltaOffer.id)
        .options(contains_eager(DeltaOffer.person))
    )


def offered_to(person: Person) -> Sequence[Row[Any]]:
    """As `stands`, what this human being was asked, the next last day first."""
    wanted = stands().where(DeltaOffer.person_id.in_(same_human(person))).order_by(DeltaOffer.until_on, DeltaOffer.id)
    return db.session.execute(wanted).all()


def offer_of(person: Person, offer_id: int) -> Row[Any]:
    """As `stands`; what is somebody else's does not exist."""
    return one_row(stands().where(DeltaOffer.id == offer_id, DeltaOffer.person_id.in_(same_human(person))))


def one_row(wanted: Select[Any]) -> Row[Any]:
    return db.session.execute(wanted).one_or_none() or abort(404)


def open_offer(delta: Delta, clinic_id: int, offer_id: int) -> DeltaOffer:
    """One that can be withdrawn."""
    return one_row(
        stands().where(
            DeltaOffer.id == offer_id,
            DeltaOffer.delta_id == delta.id,
            DeltaOffer.clinic_id == clinic_id,
            DeltaNote.offer_id.is_(None),
            DeltaWithdrawal.offer_id.is_(None),
        )
    )[0]


def delta_by_id(delta_id: int) -> Delta:
    return db.one_or_404(select(Delta).where(Delta.id == delta_id).options(joinedload(Delta.released_by)))


def offer_for(person: Person, delta_id: int) -> DeltaOffer | None:
    return db.session.scalars(
        select(DeltaOffer)
        .where(DeltaOffer.person_id.in_(same_human(person)), DeltaOffer.delta_id == delta_id)
        .order_by(DeltaOffer.id)
        .limit(1)
    ).one_or_none()


def same_human(person: Person) -> Select[Any]:
    """The ids of somebody's accounts: the one, and those merged into it."""
    return select(Person.id).where(belong_to([person.id]))


def released(module_id: int | None = None, clinic_id: int | None = None) -> Select[tuple[Delta, int, int]]:
    """Columns Delta, offered, noted; newest first. Of one module or of all; counted are the offers of one clinic or
    of all, but for those withdrawn."""
    theirs = [DeltaOffer.delta_id == Delta.id] + ([DeltaOffer.clinic_id == clinic_id] if clinic_id else [])
    withdrawn = select(DeltaWithdrawal.offer_id).where(DeltaWithdrawal.offer_id == DeltaOffer.id).exists()
    offered = select(func.count(DeltaOffer.id)).where(*theirs, ~withdrawn).correlate(Delta).scalar_subquery()
    noted = (
        select(func.count(DeltaNote.offer_id))
        .join(DeltaOffer, DeltaOffer.id == DeltaNote.offer_id)
        .where(*theirs)
        .correlate(Delta)
        .scalar_subquery()
    )
    wanted = select(Delta, offered.label("offered"), noted.label("noted")).order_by(Delta.id.desc())
    return wanted if module_id is None else wanted.where(Delta.module_id == module_id)


def sat(offered: DeltaOffer, person: Person) -> Sequence[Attempt]:
    """What somebody has sat of the quiz, newest first."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.delta_id == offered.delta_id, Attempt.person_id.in_(same_human(person)))
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    ).all()


def counted(delta: Delta) -> dict[str, int]:
    """Of all clinics together: how many were asked, and how many of them have taken note."""
    row = db.session.execute(
        select(func.count(DeltaOffer.id), func.count(DeltaNote.offer_id))
        .outerjoin(DeltaNote, DeltaNote.offer_id == DeltaOffer.id)
        .where(DeltaOffer.delta_id == delta.id)
    ).one()
    return {"asked": row[0], "noted": row[1]}


def to_be_reminded(day: date, limit: int) -> Sequence[DeltaOffer]:
    """What may be due a letter about now, in any time zone: neither done nor withdrawn, and not written about yet."""
    around = day + timedelta(days=DAYS_BEFORE + 1)
    written = literal("quiz on changes, offer ") + cast(DeltaOffer.id, String) + ": reminder"
    return db.session.scalars(
        select(DeltaOffer)
        .join(DeltaOffer.person)
        .outerjoin(DeltaNote, DeltaNote.offer_id == DeltaOffer.id)
        .outerjoin(DeltaWithdrawal, DeltaWithdrawal.offer_id == DeltaOffer.id)
        .where(
            DeltaOffer.until_on.between(day - timedelta(days=1), around),
            DeltaNote.offer_id.is_(None),
            DeltaWithdrawal.offer_id.is_(None),
            Person.deactivated_at.is_(None),
            ~select(Letter.id).where(Letter.key == written).exists(),
        )
        .order_by(DeltaOffer.until_on, DeltaOffer.id)
        .limit(limit)
        .options(joinedload(DeltaOffer.delta), joinedload(DeltaOffer.clinic), contains_eager(DeltaOffer.person))
    ).all()


def changes_by_id(ids: Sequence[int]) -> Sequence[SourceChange]:
    if not ids:
        return []
    return db.session.scalars(select(SourceChange).where(SourceChange.id.in_(ids)).order_by(SourceChange.id)).all()
