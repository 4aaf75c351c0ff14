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


class PolicyAdoption(db.Model, Immutable):
    """A clinic follows this version of a credential from a day on, until it adopts another one."""

    __tablename__ = "policy_adoption"
    __table_args__ = (Index("ix_policy_adoption_clinic_id_adopted_on", "clinic_id", "adopted_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clinic_id: Mapped[int] = mapped_column(ForeignKey("clinic.id"))
    credential_version_id: Mapped[int] = mapped_column(ForeignKey("credential_version.id"))
    adopted_on: Mapped[date]
    recorded_at: Mapped[datetime]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]  # as the clinic's lead signed
    statement: Mapped[str]
    ends: Mapped[bool] = mapped_column(default=False)  # the clinic no longer follows this credential at all

    clinic: Mapped[Clinic] = relationship()
    credential_version: Mapped[CredentialVersion] = relationship(lazy="joined")
    adopted_by: Mapped[Person | None] = relationship()


class Entry(db.Model, Immutable):
    """One line of the ledger: evidence, or what happened to a certificate. `rules.history` says what the kinds mean.

    Two clocks: `from_on` is when it holds, `recorded_at` when it was learned. Nothing is edited: a correction is
    another entry, which names the one it voids.
    """

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="days_in_order"),
        Index("ix_entry_person_id", "person_id", "kind", "subject", "from_on", "until_on", "recorded_at", "good"),
        Index("ix_entry_kind_refers_to_id", "kind", "refers_to_id", "certificate_id"),
        Index("ix_entry_clinic_id_id", "clinic_id", "id"),
        Index("ix_entry_certificate_id", "certificate_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    clinic_id: Mapped[int | None] = mapped_column(ForeignKey("clinic.id"))
    subject: Mapped[str]  # module slug, "skill/region", state, topic, document or credential slug; may be empty
    from_on: Mapped[date]  # in the clinic's time zone
    until_on: Mapped[date | None]  # its own last day
    recorded_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the system itself
    reason: Mapped[str] = mapped_column(default="")
    details: Mapped[dict] = mapped_column(JSON, default=dict)
    good: Mapped[bool] = mapped_column(default=True)
    percent: Mapped[int | None]  # of a module's mark, rounded down
    minutes: Mapped[int | None]  # of training
    in_person_minutes: Mapped[int | None]
    refers_to_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))
    evidence: Mapped[str | None] = mapped_column(unique=True)  # "attempt 42": nothing counts twice

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    clinic: Mapped[Clinic | None] = relationship()


class Certificate(db.Model, Immutable):
    """A credential one person holds, from a first day until a last day. Renewing makes a new one."""

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("valid_until >= valid_from", name="days_in_order"),
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
    issued_at: Mapped[datetime]  # the clock of recording; the days are the clock of effect
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the system itself, on evidence
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))  # issued in the place of a voided one

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    clinic: Mapped[Clinic] = relationship()
    credential_version: Mapped[CredentialVersion] = relationship(lazy="joined")
    rests_on: Mapped[list[Entry]] = relationship(
        secondary="certificate_entry", order_by="Entry.kind, Entry.subject, Entry.id", viewonly=True
    )

    @property
    def passes(self) -> list[Entry]:
        """Of what it rests on, the modules."""
        return [one for one in self.rests_on if one.kind == "module"]


class CertificateEntry(db.Model, Immutable):
    """Which entries a certificate rests on."""

    __tablename__ = "certificate_entry"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, index=True)
