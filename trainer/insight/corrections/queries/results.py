"""What corrections there are, and what they left with attempts."""

from collections.abc import Sequence
from datetime import datetime

from flask import abort
from sqlalchemy import Exists, Select, and_, func, or_, select, union
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from trainer import clock
from trainer.db import db
from trainer.insight.corrections.models import (
    Contest,
    ContestAnswer,
    Correction,
    CorrectionDecision,
    CorrectionItem,
    CorrectionWithdrawal,
    Regrading,
    RetestOffer,
)
from trainer.insight.corrections.queries.sittings import OWNER, in_words
from trainer.people.models import Clinic, Person
from trainer.quizzes.models import Attempt, Response

WHOLE = (
    joinedload(Correction.module),
    joinedload(Correction.proposed_by),
    joinedload(Correction.withdrawal).joinedload(CorrectionWithdrawal.by),
    selectinload(Correction.items).joinedload(CorrectionItem.item_version),
    selectinload(Correction.decisions).options(
        joinedload(CorrectionDecision.clinic), joinedload(CorrectionDecision.decided_by)
    ),
)


def correction(correction_id: int) -> Correction:
    return db.one_or_404(select(Correction).where(Correction.id == correction_id).options(*WHOLE))


def correction_for(correction_id: int, clinic: Clinic) -> Correction:
    """In one statement, with what this clinic decided and what was decided about practice; of others nothing."""
    here = or_(CorrectionDecision.clinic_id == clinic.id, CorrectionDecision.clinic_id.is_(None))
    found = (
        db.session.scalars(
            select(Correction)
            .outerjoin(CorrectionDecision, and_(CorrectionDecision.correction_id == Correction.id, here))
            .where(Correction.id == correction_id)
            .order_by(CorrectionDecision.id)
            .options(
                joinedload(Correction.proposed_by),
                joinedload(Correction.withdrawal).joinedload(CorrectionWithdrawal.by),
                joinedload(Correction.items).joinedload(CorrectionItem.item_version),
                contains_eager(Correction.decisions).options(
                    joinedload(CorrectionDecision.clinic), joinedload(CorrectionDecision.decided_by)
                ),
            )
            .execution_options(populate_existing=True)
        )
        .unique()
        .one_or_none()
    )
    return found or abort(404)


def corrections() -> Select:
    """Newest first."""
    return select(Correction).order_by(Correction.id.desc()).options(*WHOLE)


def open_about(item_version_ids: Sequence[int]) -> Sequence[Correction]:
    """Those about any of these that were not withdrawn, newest first."""
    return db.session.scalars(
        select(Correction)
        .where(
            Correction.id.in_(
                select(CorrectionItem.correction_id).where(CorrectionItem.item_version_id.in_(item_version_ids))
            ),
            ~select(CorrectionWithdrawal.id).where(CorrectionWithdrawal.correction_id == Correction.id).exists(),
        )
        .order_by(Correction.id.desc())
        .options(joinedload(Correction.proposed_by))
    ).all()


def corrections_about(clinic: Clinic) -> Select:
    """Those that a clinic has decided, or whose items were asked in attempts of the clinic; what waits comes first.

    Practice alone is every clinic's: whichever looks first.
    """
    decided = select(CorrectionDecision.correction_id).where(CorrectionDecision.clinic_id == clinic.id)
    asked = (
        select(CorrectionItem.correction_id)
        .join(Response, Response.item_version_id == CorrectionItem.item_version_id)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .where(or_(Attempt.clinic_id == clinic.id, Attempt.clinic_id.is_(None)))
    )
    return (
        select(Correction)
        .where(or_(Correction.id.in_(decided), Correction.id.in_(asked)))
        .order_by(Correction.id.in_(decided), Correction.id.desc())
        .options(*WHOLE)
    )


def waiting_for(clinic: Clinic) -> int:
    """How many corrections a clinic's director has to decide."""
    return db.session.scalar(select(func.count()).select_from(waiting_at(clinic.id).subquery())) or 0


def waiting_at(clinic_id: int) -> Select:
    """The ids of those, oldest first."""
    decided = select(CorrectionDecision.correction_id).where(CorrectionDecision.clinic_id == clinic_id)
    withdrawn = select(CorrectionWithdrawal.correction_id)
    asked = (
        select(CorrectionItem.correction_id)
        .join(Response, Response.item_version_id == CorrectionItem.item_version_id)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .where(Attempt.clinic_id == clinic_id)
    )
    return (
        select(Correction.id)
        .where(Correction.id.in_(asked), Correction.id.not_in(decided), Correction.id.not_in(withdrawn))
        .order_by(Correction.id)
    )


def verdicts(attempts: Sequence[int]) -> dict[int, bool]:
    """Of attempts that were marked again, whether they are passed by what stands: the newest. One statement."""
    rows = db.session.execute(
        select(Regrading.attempt_id, Regrading.passed)
        .where(Regrading.attempt_id.in_(list(attempts)))
        .order_by(Regrading.id)
    )
    return {row[0]: row[1] for row in rows}


def done_to(attempt: Attempt) -> set[int]:
    """The corrections that have left something with an attempt."""
    again = select(Regrading.correction_id).where(Regrading.attempt_id == attempt.id)
    offered = select(RetestOffer.correction_id).where(RetestOffer.attempt_id == attempt.id)
    return set(db.session.scalars(union(again, offered)))


def regradings_of(attempt: Attempt) -> Sequence[Regrading]:
    """Oldest first; the last one stands."""
    return db.session.scalars(
        select(Regrading)
        .where(Regrading.attempt_id == attempt.id)
        .order_by(Regrading.id)
        .options(
            joinedload(Regrading.correction).selectinload(Correction.items),
            joinedload(Regrading.decision).joinedload(CorrectionDecision.decided_by),
        )
    ).all()


def contests_in(attempt: Attempt) -> dict[int, Contest]:
    """By question."""
    rows = db.session.scalars(
        select(Contest)
        .where(Contest.attempt_id == attempt.id)
        .order_by(Contest.number)
        .options(joinedload(Contest.answer).joinedload(ContestAnswer.answered_by))
    )
    return {one.number: one for one in rows}


def names_by_attempt(attempts: Sequence[int]) -> dict[int, str]:
    rows = db.session.execute(
        select(Attempt.id, Person.name, OWNER.name)
        .join(Person, Person.id == Attempt.person_id)
        .outerjoin(OWNER, OWNER.id == Person.merged_into_id)
        .where(Attempt.id.in_(attempts))
    )
    return {number: in_words(name, owner) for number, name, owner in rows}


def offers_for(attempt: Attempt) -> list[tuple[RetestOffer, bool]]:
    """With whether it was begun since."""
    owner = attempt.person.merged_into_id or attempt.person_id
    rows = db.session.execute(
        select(RetestOffer, is_begun_by(owner))
        .where(RetestOffer.attempt_id == attempt.id)
        .order_by(RetestOffer.id)
        .options(joinedload(RetestOffer.correction))
    )
    return [(row[0], row[1]) for row in rows]


def offers_of(correction_id: int, clinic: Clinic) -> Sequence[RetestOffer]:
    """By name, of one clinic."""
    return db.session.scalars(
        select(RetestOffer)
        .join(Attempt, Attempt.id == RetestOffer.attempt_id)
        .join(Person, Person.id == RetestOffer.person_id)
        .where(RetestOffer.correction_id == correction_id, Attempt.clinic_id == clinic.id)
        .order_by(func.lower(Person.name), RetestOffer.id)
        .options(joinedload(RetestOffer.person))
    ).all()


def offers_open_to(person: Person) -> list[RetestOffer]:
    """Retests that somebody can still begin and has not begun; of a module the last one offered."""
    rows = db.session.scalars(
        select(RetestOffer)
        .where(RetestOffer.person_id.in_(accounts_of(person.id)), ~is_begun_by(person.id))
        .where(RetestOffer.until_on >= clock.today(person.time_zone or "UTC"))
        .order_by(RetestOffer.id)
        .options(joinedload(RetestOffer.correction).joinedload(Correction.module))
    )
    return list({one.module_id: one for one in rows}.values())


def accounts_of(person_id: int) -> Select:
    return select(Person.id).where(or_(Person.id == person_id, Person.merged_into_id == person_id))


def is_begun_by(person_id: int) -> Exists:
    """Whether the module of an offer was sat since it was made, under whatever account."""
    return (
        select(Attempt.id)
        .where(
            Attempt.person_id.in_(accounts_of(person_id)),
            Attempt.module_id == RetestOffer.module_id,
            Attempt.started_at > RetestOffer.offered_at,
        )
        .exists()
    )


def slate(person_id: int, module_id: int) -> datetime | None:
    """When a retest was offered last of those that are open today, where it was sat."""
    rows = db.session.execute(
        select(RetestOffer.offered_at, RetestOffer.until_on, Clinic.time_zone)
        .select_from(RetestOffer)
        .join(Attempt, Attempt.id == RetestOffer.attempt_id)
        .join(Clinic, Clinic.id == Attempt.clinic_id)
        .where(RetestOffer.person_id.in_(accounts_of(person_id)), RetestOffer.module_id == module_id)
        .order_by(RetestOffer.id)
    )
    return max((offered for offered, until, zone in rows if until >= clock.today(zone)), default=None)
