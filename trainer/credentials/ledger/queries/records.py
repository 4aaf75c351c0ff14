"""Whose record a director may write, and which lines of it."""

from collections.abc import Sequence
from datetime import date

from flask import abort
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from trainer import clock
from trainer.credentials.models import Certificate, CertificateEntry, CredentialVersion, Entry
from trainer.credentials.queries import Shelf
from trainer.credentials.queries.histories import belong_to
from trainer.db import db
from trainer.people.models import Clinic, Membership, Person


def member(clinic: Clinic, person_id: int) -> Person:
    """Somebody who holds or held a role in the clinic; whoever never did does not exist here."""
    return db.one_or_404(
        select(Person).where(Person.id == person_id, Person.memberships.any(Membership.clinic_id == clinic.id))
    )


def is_here(person: Person, clinic: Clinic) -> bool:
    return person.merged_into_id is None and any(one.id == clinic.id for one in person.clinics)


def present_member(clinic: Clinic, person_id: int) -> Person:
    """Somebody who works here today: of who has left, nothing new is entered."""
    found = member(clinic, person_id)
    return found if is_here(found, clinic) else abort(404)


def entered_here(clinic: Clinic, person: Person, entry_id: int, *kinds: str) -> Entry:
    """A line that this clinic entered; what another clinic says about somebody is that clinic's to change."""
    wanted = select(Entry).where(
        Entry.id == entry_id,
        Entry.person.has(belong_to([person.id])),
        Entry.clinic_id == clinic.id,
        Entry.kind != "correction",
    )
    if kinds:
        wanted = wanted.where(Entry.kind.in_(kinds))
    return db.one_or_404(wanted.options(joinedload(Entry.by)))


def open_entry(clinic: Clinic, person: Person, entry_id: int, kind: str) -> Entry:
    """A suspension or leave that was neither ended nor voided."""
    entry = entered_here(clinic, person, entry_id, kind)
    answer = Entry.__table__.alias("answer")
    voided = select(answer.c.refers_to_id).where(answer.c.kind == "correction", answer.c.refers_to_id.is_not(None))
    settled = select(Entry.id).where(Entry.refers_to_id == entry.id, Entry.id.not_in(voided)).limit(1)
    return abort(404) if db.session.scalar(settled) else entry


def issued_here(clinic: Clinic, person: Person, certificate_id: int) -> Certificate:
    return db.one_or_404(
        select(Certificate)
        .where(
            Certificate.id == certificate_id,
            Certificate.person.has(belong_to([person.id])),
            Certificate.clinic_id == clinic.id,
        )
        .options(joinedload(Certificate.clinic))
    )


def version_here(shelf: Shelf, clinic: Clinic, slug: str) -> CredentialVersion:
    """The version of a credential that the clinic follows, or the newest there is of one that it stopped following."""
    today = clock.today(clinic.time_zone)
    followed = [one for one in shelf.followed(clinic.id, today) if one.credential.slug == slug]
    others = [one for one in shelf.versions if one.credential.slug == slug]
    return (followed or others[-1:] or [abort(404)])[0]


def resting_on(entry: Entry) -> Sequence[Certificate]:
    """Certificates that name the entry as what they rest on, and were not withdrawn."""
    return db.session.scalars(
        select(Certificate)
        .join(CertificateEntry, CertificateEntry.certificate_id == Certificate.id)
        .where(CertificateEntry.entry_id == entry.id, Certificate.id.not_in(withdrawn()))
        .order_by(Certificate.valid_from, Certificate.id)
    ).all()


def withdrawn() -> Select:
    return select(Entry.certificate_id).where(
        Entry.kind == "correction", Entry.certificate_id.is_not(None), Entry.refers_to_id.is_(None)
    )


def people_named(ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)).order_by(Person.id))
    return {row.id: row.name for row in rows}


def waiting(clinic: Clinic | None) -> Sequence[Entry]:
    """Requests for temporary clearance that nobody has approved or voided; `clinic` None: of all. Oldest first.

    Those whose last day has passed are among them: what day it is depends on the clinic.
    """
    answer = Entry.__table__.alias("answer")
    settled = select(answer.c.refers_to_id).where(
        answer.c.kind.in_(("temporary", "correction")), answer.c.refers_to_id.is_not(None)
    )
    wanted = select(Entry).where(Entry.kind == "temporary_request", Entry.id.not_in(settled))
    if clinic is not None:
        wanted = wanted.where(Entry.clinic_id == clinic.id)
    found = db.session.scalars(
        wanted.order_by(Entry.id).options(joinedload(Entry.person), joinedload(Entry.by), joinedload(Entry.clinic))
    ).all()
    return [one for one in found if one.until_on and one.until_on >= today_at(one)]


def settled(request: Entry) -> Entry | None:
    """What became of a request for temporary clearance: the correction that voided it, else its approval."""
    answers = select(Entry).where(Entry.kind.in_(("temporary", "correction")), Entry.refers_to_id == request.id)
    return db.session.scalars(answers.order_by(Entry.kind, Entry.id).options(joinedload(Entry.by))).first()


def today_at(entry: Entry) -> date:
    return clock.today(entry.clinic.time_zone if entry.clinic else "UTC")


def waiting_request(entry_id: int, clinic: Clinic | None, person_id: int | None) -> Entry:
    """A request of the clinic about the person; None: of any, about anybody."""
    wanted = select(Entry).where(Entry.id == entry_id, Entry.kind == "temporary_request")
    if clinic is not None:
        wanted = wanted.where(Entry.clinic_id == clinic.id, Entry.person_id == person_id)
    return db.one_or_404(
        wanted.options(joinedload(Entry.person), joinedload(Entry.by), joinedload(Entry.clinic)),
    )
