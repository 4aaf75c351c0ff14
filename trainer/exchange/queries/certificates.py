from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased, joinedload

from trainer import clock
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.exchange.queries.people import here_on
from trainer.people.models import Clinic, Membership


def certificates(
    clinic: Clinic, after: int, limit: int, person_id: int | None = None
) -> Sequence[tuple[Certificate, str | None]]:
    """Each with the code of the one it renews, in the order of issue."""
    wanted = visible(clinic).where(Certificate.id > after).order_by(Certificate.id).limit(limit)
    if person_id is not None:
        wanted = wanted.where(Certificate.person_id == person_id)
    return [(one, code) for one, code in db.session.execute(wanted)]


def certificate(clinic: Clinic, code: str) -> tuple[Certificate, str | None] | None:
    found = db.session.execute(visible(clinic).where(Certificate.code == code)).one_or_none()
    return (found[0], found[1]) if found else None


def visible(clinic: Clinic) -> Select:
    """Of those who work here, all they hold; of those who have left, what was issued here."""
    ever_here = select(Membership.person_id).where(Membership.clinic_id == clinic.id)
    today = clock.today(clinic.time_zone)
    still_here = here_on(clinic, today).where(Membership.ended_at.is_(None))
    former = aliased(Certificate)
    return (
        select(Certificate, former.code)
        .outerjoin(former, former.id == Certificate.renews_id)
        .where(
            Certificate.person_id.in_(ever_here),
            or_(Certificate.clinic_id == clinic.id, Certificate.person_id.in_(still_here)),
        )
        .options(joinedload(Certificate.clinic), joinedload(Certificate.person))
    )
