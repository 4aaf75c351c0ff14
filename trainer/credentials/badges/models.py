from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from trainer.db import db


class IssuerKey(db.Model):
    """A pair of keys that badges are signed with. The newest signs; the others stay published for what they signed."""

    __tablename__ = "issuer_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)  # counted from 1: of two made at once, one is refused
    public_key: Mapped[str] = mapped_column(unique=True)  # multibase: z6Mk...
    private_key: Mapped[str]  # sealed with a key derived from SECRET_KEY
    made_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
