from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.db import Immutable, db
from trainer.people.models import Clinic, Person


class Jurisdiction(db.Model):
    """A state. What its law asks is in its versions; the newest is the live one."""

    __tablename__ = "jurisdiction"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)  # as in US-CO


class JurisdictionVersion(db.Model, Immutable):
    """The pack at one time. A clinic follows the one that it adopted."""

    __tablename__ = "jurisdiction_version"
    __table_args__ = (UniqueConstraint("jurisdiction_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(ForeignKey("jurisdiction.id"))
    number: Mapped[int]
    content_hash: Mapped[str]
    document: Mapped[dict] = mapped_column(JSON)  # content.Pack
    published_at: Mapped[datetime]

    jurisdiction: Mapped[Jurisdiction] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        return self.document["name"]

    @property
    def looked_up_on(self) -> date:
        return self.read_on(self.document)

    @staticmethod
    def read_on(part: dict) -> date:
        """The day on which the pack, or one of its sources, was last looked up."""
        return date.fromisoformat(part["checked_on"])


class JurisdictionAdoption(db.Model, Immutable):
    """A clinic's lead stands for a version: from this day on the clinic follows it, or no more.

    Each names the one before it of the same state, so that of two at once only one is written down.
    """

    __tablename__ = "jurisdiction_adoption"
    __table_args__ = (
        UniqueConstraint("follows_id"),
        Index(
            "uq_jurisdiction_adoption_first",
            "clinic_id",
            "jurisdiction_version_id",
            unique=True,
            sqlite_where=text("follows_id IS NULL"),
            postgresql_where=text("follows_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    jurisdiction_version_id: Mapped[int] = mapped_column(ForeignKey("jurisdiction_version.id"), index=True)
    adopted_on: Mapped[date]
    recorded_at: Mapped[datetime]
    adopted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]  # as the lead signed
    statement: Mapped[str]
    ends: Mapped[bool | None]  # True: from this day on the clinic follows the state no more
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("jurisdiction_adoption.id"))

    clinic: Mapped[Clinic] = relationship()
    jurisdiction_version: Mapped[JurisdictionVersion] = relationship()
    adopted_by: Mapped[Person] = relationship()
