from collections.abc import Sequence

from sqlalchemy import func, select

from trainer.credentials.badges.models import IssuerKey
from trainer.credentials.badges.rules import status
from trainer.credentials.models import Certificate
from trainer.db import db


def issuer_keys() -> Sequence[IssuerKey]:
    """Every key that ever signed, the newest first."""
    return db.session.scalars(select(IssuerKey).order_by(IssuerKey.number.desc())).all()


def signing_key() -> IssuerKey | None:
    newest = db.session.scalars(select(IssuerKey).order_by(IssuerKey.number.desc()).limit(1)).one_or_none()
    return newest if newest is not None and newest.retired_at is None else None


def lists() -> int:
    """How many lists of bits there are: as many as the certificates need."""
    newest = db.session.scalar(select(func.max(Certificate.id)))
    return status.place_of(newest).list if newest else 0
