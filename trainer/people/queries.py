from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.db import db
from trainer.errors import Refused
from trainer.mail import Letter
from trainer.people import rules
from trainer.people.models import Clinic, Invitation, Membership, Person, PersonProfession, SetupLink, TwoFactorRule


def anybody() -> bool:
    """Whether this installation has been claimed."""
    return bool(db.session.scalar(select(exists().select_from(Person))))


def can_be_set_up(token: str) -> bool:
    """Whether the link is the newest one and nobody has used it."""
    return bool(
        db.session.scalar(
            select(exists().where(SetupLink.token_hash == rules.hash_of(token))).where(
                ~select(Person.id).limit(1).exists()
            )
        )
    )


def person_by_email(email: str) -> Person | None:
    return db.session.scalar(
        select(Person).where(Person.email == rules.tidy_email(email)).options(selectinload(Person.memberships))
    )


def known_person(email: str) -> Person:
    person = person_by_email(email)
    if person is None:
        raise Refused(f"Nobody here has the address {email}.")
    return person


CLINIC_BY_SLUG = select(Clinic).where(Clinic.slug == bindparam("slug"))  # asked for each page: written once


def clinic_by_slug(slug: str) -> Clinic | None:
    return db.session.scalar(CLINIC_BY_SLUG, {"slug": slug})


def known_clinic(slug: str) -> Clinic:
    clinic = clinic_by_slug(slug)
    if clinic is None:
        raise Refused(f"There is no clinic {slug}. The end of its address is meant, like riverbend-clinic.")
    return clinic


def all_clinics() -> Sequence[Clinic]:
    return db.session.scalars(select(Clinic).order_by(Clinic.name, Clinic.id)).all()


def required_roles() -> Sequence[str]:
    """The roles that must sign in with a second factor."""
    return db.session.scalars(select(TwoFactorRule.role).order_by(TwoFactorRule.role)).all()


def invitation_by_token(token: str) -> Invitation | None:
    return db.session.scalar(
        select(Invitation)
        .where(Invitation.token_hash == rules.hash_of(token))
        .options(joinedload(Invitation.clinic), joinedload(Invitation.invited_by))
    )


def open_invitation(invitation_id: int, clinic: Clinic | None) -> Invitation:
    """An invitation of the clinic (None: of any) that can still be withdrawn or sent again."""
    wanted = select(Invitation).where(
        Invitation.id == invitation_id, Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
    )
    if clinic:
        wanted = wanted.where(Invitation.clinic_id == clinic.id)
    return db.session.scalar(wanted.options(joinedload(Invitation.clinic))) or abort(404)


def open_invitations(clinic: Clinic | None) -> Select[tuple[Invitation]]:
    """Newest first, also those that expired: they can be sent again. `clinic` None: of all clinics."""
    wanted = select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
    if clinic:
        wanted = wanted.where(Invitation.clinic_id == clinic.id)
    return wanted.order_by(Invitation.invited_at.desc(), Invitation.id.desc()).options(
        joinedload(Invitation.clinic), joinedload(Invitation.invited_by)
    )


def members(clinic: Clinic) -> Select[tuple[Membership]]:
    """Roles that have not been ended, by name."""
    return (
        select(Membership)
        .join(Membership.person)
        .where(Membership.clinic_id == clinic.id, Membership.left_on.is_(None))
        .order_by(Person.name, Person.id, Membership.role, Membership.id)
        .options(joinedload(Membership.person))
    )


def membership_in(clinic: Clinic, membership_id: int) -> Membership:
    return db.one_or_404(
        select(Membership)
        .where(Membership.id == membership_id, Membership.clinic_id == clinic.id, Membership.left_on.is_(None))
        .options(joinedload(Membership.person))
    )


def profession_today(person: Person, day: date) -> str | None:
    """What somebody is on a day: what began last by then, and of two from one day what was recorded last."""
    return db.session.scalars(
        select(PersonProfession.profession)
        .where(PersonProfession.person_id == person.id, PersonProfession.from_on <= day)
        .order_by(PersonProfession.from_on.desc(), PersonProfession.recorded_at.desc(), PersonProfession.id.desc())
        .limit(1)
    ).first()


def membership_of(person: Person, membership_id: int) -> Membership:
    return db.one_or_404(
        select(Membership).where(
            Membership.id == membership_id, Membership.person_id == person.id, Membership.left_on.is_(None)
        )
    )


def goes_by(person: Person) -> Person:
    """The account that the human being goes by today: what is recorded from now on is read there."""
    return db.session.get_one(Person, person.merged_into_id) if person.merged_into_id else person


def merged_into(person: Person) -> Sequence[Person]:
    """The other accounts of the same human being."""
    return db.session.scalars(
        select(Person).where(Person.merged_into_id == person.id).order_by(Person.merged_at, Person.id)
    ).all()


def anybody_merged_into(person: Person) -> bool:
    return bool(db.session.scalar(select(exists().where(Person.merged_into_id == person.id))))


def another_administrator(person: Person) -> bool:
    """Whether somebody else could run the installation, too."""
    theirs = (Membership.role == "administrator", Membership.left_on.is_(None), Membership.person_id != person.id)
    return bool(db.session.scalar(select(exists().where(*theirs))))


def people(words: str, role: str) -> Select[tuple[Person]]:
    """Everybody whose name or address contains the words and who holds the role (empty: all), by name."""
    wanted = select(Person)
    for word in words.split():
        wanted = wanted.where(
            or_(Person.name.icontains(word, autoescape=True), Person.email.contains(word.lower(), autoescape=True))
        )
    if role:
        wanted = wanted.where(Person.memberships.any((Membership.role == role) & Membership.left_on.is_(None)))
    return wanted.order_by(Person.name, Person.id).options(selectinload(Person.memberships))


def person(person_id: int) -> Person:
    return db.one_or_404(
        select(Person)
        .where(Person.id == person_id)
        .options(selectinload(Person.memberships), selectinload(Person.webauthn))
    )


def clinics_with_people() -> Select[tuple[Clinic, int]]:
    """Every clinic and how many people hold a role there, by name."""
    people_there = (
        select(func.count(Membership.person_id.distinct()))
        .where(Membership.clinic_id == Clinic.id, Membership.left_on.is_(None))
        .scalar_subquery()
    )
    return select(Clinic, people_there).order_by(Clinic.name, Clinic.id)


def letters() -> Select[tuple[Letter]]:
    """The outbox, newest first."""
    return select(Letter).order_by(Letter.written_at.desc(), Letter.id.desc())


@dataclass(frozen=True)
class Counts:
    people: int
    clinics: int
    invitations: int
    letters: int


def counts() -> Counts:
    """What the administrator's first page shows, in one statement. `letters` are those that still wait."""
    people = select(func.count(Person.id)).scalar_subquery()
    clinics = select(func.count(Clinic.id)).scalar_subquery()
    invitations = (
        select(func.count(Invitation.id))
        .where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    waiting = select(func.count(Letter.id)).where(Letter.sent_at.is_(None)).scalar_subquery()
    return Counts(*db.session.execute(select(people, clinics, invitations, waiting)).one())
