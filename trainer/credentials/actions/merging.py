"""Two accounts are one human being: what one entered about the other never was another's word, and is voided; what
their evidence completes together is issued, as on any other day."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from trainer import clock
from trainer.credentials.actions.earning import consider_all
from trainer.credentials.actions.ledger import Occasion
from trainer.credentials.actions.stops import correct, correct_certificate
from trainer.credentials.models import Certificate, CertificateEntry, Entry
from trainer.db import db, hold
from trainer.people.models import Person

# What takes another one than whom it is about; what only stops somebody stays.
TAKES_ANOTHER = ("practical", "license", "training", "document", "verification", "temporary", "reinstatement", "return")
REASON = "Entered under another account of the same human being. Nobody vouches for themselves."


def after_merger(_gone: Person, kept: Person, by: Person) -> str:
    """At each clinic where the account that stays practices, by what that clinic follows today. Says what is voided."""
    hold(kept)
    db.session.flush()
    vouched = vouched_by_themselves(kept)
    for entry in vouched:
        void(entry, by)
    clinics = {
        one.clinic.id: one.clinic
        for one in kept.memberships
        if one.clinic and one.role == "practitioner" and one.left_on is None
    }
    for _, clinic in sorted(clinics.items()):
        consider_all(kept, clinic, clock.today(clinic.time_zone))
    return voided(len(vouched))


def voided(lines: int) -> str:
    if not lines:
        return ""
    what, are = ("line", "is") if lines == 1 else ("lines", "are")
    said = f"{lines} {what} that one account had entered about the other {are} voided"
    return f"{said}: nobody vouches for themselves. Somebody else enters again what is right about it."


def vouched_by_themselves(kept: Person) -> Sequence[Entry]:
    """What one account entered about another, and what one approved that another had asked for."""
    accounts = select(Person.id).where(or_(Person.id == kept.id, Person.merged_into_id == kept.id))
    request = aliased(Entry)
    asked_for = and_(Entry.kind == "temporary", request.by_id.in_(accounts))
    voided = select(Entry.refers_to_id).where(Entry.kind == "correction", Entry.refers_to_id.is_not(None))
    return db.session.scalars(
        select(Entry)
        .outerjoin(request, request.id == Entry.refers_to_id)
        .where(
            Entry.kind.in_(TAKES_ANOTHER),
            Entry.by_id.in_(accounts),
            or_(Entry.person_id.in_(accounts), asked_for),
            Entry.id.not_in(voided),
        )
        .order_by(Entry.id)
    ).all()


def void(entry: Entry, by: Person) -> None:
    """With every certificate that rests on it: what the rest is enough for is issued anew."""
    withdrawn = select(Entry.certificate_id).where(
        Entry.kind == "correction", Entry.certificate_id.is_not(None), Entry.refers_to_id.is_(None)
    )
    resting = (
        select(Certificate)
        .join(CertificateEntry, CertificateEntry.certificate_id == Certificate.id)
        .where(CertificateEntry.entry_id == entry.id, Certificate.id.not_in(withdrawn))
        .order_by(Certificate.id)
    )
    for certificate in db.session.scalars(resting).all():
        occasion = Occasion(certificate.person, certificate.clinic, by, certificate.valid_from, REASON)
        correct_certificate(occasion, certificate, None)
    assert entry.clinic is not None  # what somebody enters, they enter for a clinic
    correct(Occasion(entry.person, entry.clinic, by, entry.from_on, REASON), entry)
