from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from trainer.db import db
from trainer.exchange.models import Token
from trainer.people.models import Clinic
from trainer.people.rules import hash_of


def by_text(text: str) -> Token | None:
    """The token that was shown, whatever its state. Only the hash of what was sent meets the database."""
    return db.session.scalar(select(Token).where(Token.token_hash == hash_of(text)))


def tokens(clinic: Clinic) -> Select[tuple[Token]]:
    """Newest first; those that still work before the others."""
    return (
        select(Token)
        .where(Token.clinic_id == clinic.id)
        .order_by(Token.revoked_at.is_not(None), Token.made_at.desc(), Token.id.desc())
        .options(joinedload(Token.made_by))
    )


def token_in(clinic: Clinic, token_id: int) -> Token:
    """One that is not revoked yet."""
    return db.one_or_404(
        select(Token).where(Token.id == token_id, Token.clinic_id == clinic.id, Token.revoked_at.is_(None))
    )
