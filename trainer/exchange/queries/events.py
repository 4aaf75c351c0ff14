"""A clinic's trail as others may read it: in order, and never with a gap that fills later."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.orm import joinedload

from trainer import clock
from trainer.audit.queries.person import ABOUT_THE_RECORD
from trainer.db import db
from trainer.people.models import Clinic, Membership
from trainer.trail import Event

SETTLES_AFTER = timedelta(seconds=3)  # between the writing of a line and its place in the order, at most
LOOKED_AT = 1_000  # of the newest lines, for those that have not settled

# How long the oldest transaction that has written something has been open.
OLDEST_OPEN = text(
    "SELECT coalesce(extract(epoch FROM max(clock_timestamp() - xact_start)), 0) FROM pg_stat_activity "
    "WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
)


def lines(clinic: Clinic, after: int, up_to: int, limit: int) -> Sequence[Event]:
    """What was written after a line, oldest first; `up_to` is `settled_to`."""
    wanted = (
        select(Event)
        .where(Event.id > after, Event.id <= up_to, is_of(clinic))
        .order_by(Event.id)
        .limit(limit)
        .options(joinedload(Event.by), joinedload(Event.about))
    )
    return db.session.scalars(wanted).unique().all()


def is_of(clinic: Clinic) -> ColumnElement[bool]:
    """As audit.queries.person.lines: what happened in the clinic, and the record of its people."""
    ever_here = select(Membership.person_id).where(Membership.clinic_id == clinic.id)
    return or_(
        Event.clinic_id == clinic.id,
        and_(Event.clinic_id.is_(None), Event.name.in_(ABOUT_THE_RECORD), Event.about_id.in_(ever_here)),
    )


def newest() -> int:
    """The number of the line written last; what happens from now on gets a higher one."""
    return db.session.scalar(select(func.max(Event.id))) or 0


def settled_to() -> int:
    """The number up to which no line can appear any more.

    PostgreSQL gives a line its number when it is written and shows it when its transaction ends, so a lower number can
    come to light after a higher one; whoever had read past it would never see it. Lines younger than the oldest open
    transaction therefore wait.
    """
    since = clock.now() - SETTLES_AFTER - open_for()
    newest = select(Event.id, Event.recorded_at).order_by(Event.id.desc()).limit(LOOKED_AT).subquery()
    unsettled = newest.c.recorded_at > since
    last, first_unsettled, how_many = db.session.execute(
        select(
            func.max(newest.c.id),
            func.min(newest.c.id).filter(unsettled),
            func.count(newest.c.id).filter(unsettled),
        )
    ).one()
    if how_many == LOOKED_AT:
        return 0  # so much is being written that it is not to be seen where it began
    return (last or 0) if first_unsettled is None else first_unsettled - 1


def open_for() -> timedelta:
    if db.engine.dialect.name != "postgresql":
        return timedelta()  # there one writes after another
    return timedelta(seconds=float(db.session.scalar(OLDEST_OPEN) or 0))
