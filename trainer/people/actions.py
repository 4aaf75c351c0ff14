import secrets
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from flask import render_template
from sqlalchemy import delete, update

from trainer import clock, mail, trail
from trainer.db import db
from trainer.errors import Refused
from trainer.people import following, queries, rules
from trainer.people.models import (
    Clinic,
    Invitation,
    Membership,
    Passkey,
    Person,
    PersonProfession,
    SetupLink,
    TwoFactorRule,
)
from trainer.web.addresses import absolute

ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Newcomer:
    """Somebody who gets an account. The password is hashed already."""

    name: str
    email: str
    profession: str | None
    password: str


@dataclass(frozen=True)
class Guest:
    """Somebody who is to be invited, into a clinic or (administrators) into the installation."""

    name: str
    email: str
    profession: str | None
    role: str
    clinic: Clinic | None


def make_setup_link() -> str | None:
    """A token that claims this installation; it replaces the former one. None once somebody has an account."""
    if queries.anybody():
        return None
    token = secrets.token_urlsafe(32)
    db.session.merge(SetupLink(id=1, token_hash=rules.hash_of(token), made_at=clock.now()))
    return token


def claim(token: str, founder: Newcomer, clinic: Clinic, *, also_practitioner: bool) -> Person:
    """Make the first administrator and the first clinic. The link's only row goes with it: of two claims one wins."""
    taken = delete(SetupLink).where(SetupLink.token_hash == rules.hash_of(token)).returning(SetupLink.id)
    if not db.session.scalar(taken) or queries.anybody():
        raise Refused("This installation was set up a moment ago. Sign in, or ask whoever did it for an invitation.")
    person = join(founder)
    open_clinic(clinic, by=person)
    trail.record("installation.claimed", about=person, by=person, clinic=clinic)
    appoint(person, ADMINISTRATOR, None, by=person)
    for role in ["director", "practitioner"] if also_practitioner else ["director"]:
        appoint(person, role, clinic, by=person)
    return person


def join(newcomer: Newcomer) -> Person:
    person = Person(**vars(newcomer), joined_at=clock.now(), fs_uniquifier=uuid4().hex)
    db.session.add(person)
    db.session.flush()
    if person.profession:
        note_profession(person, person.profession, clock.today(person.time_zone or "UTC"))
    return person


def note_profession(person: Person, profession: str | None, on: date, by: Person | None = None) -> None:
    """Add the line that says which profession the person has from a day on."""
    line = PersonProfession(person_id=person.id, profession=profession, from_on=on, recorded_at=clock.now())
    line.by_id = by.id if by else None
    db.session.add(line)
    db.session.flush()


def open_clinic(clinic: Clinic, *, by: Person | None) -> None:
    clinic.slug, clinic.opened_at = rules.slug_of(clinic.name), clock.now()
    db.session.add(clinic)
    db.session.flush()
    trail.record("clinic.opened", by=by, clinic=clinic)


def appoint(person: Person, role: str, clinic: Clinic | None, *, by: Person | None) -> Membership:
    """Give the person a role from today on. Administrators hold theirs in no clinic."""
    if any(m.role == role and m.clinic_id == (clinic and clinic.id) and not m.left_on for m in person.memberships):
        raise Refused(f"{person.name} is {role} there already.")
    membership = Membership(person=person, clinic=clinic, role=role, joined_on=today_at(clinic))
    db.session.add(membership)
    db.session.flush()
    trail.record("person.joined", about=person, by=by, clinic=clinic, role=role)
    return membership


def end(membership: Membership, *, by: Person) -> None:
    """Take a role away, at once. Today stays its last day: on the record it was held until now."""
    if membership.role == ADMINISTRATOR and not queries.another_administrator(membership.person):
        raise Refused("This is the only administrator. Appoint another one first, or nobody could run this any more.")
    membership.left_on, membership.ended_at = today_at(membership.clinic), clock.now()
    trail.record("person.left", about=membership.person, by=by, clinic=membership.clinic, role=membership.role)


def today_at(clinic: Clinic | None):
    return clock.today(clinic.time_zone if clinic else "UTC")


def invite(guest: Guest, *, by: Person | None) -> str:
    """Write the invitation and its mail; the token in the link is handed back, as only its hash is kept."""
    token, now = secrets.token_urlsafe(32), clock.now()
    invitation = Invitation(
        **vars(guest),
        token_hash=rules.hash_of(token),
        invited_by=by,
        invited_at=now,
        expires_at=now + rules.INVITATION_LASTS,
    )
    db.session.add(invitation)
    db.session.flush()
    announce(invitation, token, by=by)
    return token


def invite_again(invitation: Invitation, *, by: Person) -> str:
    """A new link for another fortnight; the former one stops working."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = rules.hash_of(token)
    invitation.expires_at = clock.now() + rules.INVITATION_LASTS
    announce(invitation, token, by=by)
    return token


def announce(invitation: Invitation, token: str, *, by: Person | None) -> None:
    clinic, place = invitation.clinic, invitation.clinic.name if invitation.clinic else "Trainer"
    text = render_template(
        "people/mail/invitation.txt",
        invitation=invitation,
        place=place,
        by=by,
        link=absolute("people.invitation", token=token),
    )
    mail.write(invitation.email, f"{place} invites you to Trainer" if clinic else "Your invitation to Trainer", text)
    trail.record("person.invited", by=by, clinic=clinic, email=invitation.email, role=invitation.role)


def withdraw(invitation: Invitation, *, by: Person) -> None:
    invitation.withdrawn_at = clock.now()
    trail.record("person.uninvited", by=by, clinic=invitation.clinic, email=invitation.email, role=invitation.role)


def accept_as_newcomer(invitation: Invitation, newcomer: Newcomer) -> Person:
    """Use the invitation up and make the account that goes with it."""
    use_up(invitation)
    person = join(newcomer)
    appoint(person, invitation.role, invitation.clinic, by=person)
    return person


def accept_as_member(invitation: Invitation, person: Person) -> None:
    """Use the invitation up and add the role to the account that is there: one person is one record."""
    use_up(invitation)
    appoint(person, invitation.role, invitation.clinic, by=person)


def use_up(invitation: Invitation) -> None:
    """Checked by the database, so that an invitation opened in two tabs is accepted once."""
    now = clock.now()
    used = (
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.token_hash == invitation.token_hash,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > now,
        )
        .values(accepted_at=now)
        .returning(Invitation.id)
    )
    if not db.session.scalar(used):
        raise Refused("This invitation was used or withdrawn a moment ago. If you have an account now, sign in.")


def rename(person: Person, name: str) -> None:
    if name != person.name:
        old, person.name = person.name, name
        trail.record("person.renamed", about=person, by=person, old=old, new=name)


def set_profession(membership: Membership, profession: str | None, *, on: date, reason: str, by: Person) -> None:
    """What somebody is decides what is asked of them, and whom they may observe: nobody says it of themselves."""
    person, clinic = membership.person, membership.clinic
    assert clinic is not None
    if by.id in {person.id, person.merged_into_id} or by.merged_into_id == person.id:
        raise Refused("Nobody sets their own profession. Ask another director of the clinic.")
    note_profession(person, profession, on, by)
    old, person.profession = person.profession, queries.profession_today(person, clock.today(clinic.time_zone))
    trail.record(
        "person.profession_set",
        about=person,
        by=by,
        clinic=clinic,
        effective_at=clock.start_of(on, clinic.time_zone),
        old=old or "none",
        new=profession or "none",
        from_on=on.isoformat(),
        reason=reason,
    )


def require_two_factor(roles: set[str], *, by: Person) -> None:
    """Require a second factor of exactly these roles; those who hold one and have none set it up at their next page."""
    before = set(queries.required_roles())
    for role in sorted(roles - before):
        db.session.add(TwoFactorRule(role=role, required_since=clock.now()))
        trail.record("two_factor.required", by=by, role=role)
    for role in sorted(before - roles):
        db.session.execute(delete(TwoFactorRule).where(TwoFactorRule.role == role))
        trail.record("two_factor.waived", by=by, role=role)


def remove_second_factor(person: Person, *, by: Person | None) -> None:
    """For somebody who lost phone and recovery codes: the password alone lets them in again."""
    person.tf_primary_method = person.tf_totp_secret = person.mf_recovery_codes = None
    db.session.execute(delete(Passkey).where(Passkey.user_id == person.id, Passkey.usage == "secondary"))
    trail.record("person.two_factor", about=person, by=by, change="removed for somebody who lost it")


def merge(gone: Person, kept: Person, *, by: Person, reason: str) -> list[str]:
    """Two accounts are one human being: from now on the evidence of `gone` counts for `kept`, and `gone` is closed.
    What follows from it elsewhere is said in sentences.

    What was known before stays as it was known. One step only: an account that was merged, or into which another one
    was, goes nowhere, so that whose record a line belongs to never takes a search.
    """
    if gone.id == kept.id:
        raise Refused("This is the same account. Choose the other one.")
    if by.id in {gone.id, kept.id}:
        raise Refused("Nobody merges accounts of their own. Ask another administrator.")
    if gone.merged_into_id or kept.merged_into_id:
        raise Refused("One of the two was merged into another account already. Choose that other account.")
    if queries.anybody_merged_into(gone):
        raise Refused("Another account was merged into this one. Merge the other way round.")
    if gone.erased_at or kept.erased_at:
        raise Refused("One of the two was erased. What its record had to keep stays where it is.")
    close(gone, by=by)
    gone.merged_into_id, gone.merged_at = kept.id, clock.now()
    for person in (gone, kept):
        trail.record("person.merged", about=person, by=by, gone=gone.id, kept=kept.id, reason=reason)
    db.session.flush()
    return following.happened("merged", gone, kept, by)


def close(person: Person, *, by: Person) -> None:
    """Nobody signs in with the account any more, sessions end, and every role with them."""
    for membership in person.memberships:
        if membership.left_on is None:
            end(membership, by=by)
    person.deactivated_at, person.fs_uniquifier = person.deactivated_at or clock.now(), uuid4().hex


def erase(person: Person, *, by: Person, reason: str) -> None:
    """Take away all of the account that the record need not keep: how to reach the person, and how they signed in."""
    if person.id == by.id:
        raise Refused("Nobody erases their own account. Ask another administrator.")
    if person.erased_at:
        raise Refused("This account has been erased already.")
    close(person, by=by)
    old, person.email = person.email, rules.erased_email(person.id)
    person.password = person.fs_webauthn_user_handle = person.tf_phone_number = person.tf_last_counter = None
    person.tf_primary_method = person.tf_totp_secret = person.mf_recovery_codes = None
    person.erased_at = clock.now()
    db.session.execute(delete(Passkey).where(Passkey.user_id == person.id))
    db.session.execute(delete(mail.Letter).where(mail.Letter.to == old))
    forget_invitations(old, person)
    following.happened("unreachable", old, person)
    trail.record("person.erased", about=person, by=by, reason=reason)
    db.session.flush()
    following.happened("erased", person, by)


def forget_invitations(email: str, person: Person) -> None:
    """Unanswered ones go; of those that were used it stays on record that they were, without the address."""
    theirs = Invitation.email == email
    db.session.execute(delete(Invitation).where(theirs, Invitation.accepted_at.is_(None)))
    db.session.execute(update(Invitation).where(theirs).values(email=person.email))
