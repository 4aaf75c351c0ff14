"""What people enter into the ledger: evidence they vouch for. Nobody vouches for themselves."""

from dataclasses import dataclass, field
from datetime import date

from trainer import clock, trail
from trainer.credentials.actions.earning import consider_all
from trainer.credentials.models import Entry
from trainer.db import db, hold
from trainer.errors import Refused
from trainer.people.models import Clinic, Person


@dataclass(frozen=True)
class Occasion:
    """Who enters something about whom, for which clinic, from which day on it holds, and why."""

    person: Person
    clinic: Clinic
    by: Person
    on: date
    reason: str = ""


@dataclass(frozen=True)
class License:
    """A look into the register of a state. `found` says what stood there; `source` is where that was."""

    state: str
    number: str
    source: str
    found: str
    in_good_standing: bool
    expires_on: date | None = None


@dataclass(frozen=True)
class Training:
    topic: str
    provider: str
    minutes: int
    in_person_minutes: int = 0


@dataclass(frozen=True)
class Paper:
    """A document from elsewhere; `digest` is the SHA-256 of the file that was seen, where one was."""

    document: str
    title: str
    issuer: str
    until_on: date | None = None
    digest: str | None = None
    more: dict = field(default_factory=dict)


def check_license(occasion: Occasion, license: License) -> Entry:
    """Note what the register said on the day it was looked up."""
    require_another(occasion, "check the license of")
    require_past(occasion)
    entry = enter(
        occasion,
        "license",
        license.state,
        good=license.in_good_standing,
        until_on=license.expires_on,
        details={"number": license.number, "source": license.source, "found": license.found},
    )
    verdict = "in good standing" if license.in_good_standing else "not in good standing"
    tell(
        occasion, "license.checked", license=f"{license.state} {license.number}", verdict=verdict, source=license.source
    )
    return considered(occasion, entry)


def record_training(occasion: Occasion, training: Training) -> Entry:
    require_another(occasion, "record training of")
    require_past(occasion)
    if training.in_person_minutes > training.minutes:
        raise Refused("More time in person than in all cannot be right. Correct one of the two.")
    entry = enter(
        occasion,
        "training",
        training.topic,
        minutes=training.minutes,
        in_person_minutes=training.in_person_minutes,
        details={"provider": training.provider},
    )
    hours = f"{training.minutes / 60:g}"
    tell(occasion, "training.recorded", topic=training.topic, hours=hours, provider=training.provider)
    return considered(occasion, entry)


def accept_document(occasion: Occasion, paper: Paper) -> Entry:
    require_another(occasion, "accept a document of")
    entry = enter(
        occasion,
        "document",
        paper.document,
        until_on=paper.until_on,
        details={"title": paper.title, "issuer": paper.issuer, "digest": paper.digest, **paper.more},
    )
    until = paper.until_on.isoformat() if paper.until_on else "no last day"
    tell(occasion, "document.accepted", document=paper.title, issuer=paper.issuer, until=until)
    return considered(occasion, entry)


def enter(occasion: Occasion, kind: str, subject: str, **columns) -> Entry:
    """Add a line to the ledger."""
    hold(occasion.person)
    entry = Entry(
        kind=kind,
        person_id=occasion.person.id,
        clinic_id=occasion.clinic.id,
        subject=subject,
        from_on=occasion.on,
        recorded_at=clock.now(),
        by_id=occasion.by.id,
        reason=occasion.reason,
        **columns,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def considered(occasion: Occasion, entry: Entry) -> Entry:
    """Issue what the new evidence completes."""
    today = clock.today(occasion.clinic.time_zone)
    consider_all(occasion.person, occasion.clinic, today, about={(entry.kind, entry.subject)})
    return entry


def tell(occasion: Occasion, name: str, **details) -> None:
    if "reason" in trail.says(name):
        details["reason"] = occasion.reason
    trail.record(
        name,
        about=occasion.person,
        by=occasion.by,
        clinic=occasion.clinic,
        effective_at=clock.start_of(occasion.on, occasion.clinic.time_zone),
        **details,
    )


def require_another(occasion: Occasion, doing: str) -> None:
    if is_same(occasion.by, occasion.person):
        raise Refused(f"Nobody can {doing} themselves. Ask somebody else who may.")


def is_same(one: Person, other: Person) -> bool:
    """Whether two accounts belong to one human being."""
    return (one.merged_into_id or one.id) == (other.merged_into_id or other.id)


def require_past(occasion: Occasion) -> None:
    if occasion.on > clock.today(occasion.clinic.time_zone):
        raise Refused("That day has not come yet. Enter the day on which it happened.")


def require_reason(occasion: Occasion) -> None:
    if not occasion.reason.strip():
        raise Refused("Say why. The reason stays on the record.")
