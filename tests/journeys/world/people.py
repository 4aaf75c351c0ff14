"""Pages of strangers, of newcomers, of accounts, and of who administers the installation."""

from datetime import timedelta
from secrets import token_bytes

from flask import current_app
from flask_security import hash_password
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import select, update

from tests.builders import saved
from tests.journeys.walks import PASSWORD
from tests.journeys.world.sample import SLUG, Pages, answered, certificates_of, first, persona
from trainer import clock, mail
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.demo import cast
from trainer.people import actions as people
from trainer.people.models import Invitation, Passkey, Person


def of_a_stranger() -> Pages:
    director, holder = persona("director"), persona("holder")
    holder.password = hash_password(PASSWORD)
    newest, *_ = certificates_of(holder)
    lapsed = first(
        select(Certificate).where(Certificate.valid_until < clock.now().date(), Certificate.person_id != holder.id)
    )
    return answered(
        200,
        "/sign-in",
        "/sign-in/passkey",
        "/password/reset",
        f"/password/reset/{generate_reset_password_token(holder)}",
        f"/invitations/{invite(director, 'new@example.org')}",
        f"/invitations/{invite(director, holder.email, role='educator')}",
        "/check",
        "/check?code=",
        *(f"/check/{code}" for code in (newest.code, first_of(newest).code, lapsed.code)),
        "/demo",
    ) | (
        answered(404, "/setup/used", "/invitations/unknown", "/check/XXXX", "/no-such-page")
        | answered(410, *(f"/invitations/{invite(director, f'{how}@example.org', how)}" for how in CLOSED))
    )


CLOSED = {
    "used": {"accepted_at": clock.now()},
    "withdrawn": {"withdrawn_at": clock.now()},
    "expired": {"expires_at": clock.now() - timedelta(days=1)},
}


def invite(director: Person, email: str, closed: str = "", role: str = "practitioner") -> str:
    guest = people.Guest(cast.LONG_NAME, email, "chiropractor", role, director.clinics[0])
    token = people.invite(guest, by=director)
    if closed:
        db.session.execute(update(Invitation).where(Invitation.email == email).values(CLOSED[closed]))
    return token


def first_of(certificate: Certificate) -> Certificate:
    """The one that this one renews."""
    return first(select(Certificate).where(Certificate.id == certificate.renews_id))


def of_a_newcomer() -> Pages:
    newcomer, director = persona("newcomer"), persona("director")
    return answered(
        200,
        "/",
        "/modules/",
        "/certificates/",
        f"/modules/{SLUG}/quiz",
        f"/invitations/{invite(director, newcomer.email, role='director')}",
        f"/invitations/{invite(director, 'other@example.org', role='director')}",
    ) | answered(403, "/admin/")


def of_an_account() -> Pages:
    return answered(
        200,
        "/account",
        "/account/second-factor",
        "/account/authenticator",
        "/account/recovery-codes",
        "/account/passkeys",
        "/password/change",
        "/sign-in/again",
    )


def of_a_protected_account() -> Pages:
    return of_an_account() | answered(200, "/sign-in/again/passkey", "/account/recovery-codes?show_codes=1")


def of_an_administrator() -> Pages:
    administrator, holder, protected = persona("administrator"), persona("holder"), persona("due-soon")
    now = clock.now()
    waiting = first(select(mail.Letter).order_by(mail.Letter.id))
    sent = saved(
        mail.Letter(to="a@example.org", subject="It has left", text=None, written_at=now, sent_at=now, problem=None)
    )
    return answered(
        200,
        "/",
        "/admin/",
        "/admin/outbox",
        f"/admin/outbox/{waiting.id}",
        f"/admin/outbox/{sent.id}",
        "/admin/clinics",
        "/admin/people",
        "/admin/people?q=nobody-of-this-name",
        f"/admin/people/{holder.id}",
        f"/admin/people/{administrator.id}/memberships/{administrator.memberships[0].id}/end",
        f"/admin/people/{protected.id}",
        f"/admin/people/{protected.id}/second-factor/removal",
        "/admin/invitations",
        "/admin/two-factor",
        "/setup/modules",
    )


def protect(person: Person) -> None:
    """With every way to sign in: password, authenticator app, passkey, recovery codes."""
    person.password = hash_password(PASSWORD)
    person.tf_primary_method = "authenticator"
    person.tf_totp_secret = current_app.extensions["security"].totp_factory.generate_totp_secret()
    person.mf_recovery_codes = ["aaaa-bbbb-cccc", "dddd-eeee-ffff"]
    for usage in ("first", "secondary"):
        device = {"device_type": "multi_device", "backup_state": False, "extensions": "{}", "transports": []}
        key = {"credential_id": token_bytes(16), "public_key": token_bytes(32), "usage": usage}
        person.webauthn.append(Passkey(name=f"Passkey used {usage}", **device, **key))
