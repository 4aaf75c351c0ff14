"""What a list of standings says beside the rule: whose they are, the codes of certificates, the reasons given."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, Select, func, select

from trainer.audit.queries.roster import practitioners, profession_on
from trainer.credentials import rules
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.provenance.queries import of_certificates
from trainer.credentials.queries.histories import owner
from trainer.db import db
from trainer.people.models import Person


def people(clinic_id: int, day: date, known_at: datetime | None) -> Select:
    """Columns id, name, email and profession of everyone who practices in the clinic on the day, by name."""
    return (
        select(Person.id, Person.name, Person.email, profession_on(day, known_at).label("profession"))
        .where(Person.id.in_(practitioners(clinic_id, day, known_at)), owner(known_at) == Person.id)
        .order_by(func.lower(Person.name), Person.id)
    )


def codes(standings: Iterable[rules.Standing], connection: Connection | None = None) -> dict[int, str]:
    """The codes of the certificates that stand, by certificate."""
    ids = {one.certificate.id for one in standings if one.certificate}
    if not ids:
        return {}
    found = select(Certificate.id, Certificate.code).where(Certificate.id.in_(sorted(ids)))
    return {row.id: row.code for row in (connection or db.session).execute(found)}


def provenances(
    certificates: Iterable[int | None], known_at: datetime | None, connection: Connection | None = None
) -> dict[int, str]:
    """Of these certificates those that were imported, and whether that was verified, as known at a moment."""
    ids = sorted({one for one in certificates if one})
    found = of_certificates(ids, known_at, connection) if ids else {}
    return {number: one.brief for number, one in found.items()}


def reasons(standings: Iterable[rules.Standing], connection: Connection | None = None) -> dict[int, str]:
    """Why people were suspended, revoked, let in for a time or are away, in the words given, by entry."""
    ids = {
        entry.id
        for one in standings
        for entry in (*one.suspensions, *one.leaves, one.revocation, one.temporary)
        if entry is not None
    }
    if not ids:
        return {}
    found = select(Entry.id, Entry.reason, Entry.details).where(Entry.id.in_(sorted(ids)))
    rows = (connection or db.session).execute(found)
    return {number: reason or details.get("asked_for") or "" for number, reason, details in rows}
