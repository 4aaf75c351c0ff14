from datetime import date, datetime

from flask_security.core import UserMixin, WebAuthnMixin
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from trainer import clock
from trainer.db import Immutable, db
from trainer.people import rules


class Person(db.Model, UserMixin):
    """One human being, whichever clinics they work at. The fs_, tf_ and mf_ columns are Flask-Security's."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)  # kept in small letters
    profession: Mapped[str | None]  # one of rules.PROFESSIONS; None: does not needle (an administrator, say)
    password: Mapped[str | None]
    joined_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)  # entered twice
    merged_at: Mapped[datetime | None]  # from when on that is known
    erased_at: Mapped[datetime | None]  # the account is gone; what the record has to keep stays
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(unique=True)
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_phone_number: Mapped[str | None]
    tf_last_counter: Mapped[int | None]  # which time-based code was used last, so that none works twice
    mf_recovery_codes: Mapped[list | None] = mapped_column(MutableList.as_mutable(JSON))

    memberships: Mapped[list["Membership"]] = relationship(back_populates="person", order_by="Membership.id")
    professions: Mapped[list["PersonProfession"]] = relationship(
        back_populates="person", order_by="PersonProfession.id", foreign_keys="PersonProfession.person_id"
    )
    webauthn: Mapped[list["Passkey"]] = relationship(cascade="all, delete", back_populates="person")

    roles: tuple = ()  # Flask-Security's installation-wide roles; ours are memberships

    @validates("email")
    def keep_small(self, _key: str, email: str) -> str:
        return rules.tidy_email(email)

    @property
    def active(self) -> bool:
        return self.deactivated_at is None

    @property
    def clinics(self) -> list["Clinic"]:
        """The clinics where this person holds a role today, each once."""
        return list({m.clinic_id: m.clinic for m in self.memberships if m.clinic and m.is_current}.values())

    @property
    def time_zone(self) -> str | None:
        return next((clinic.time_zone for clinic in self.clinics), None)

    def holds(self, *roles: str, clinic: "Clinic | None" = None) -> bool:
        """Whether this person holds one of the roles today: in the clinic, or anywhere."""
        return any(
            m.role in roles and m.is_current and (clinic is None or m.clinic_id == clinic.id) for m in self.memberships
        )

    def clinics_as(self, role: str) -> list["Clinic"]:
        return [m.clinic for m in self.memberships if m.clinic and m.role == role and m.is_current]

    @property
    def has_second_factor(self) -> bool:
        return bool(self.tf_primary_method) or any(key.usage == "secondary" for key in self.webauthn)

    @property
    def roles_with_two_factor(self) -> list[str]:
        """The roles this person holds today that require a second factor."""
        return sorted({m.role for m in self.memberships if m.two_factor_rule and m.is_current})

    @property
    def needs_two_factor(self) -> bool:
        """A role this person holds requires a second factor and none is set up yet."""
        return bool(self.roles_with_two_factor) and not self.has_second_factor

    def check_tf_required_setup(self) -> bool:
        """Flask-Security asks before it lets somebody turn the authenticator app off."""
        return bool(self.roles_with_two_factor) and not any(key.usage == "secondary" for key in self.webauthn)


class PersonProfession(db.Model, Immutable):
    """Which profession somebody had from a day on, and when that was learned; the newest is `person.profession`."""

    __tablename__ = "person_profession"
    __table_args__ = (Index("ix_person_profession_person_id_from_on", "person_id", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    profession: Mapped[str | None]
    from_on: Mapped[date]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship(back_populates="professions", foreign_keys=[person_id])


class Clinic(db.Model):
    __tablename__ = "clinic"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    time_zone: Mapped[str]  # where its days begin and end, as in "America/Denver"
    opened_at: Mapped[datetime]


class Membership(db.Model):
    """A role somebody holds, in a clinic or (administrators) in the installation. Ended, never deleted."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("(clinic_id IS NULL) = (role = 'administrator')", name="administrators_have_no_clinic"),
        CheckConstraint("left_on >= joined_on", name="days_in_order"),
        Index(
            "uq_membership_current",
            "person_id",
            text("coalesce(clinic_id, 0)"),
            "role",
            unique=True,
            sqlite_where=text("left_on IS NULL"),
            postgresql_where=text("left_on IS NULL"),
        ),
        Index("ix_membership_clinic_id_role_person_id", "clinic_id", "role", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    clinic_id: Mapped[int | None] = mapped_column(ForeignKey("clinic.id"))
    role: Mapped[str]
    joined_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)  # when that was entered
    left_on: Mapped[date | None]  # the last day, which still counts in the record
    ended_at: Mapped[datetime | None]  # when it was taken away: from then on it opens nothing

    person: Mapped[Person] = relationship(back_populates="memberships")
    clinic: Mapped[Clinic | None] = relationship(lazy="joined")
    two_factor_rule: Mapped["TwoFactorRule | None"] = relationship(
        primaryjoin="foreign(Membership.role) == TwoFactorRule.role", viewonly=True
    )

    @property
    def is_current(self) -> bool:
        today = clock.today(self.clinic.time_zone if self.clinic else "UTC")
        return self.ended_at is None and rules.Held(self.role, self.clinic_id, self.joined_on, self.left_on).on(today)


class Invitation(db.Model):
    """A link that lets one person in, once. Only its hash is kept."""

    __tablename__ = "invitation"
    __table_args__ = (
        Index(
            "uq_invitation_open",
            "email",
            text("coalesce(clinic_id, 0)"),
            "role",
            unique=True,
            sqlite_where=text("accepted_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=text("accepted_at IS NULL AND withdrawn_at IS NULL"),
        ),
        Index("ix_invitation_clinic_id_invited_at", "clinic_id", "invited_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    name: Mapped[str]
    profession: Mapped[str | None]
    clinic_id: Mapped[int | None] = mapped_column(ForeignKey("clinic.id"))
    role: Mapped[str]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: from the command line
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    clinic: Mapped[Clinic | None] = relationship()
    invited_by: Mapped[Person | None] = relationship()

    def state_at(self, moment: datetime) -> str:
        return rules.Invited(self.expires_at, self.accepted_at, self.withdrawn_at).state(moment)

    @validates("email")
    def keep_small(self, _key: str, email: str) -> str:
        return rules.tidy_email(email)


class SetupLink(db.Model):
    """The one-time link that claims an empty installation. Only its hash is kept; a new start replaces it."""

    __tablename__ = "setup_link"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    token_hash: Mapped[str]
    made_at: Mapped[datetime]


class TwoFactorRule(db.Model):
    """Whoever holds this role must sign in with a second factor."""

    __tablename__ = "two_factor_rule"

    role: Mapped[str] = mapped_column(primary_key=True)
    required_since: Mapped[datetime]


class Passkey(db.Model, WebAuthnMixin):
    """A passkey, in the columns that Flask-Security expects."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list | None] = mapped_column(JSON)
    backup_state: Mapped[bool]
    device_type: Mapped[str]
    extensions: Mapped[str | None]
    create_datetime: Mapped[datetime] = mapped_column(default=clock.now)
    lastuse_datetime: Mapped[datetime] = mapped_column(default=clock.now)
    usage: Mapped[str]

    person: Mapped[Person] = relationship(back_populates="webauthn")
