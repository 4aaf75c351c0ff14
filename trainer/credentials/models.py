from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.db import Immutable, db
from trainer.people.models import Clinic, Person


class Credential(db.Model):
    """What can be earned. What it takes is in its versions; the newest is the live one."""

    __tablename__ = "credential"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)

    versions: Mapped[list["CredentialVersion"]] = relationship(
        back_populates="credential", order_by="CredentialVersion.number"
    )


class CredentialVersion(db.Model, Immutable):
    """The policy at one time. A certificate keeps the one it was earned under."""

    __tablename__ = "credential_version"
    __table_args__ = (UniqueConstraint("credential_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    credential_id: Mapped[int] = mapped_column(ForeignKey("credential.id"))
    number: Mapped[int]
    content_hash: Mapped[str]
    title: Mapped[str]
    document: Mapped[dict] = mapped_column(JSON)  # content.Credential
    published_at: Mapped[datetime]

    credential: Mapped[Credential] = relationship(back_populates="versions", lazy="joined")


class ModulePass(db.Model, Immutable):
    """Evidence: this person passed this module on this day, for this clinic."""

    __tablename__ = "module_pass"
    __table_args__ = (Index("ix_module_pass_person_id_module_passed_on", "person_id", "module", "passed_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    module: Mapped[str]  # its slug: the rooms above know more
    version: Mapped[int]
    passed_on: Mapped[date]  # in the clinic's time zone
    evidence: Mapped[str] = mapped_column(unique=True)  # 'attempt 42': nothing counts twice


class Certificate(db.Model, Immutable):
    """A credential one person holds, from a first day until a last day. Renewing makes a new one."""

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("valid_until >= valid_from", name="days_in_order"),
        UniqueConstraint("person_id", "credential_id", "valid_until"),
        Index("ix_certificate_person_credential_days", "person_id", "credential_id", "valid_until", "valid_from"),
        Index("ix_certificate_valid_until", "valid_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)  # unguessable; the address of the public check page
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    credential_id: Mapped[int] = mapped_column(ForeignKey("credential.id"))
    credential_version_id: Mapped[int] = mapped_column(ForeignKey("credential_version.id"))
    holder_name: Mapped[str]  # as it was on the day
    valid_from: Mapped[date]
    valid_until: Mapped[date]  # the last day counts, in the clinic's time zone
    issued_at: Mapped[datetime]
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))

    person: Mapped[Person] = relationship()
    clinic: Mapped[Clinic] = relationship()
    credential_version: Mapped[CredentialVersion] = relationship(lazy="joined")
    passes: Mapped[list[ModulePass]] = relationship(
        secondary="certificate_pass", order_by="ModulePass.module", viewonly=True
    )


class CertificatePass(db.Model, Immutable):
    """Which passes a certificate rests on."""

    __tablename__ = "certificate_pass"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    module_pass_id: Mapped[int] = mapped_column(ForeignKey("module_pass.id"), primary_key=True, index=True)
