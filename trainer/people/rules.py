"""Roles, professions and what holding a role allows. Plain values in, an answer out."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

ROLES = {
    "practitioner": "Takes quizzes and earns certificates",
    "director": "Audits the credentials of a clinic and adopts modules for it",
    "educator": "Reads and maintains the question banks",
    "administrator": "Runs the installation: clinics, people, outbox",
}
CLINIC_ROLES = ("practitioner", "director", "educator")  # an administrator's role belongs to the installation

INVITATION_LASTS = timedelta(days=14)

PROFESSIONS = {
    "physical therapist": "Physical therapist",
    "chiropractor": "Chiropractor",
    "athletic trainer": "Sports medicine: athletic trainer",
    "sports physician": "Sports medicine: physician",
}


@dataclass(frozen=True)
class Held:
    """A role somebody holds; `clinic_id` None is the installation. Both days count."""

    role: str
    clinic_id: int | None
    joined_on: date
    left_on: date | None

    def on(self, day: date) -> bool:
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)


def holds(held: Iterable[Held], roles: Iterable[str], clinic_id: int | None, day: date) -> bool:
    """Whether one of `roles` is held on `day`; with a clinic, in that clinic."""
    wanted = set(roles)
    return any(one.role in wanted and one.on(day) and (clinic_id is None or one.clinic_id == clinic_id) for one in held)


@dataclass(frozen=True)
class Invited:
    """The moments in the life of an invitation."""

    expires_at: datetime
    accepted_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def state(self, now: datetime) -> str:
        """One of "used", "withdrawn", "expired", "open". The moment of expiry itself is too late."""
        if self.accepted_at:
            return "used"
        if self.withdrawn_at:
            return "withdrawn"
        return "expired" if now >= self.expires_at else "open"


def hash_of(token: str) -> str:
    """What is kept of a link. The token is 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def erased_email(person_id: int) -> str:
    """What stands in the place of an address that was erased: at a domain that can never exist (RFC 2606)."""
    return f"erased-{person_id}@erased.invalid"


def tidy_email(email: str) -> str:
    """The one spelling of an address that is kept and looked up."""
    return email.strip().lower()


def tidy_name(name: str) -> str:
    """Without stray spaces, and in the composed form, so that equal names are equal."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def slug_of(name: str) -> str:
    """A clinic's name as part of an address: "Praxis Müller & Söhne" is "praxis-muller-sohne". May be empty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
