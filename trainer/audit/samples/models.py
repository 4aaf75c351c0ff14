from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.credentials.models import CredentialVersion
from trainer.db import Immutable, db
from trainer.people.models import Clinic, Person


class InternalAudit(db.Model, Immutable):
    """A sample of a clinic's files on a day, as known at a moment. What is written here is enough to draw it again."""

    __tablename__ = "internal_audit"
    __table_args__ = (
        CheckConstraint("method IN ('random', 'weighted')", name="method_is_known"),
        Index("ix_internal_audit_clinic_id_id", "clinic_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    credential_version_id: Mapped[int] = mapped_column(ForeignKey("credential_version.id"))
    day: Mapped[date]
    known_on: Mapped[date | None]  # None: by what was known when it began
    known_at: Mapped[datetime]  # the moment of that
    method: Mapped[str]
    seed: Mapped[int]
    size: Mapped[int]  # as asked for; a smaller clinic has fewer files
    population: Mapped[int]  # how many people it was drawn from
    population_hash: Mapped[str]  # rules.population_hash of them
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    clinic: Mapped[Clinic] = relationship()
    credential_version: Mapped[CredentialVersion] = relationship()
    begun_by: Mapped[Person] = relationship()
    files: Mapped[list["AuditFile"]] = relationship(back_populates="audit", order_by="AuditFile.position")


class AuditFile(db.Model, Immutable):
    """One person's file in a sample: how they stood, and why it was more likely to be drawn."""

    __tablename__ = "audit_file"
    __table_args__ = (UniqueConstraint("audit_id", "position"), UniqueConstraint("audit_id", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("internal_audit.id"))
    position: Mapped[int]  # 1, 2, 3 ... in the order of the draw
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str]
    weight: Mapped[int]
    grounds: Mapped[list[str]] = mapped_column(JSON)  # of the weight, in words

    audit: Mapped[InternalAudit] = relationship(back_populates="files")
    person: Mapped[Person] = relationship()
    findings: Mapped[list["AuditFinding"]] = relationship(order_by="AuditFinding.id", viewonly=True)
    sign_off: Mapped["AuditSignOff | None"] = relationship(viewonly=True)


class AuditFinding(db.Model, Immutable):
    """What was found in one part of a file. Looking again adds another row; the newest is what holds."""

    __tablename__ = "audit_finding"
    __table_args__ = (
        CheckConstraint("grade IN ('none', 'minor', 'major')", name="grade_is_known"),
        Index("ix_audit_finding_file_id_id", "file_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("audit_file.id"))
    part: Mapped[str]  # one of rules.PARTS
    grade: Mapped[str]
    words: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class AuditSignOff(db.Model, Immutable):
    """Somebody stands for the findings of one file by name. `findings` are those, as they were on that moment."""

    __tablename__ = "audit_sign_off"

    file_id: Mapped[int] = mapped_column(ForeignKey("audit_file.id"), primary_key=True, autoincrement=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    findings: Mapped[dict] = mapped_column(JSON)  # {part: [grade, words]}
    signed_at: Mapped[datetime]

    by: Mapped[Person] = relationship()
