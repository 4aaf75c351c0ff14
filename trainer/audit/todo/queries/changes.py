"""Quizzes on what changed: who has not taken note by the day, or did not pass; and which were offered to nobody."""

from datetime import date

from sqlalchemy import Select, func, or_, select

from trainer.audit.todo.queries.people import WHOSE, Account, present
from trainer.banks.models import Adoption, Module, ModuleVersion
from trainer.people.models import Person
from trainer.quizzes.deltas.models import Delta, DeltaNote, DeltaOffer, DeltaWithdrawal
from trainer.quizzes.deltas.queries import failed_times


def not_noted(clinic_id: int, day: date) -> Select:
    """Columns id, name, subject (module), title, delta_id, until_on, failed; the earliest last day first."""
    failed = failed_times()
    return (
        select(
            Person.id,
            Person.name,
            Module.slug.label("subject"),
            Delta.title,
            Delta.id.label("delta_id"),
            DeltaOffer.until_on,
            failed.label("failed"),
        )
        .select_from(DeltaOffer)
        .join(Delta, Delta.id == DeltaOffer.delta_id)
        .join(Module, Module.id == Delta.module_id)
        .join(Account, Account.id == DeltaOffer.person_id)
        .join(Person, Person.id == WHOSE)
        .outerjoin(DeltaNote, DeltaNote.offer_id == DeltaOffer.id)
        .outerjoin(DeltaWithdrawal, DeltaWithdrawal.offer_id == DeltaOffer.id)
        .where(
            DeltaOffer.clinic_id == clinic_id,
            DeltaNote.offer_id.is_(None),
            DeltaWithdrawal.offer_id.is_(None),
            or_(DeltaOffer.until_on < day, failed > 0),
            Person.id.in_(present(clinic_id, day)),
        )
        .order_by(DeltaOffer.until_on, func.lower(Person.name), DeltaOffer.id)
    )


def unoffered(clinic_id: int, day: date) -> Select:
    """The ids of quizzes on modules that the clinic adopted, neither offered to anybody of it nor past their day."""
    asked = select(DeltaOffer.id).where(DeltaOffer.delta_id == Delta.id, DeltaOffer.clinic_id == clinic_id)
    adopted = (
        select(Adoption.id)
        .join(ModuleVersion, ModuleVersion.id == Adoption.module_version_id)
        .where(Adoption.clinic_id == clinic_id, ModuleVersion.module_id == Delta.module_id)
    )
    return select(Delta.id).where(Delta.until_on >= day, adopted.exists(), ~asked.exists()).order_by(Delta.id)
