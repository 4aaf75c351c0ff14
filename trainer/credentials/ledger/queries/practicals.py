"""Who may observe whom in a clinic, and which requests to sign wait."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from trainer import clock
from trainer.credentials import rules
from trainer.credentials.models import Entry
from trainer.db import db
from trainer.people.models import Clinic, Membership, Person


def colleagues(clinic: Clinic) -> Sequence[Person]:
    """Everybody who holds a role in the clinic today and can sign in, by name."""
    return db.session.scalars(here(clinic).order_by(Person.name, Person.id)).all()


def practitioners(clinic: Clinic) -> Sequence[Person]:
    """Who practices in the clinic today, by name."""
    return db.session.scalars(here(clinic, "practitioner").order_by(Person.name, Person.id)).all()


def colleague(clinic: Clinic, person_id: int) -> Person:
    return db.one_or_404(here(clinic).where(Person.id == person_id))


def here(clinic: Clinic, *roles: str) -> Select:
    today = clock.today(clinic.time_zone)
    holds = (
        (Membership.clinic_id == clinic.id)
        & (Membership.joined_on <= today)
        & or_(Membership.left_on.is_(None), Membership.left_on >= today)
        & Membership.ended_at.is_(None)
    )
    wanted = Person.memberships.any(holds & Membership.role.in_(roles) if roles else holds)
    return select(Person).where(wanted, Person.merged_into_id.is_(None), Person.deactivated_at.is_(None))


def unsigned(clinic: Clinic, *conditions) -> list[Entry]:
    """Requests to sign that were neither answered nor withdrawn and can still be signed, oldest first."""
    return unsigned_at([clinic], *conditions)


def unsigned_at(clinics: Sequence[Clinic], *conditions) -> list[Entry]:
    answer = Entry.__table__.alias("answer")
    answered = select(answer.c.refers_to_id).where(
        answer.c.kind.in_(list(rules.ANSWERS)), answer.c.refers_to_id.is_not(None)
    )
    found = db.session.scalars(
        select(Entry)
        .where(
            Entry.kind == "practical_request",
            Entry.clinic_id.in_([clinic.id for clinic in clinics]),
            Entry.id.not_in(answered),
            *conditions,
        )
        .order_by(Entry.id)
        .options(joinedload(Entry.person), joinedload(Entry.by))
    ).all()
    zones = {clinic.id: clinic.time_zone for clinic in clinics}
    return [one for one in found if one.clinic_id and can_be_signed(one, zones[one.clinic_id])]


def can_be_signed(request: Entry, time_zone: str) -> bool:
    return clock.today(time_zone) <= rules.sign_by(clock.on_day(request.recorded_at, time_zone))


def answers_to(request: Entry) -> set[str]:
    """The kinds of entries that refer to a request."""
    return set(db.session.scalars(select(Entry.kind).where(Entry.refers_to_id == request.id)))


def was_asked(person: Person, request: Entry) -> bool:
    """Whether a request was made to somebody, or to an account that was merged into theirs."""
    asked = db.session.get_one(Person, request.details["observer"]["person"])
    return (asked.merged_into_id or asked.id) == person.id


def asked_of(person: Person, *clinics: Clinic) -> list[Entry]:
    """What waits for somebody's signature; also what was asked of an account that was merged into theirs."""
    accounts = {person.id, *db.session.scalars(select(Person.id).where(Person.merged_into_id == person.id))}
    return [one for one in unsigned_at(clinics) if one.details["observer"]["person"] in accounts]


def request_here(clinic: Clinic, entry_id: int) -> Entry:
    """A request to sign of this clinic, whatever became of it."""
    return db.one_or_404(
        select(Entry)
        .where(Entry.id == entry_id, Entry.kind == "practical_request", Entry.clinic_id == clinic.id)
        .options(joinedload(Entry.person), joinedload(Entry.by))
    )


def signed_by(person: Person, clinic: Clinic, limit: int) -> Sequence[Entry]:
    """What somebody signed for the clinic, the newest first."""
    return db.session.scalars(
        select(Entry)
        .where(Entry.kind == "practical", Entry.clinic_id == clinic.id, Entry.by_id == person.id)
        .order_by(Entry.recorded_at.desc(), Entry.id.desc())
        .limit(limit)
        .options(joinedload(Entry.person))
    ).all()
