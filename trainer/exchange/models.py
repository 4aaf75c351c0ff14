from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer import clock
from trainer.db import db
from trainer.exchange.rules import tokens
from trainer.people.models import Clinic, Person
from trainer.trail import Event


class Token(db.Model):
    """What a program shows to read one clinic's data. Only its hash is kept."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    ending: Mapped[str]  # its last letters, to tell it from others
    scopes: Mapped[list] = mapped_column(JSON)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    until_on: Mapped[date | None]  # the last day counts, where the clinic is
    last_used_at: Mapped[datetime | None]  # to the minute or so
    revoked_at: Mapped[datetime | None]

    clinic: Mapped[Clinic] = relationship(lazy="joined")
    made_by: Mapped[Person] = relationship()

    @property
    def state(self) -> str:
        """One of "works", "expired", "revoked"."""
        return tokens.state(self.until_on, self.revoked_at, clock.today(self.clinic.time_zone))


class Webhook(db.Model):
    """An address outside that is told what happens in one clinic. Removed ones stay, for their deliveries.

    The secret is not here: it comes out of SECRET_KEY and the salt.
    """

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"), index=True)
    url: Mapped[str]
    subjects: Mapped[list] = mapped_column(JSON)  # what it is told about, as in rules.subjects
    salt: Mapped[str]
    former_salt: Mapped[str | None]  # signs beside the new one
    former_until: Mapped[datetime | None]  # until then
    cursor: Mapped[int]  # every line of the trail up to this one has been looked at
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    failing_since: Mapped[datetime | None]  # nothing has arrived from then on
    off_at: Mapped[datetime | None]
    off_because: Mapped[str | None]
    removed_at: Mapped[datetime | None]

    clinic: Mapped[Clinic] = relationship(lazy="joined")


class Delivery(db.Model):
    """One line of the trail for one webhook: there is never a second for the two."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event_id"),
        Index(
            "ix_webhook_delivery_waiting",
            "webhook_id",
            "id",
            sqlite_where=text("delivered_at IS NULL"),
            postgresql_where=text("delivered_at IS NULL"),
        ),
        Index("ix_webhook_delivery_webhook_id_id", "webhook_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # stays the same however often it is sent
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    body: Mapped[str]
    made_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)  # since it was made, or last sent again by hand
    taken_at: Mapped[datetime | None]  # by a worker that is sending it
    next_try_at: Mapped[datetime | None]  # None: at once
    delivered_at: Mapped[datetime | None]

    webhook: Mapped[Webhook] = relationship()
    event: Mapped[Event] = relationship()
    attempts: Mapped[list["Try"]] = relationship(order_by="Try.id", back_populates="delivery")


class Try(db.Model):
    """One time that a delivery was sent, and what came back."""

    __tablename__ = "webhook_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("webhook_delivery.id"), index=True)
    tried_at: Mapped[datetime]
    status: Mapped[int | None]  # None: there was no answer
    said: Mapped[str]  # how the answer begins
    problem: Mapped[str]  # why there was none
    milliseconds: Mapped[int]

    delivery: Mapped[Delivery] = relationship(back_populates="attempts")
