"""Imported certificates, and the looks at their issuers."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from trainer.credentials.models import Certificate, CertificateEntry, Entry
from trainer.credentials.provenance.rules import Look, Provenance, provenance
from trainer.credentials.queries.histories import belong_to, owner
from trainer.db import db
from trainer.people.models import Clinic, Person

SUBJECT = "imported-certificate"


def of_certificates(
    ids: Collection[int], known_at: datetime | None = None, connection: Connection | None = None
) -> dict[int, Provenance]:
    """Of these certificates those that were imported, with their provenance as known at a moment (None: now)."""
    imported = (
        (connection or db.session)
        .execute(
            select(CertificateEntry.certificate_id, Entry.id, Entry.details)
            .join(Entry, Entry.id == CertificateEntry.entry_id)
            .where(CertificateEntry.certificate_id.in_(ids), Entry.kind == "document", Entry.subject == SUBJECT)
            .order_by(CertificateEntry.certificate_id, Entry.id)
        )
        .all()
    )
    looks = looks_at({one.id for one in imported}, connection) if imported else {}
    return {
        one.certificate_id: provenance(
            one.id, one.details.get("provenance", "imported"), one.details.get("issuer") or "", looks[one.id], known_at
        )
        for one in imported
    }


def of_certificate(certificate: Certificate, known_at: datetime | None = None) -> Provenance | None:
    return of_certificates([certificate.id], known_at).get(certificate.id)


def of_entry(entry: Entry) -> Provenance:
    details = entry.details
    looks = looks_at({entry.id})[entry.id]
    return provenance(entry.id, details.get("provenance", "imported"), details.get("issuer") or "", looks, None)


def looks_at(entries: Collection[int], connection: Connection | None = None) -> dict[int, list[Look]]:
    voiding = aliased(Entry)
    rows = (connection or db.session).execute(
        select(
            Entry.refers_to_id,
            Entry.id,
            Entry.from_on,
            Entry.good,
            Entry.details,
            Entry.recorded_at,
            Person.name,
            voiding.recorded_at.label("voided_at"),
        )
        .outerjoin(Person, Person.id == Entry.by_id)
        .outerjoin(voiding, and_(voiding.kind == "correction", voiding.refers_to_id == Entry.id))
        .where(Entry.kind == "verification", Entry.refers_to_id.in_(entries))
        .order_by(Entry.id)
    )
    found: dict[int, list[Look]] = defaultdict(list)
    for one in rows:
        scope = bool(one.details.get("same_scope"))
        look = Look(one.id, one.from_on, one.name or "the system", one.good, scope, one.recorded_at, one.voided_at)
        found[one.refers_to_id].append(look)
    return found


def not_verified(clinic: Clinic) -> Select[tuple[Entry]]:
    """What the clinic imported and is not verified. Oldest last day first."""
    return (
        select(Entry)
        .where(Entry.clinic_id == clinic.id, *is_not_verified(None))
        .order_by(Entry.until_on, Entry.id)
        .options(joinedload(Entry.person))
    )


def with_not_verified(clinic_ids: Collection[int], known_at: datetime | None) -> Select:
    """Whose record has something that one of these clinics imported and that was not verified by the moment."""
    return (
        select(owner(known_at))
        .select_from(Entry)
        .join(Person, Person.id == Entry.person_id)
        .where(Entry.clinic_id.in_(clinic_ids), *is_not_verified(known_at))
        .correlate(None)
    )


def is_not_verified(known_at: datetime | None) -> tuple[ColumnElement[bool], ...]:
    """Of an entry: came with an import, stands, and is not confirmed by the newest look, see `rules`."""
    look, newer = aliased(Entry), aliased(Entry)
    denied = exists().where(
        stands(newer, known_at),
        newer.kind == "verification",
        newer.refers_to_id == Entry.id,
        ~newer.good,
        or_(
            newer.from_on > look.from_on,
            and_(newer.from_on == look.from_on, newer.recorded_at >= look.recorded_at),
        ),
    )
    confirmed = exists().where(
        stands(look, known_at), look.kind == "verification", look.refers_to_id == Entry.id, look.good, ~denied
    )
    return Entry.kind == "document", Entry.subject == SUBJECT, stands(Entry, known_at), ~confirmed


def stands(line: type[Entry], known_at: datetime | None) -> ColumnElement[bool]:
    """Known by the moment (None: now) and not voided by then."""
    voiding = aliased(Entry)
    voided = exists().where(voiding.kind == "correction", voiding.refers_to_id == line.id)
    if known_at is None:
        return ~voided
    return and_(line.recorded_at <= known_at, ~voided.where(voiding.recorded_at <= known_at))


def imported_here(clinic: Clinic, person: Person, entry_id: int) -> Entry:
    """A line of an import of this clinic about the person; what another clinic imported is that clinic's."""
    wanted = select(Entry).where(
        Entry.id == entry_id,
        Entry.person.has(belong_to([person.id])),
        Entry.clinic_id == clinic.id,
        Entry.kind == "document",
        Entry.subject == SUBJECT,
    )
    return db.one_or_404(wanted.options(joinedload(Entry.person), joinedload(Entry.by)))


def issued_on(entry: Entry) -> Certificate | None:
    """The certificate that was made of an imported line and was not withdrawn; None: it is held back, or gone."""
    withdrawal = aliased(Entry)
    withdrawn = exists().where(
        withdrawal.kind == "correction",
        withdrawal.certificate_id == Certificate.id,
        withdrawal.refers_to_id.is_(None),
    )
    return db.session.scalars(
        select(Certificate)
        .join(CertificateEntry, CertificateEntry.certificate_id == Certificate.id)
        .where(CertificateEntry.entry_id == entry.id, ~withdrawn)
        .order_by(Certificate.id.desc())
        .limit(1)
    ).first()


def released_on(entries: Collection[int]) -> Sequence[tuple[int, Certificate]]:
    """What was issued on these imported lines when they were verified, and was not withdrawn."""
    withdrawal = aliased(Entry)
    withdrawn = exists().where(
        withdrawal.kind == "correction",
        withdrawal.certificate_id == Certificate.id,
        withdrawal.refers_to_id.is_(None),
    )
    rows = db.session.execute(
        select(CertificateEntry.entry_id, Certificate)
        .join(Certificate, Certificate.id == CertificateEntry.certificate_id)
        .where(CertificateEntry.entry_id.in_(entries), ~withdrawn)
        .order_by(Certificate.id)
    )
    return [(entry, certificate) for entry, certificate in rows]


def verifications_of(entries: Collection[int]) -> Sequence[Entry]:
    """Of these imported lines, those that stand."""
    voiding = aliased(Entry)
    return db.session.scalars(
        select(Entry)
        .where(
            Entry.kind == "verification",
            Entry.refers_to_id.in_(entries),
            ~exists().where(voiding.kind == "correction", voiding.refers_to_id == Entry.id),
        )
        .order_by(Entry.id)
    ).all()


def was_issued(entry: Entry) -> bool:
    """Whether there ever was a certificate of it, withdrawn or not."""
    return bool(db.session.scalar(select(exists().where(CertificateEntry.entry_id == entry.id))))
