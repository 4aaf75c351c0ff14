"""Binders that are kept, and those that wait for a worker."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from trainer.audit.binders.models import BinderPiece, KeptBinder
from trainer.audit.binders.working import lease
from trainer.db import db
from trainer.people.models import Clinic, Person


def binders_of(clinic: Clinic) -> Select[tuple[KeptBinder]]:
    """Newest first."""
    return (
        select(KeptBinder)
        .where(KeptBinder.clinic_id == clinic.id)
        .order_by(KeptBinder.id.desc())
        .options(joinedload(KeptBinder.asked_by))
    )


def binder_of(clinic: Clinic, binder_id: int) -> KeptBinder:
    return db.one_or_404(binders_of(clinic).where(KeptBinder.id == binder_id))


def same_open(clinic: Clinic, by: Person, form: str, address: dict) -> KeptBinder | None:
    """What the same person asked for just so, and that is not made yet."""
    theirs = (KeptBinder.clinic_id == clinic.id, KeptBinder.asked_by_id == by.id)
    wanted = select(KeptBinder).where(lease.has_work, *theirs)
    found = db.session.scalars(wanted.where(KeptBinder.form == form).order_by(KeptBinder.id))
    return next((one for one in found if one.address == address), None)


def pieces(kept: KeptBinder) -> Iterator[bytes]:
    """The file, piece by piece, on a connection of its own: the request has let go of its session by then."""
    wanted = (
        select(BinderPiece.content)
        .where(BinderPiece.binder_id == kept.id, BinderPiece.try_number == kept.work_number)
        .order_by(BinderPiece.number)
    )
    engine = db.engine

    def read() -> Iterator[bytes]:
        with engine.connect() as connection, connection.execution_options(yield_per=1).execute(wanted) as found:
            yield from found.scalars()

    return read()
