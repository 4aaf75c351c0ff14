"""Flask-Security, fitted to our tables: how it finds people, counts codes, asks for passkeys and words its forms."""

import base64
from functools import cache
from typing import Any, ClassVar

import segno
from flask_security import (
    ChangePasswordForm,
    EmailValidateException,
    ForgotPasswordForm,
    LoginForm,
    MailUtil,
    MfRecoveryCodesUtil,
    MfRecoveryForm,
    ResetPasswordForm,
    RoleMixin,
    SQLAlchemyUserDatastore,
    Totp,
    TwoFactorRescueForm,
    TwoFactorSelectForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
    WebAuthnRegisterForm,
    WebAuthnSigninForm,
    WebauthnUtil,
)
from passlib.totp import TotpMatch
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from wtforms import RadioField

from trainer import config, trail
from trainer.db import db
from trainer.people import rules
from trainer.people.models import Membership, Passkey, Person


class NoRole(RoleMixin):
    """Flask-Security wants a role model; our roles are memberships."""

    name = ""


class People(SQLAlchemyUserDatastore):
    def __init__(self) -> None:
        super().__init__(db, Person, NoRole, Passkey)

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Person | None:
        """The person with all that every page asks of them, in one statement. Addresses are kept in small letters."""
        (column, value), *_ = by.items()
        if column == "email" and value:
            value = rules.tidy_email(value)
        return db.session.scalars(person_by(column), {"value": value}).unique().one_or_none()


@cache
def person_by(column: str) -> Select:
    """Asked for each page, so it is written once for each column."""
    with_roles = joinedload(Person.memberships).options(
        joinedload(Membership.clinic), joinedload(Membership.two_factor_rule)
    )
    return select(Person).where(getattr(Person, column) == bindparam("value")).options(with_roles)


class TimedCodes(Totp):
    """Six digits from an app. RFC 6238, 5.2: a code is accepted once."""

    def get_last_counter(self, user: Any) -> int | None:
        return user.tf_last_counter

    def set_last_counter(self, user: Any, tmatch: TotpMatch) -> None:
        user.tf_last_counter = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> str:
        """On white, so that it can be scanned in the dark theme too."""
        return segno.make(self.get_totp_uri(username, totp)).svg_data_uri(scale=5, border=4, light="white")


class RecoveryCodes(MfRecoveryCodesUtil):
    """Kept encrypted. New ones are a line on the trail."""

    def __init__(self, app: Any) -> None:
        super().__init__(app)
        key = bytes.fromhex(config.derived(app.config["SECRET_KEY"], "recovery codes"))
        self.setup_cryptor([base64.urlsafe_b64encode(key)])

    def create_recovery_codes(self, user: Any) -> list[str]:
        person = behind(user)
        trail.record("person.two_factor", about=person, by=person, change="made new recovery codes")
        return super().create_recovery_codes(person)

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        person = behind(user)
        trail.record("person.two_factor", about=person, by=person, change="used a recovery code")
        return super().delete_recovery_code(person, code)


class Passkeys(WebauthnUtil):
    """Any kind of passkey: in the device, in a phone, on a stick."""

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        alone = usage == "first"
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED if alone else ResidentKeyRequirement.DISCOURAGED,
            user_verification=verification(alone),
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        return verification(alone="secondary" not in usage)


def verification(alone: bool) -> UserVerificationRequirement:
    """A passkey in place of the password must check a finger, a face or a PIN: only then it is two factors in one."""
    return UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.DISCOURAGED


def behind(user: Any) -> Person:
    """The person, where Flask-Security hands on Flask-Login's stand-in for them."""
    return user._get_current_object() if hasattr(user, "_get_current_object") else user


class Addresses(MailUtil):
    """How an address is read: one spelling, no question to a name server."""

    def normalize(self, email: str) -> str:
        return rules.tidy_email(super().normalize(email.strip()))

    def validate(self, email: str) -> str:
        tidy = rules.tidy_email(super().validate(email.strip()))
        if "." not in tidy.partition("@")[2]:
            raise EmailValidateException("The part after @ is not complete")
        return tidy


class Worded:
    """A form of Flask-Security's with our labels."""

    labels: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in self.labels.items():
            field = getattr(self, name)
            field.label.text, field.description = text, ""


class SignInForm(Worded, LoginForm):
    labels = {"email": "Email address", "password": "Password", "remember": "Keep me signed in on this device"}


class VerifyAgainForm(Worded, VerifyForm):
    labels = {"password": "Password"}


class ForgottenForm(Worded, ForgotPasswordForm):
    labels = {"email": "Email address"}


class NewPasswordForm(Worded, ResetPasswordForm):
    labels = {"password": "New password", "password_confirm": "New password again"}


class OtherPasswordForm(Worded, ChangePasswordForm):
    labels = {
        "password": "Current password",
        "new_password": "New password",
        "new_password_confirm": "New password again",
    }


class CodeForm(Worded, TwoFactorVerifyCodeForm):
    labels = {"code": "Six-digit code"}


class RecoveryForm(Worded, MfRecoveryForm):
    labels = {"code": "Recovery code"}

    def validate(self, **kwargs: Any) -> bool:
        self.code.data = (self.code.data or "").strip().lower()
        return super().validate(**kwargs)


class WhichForm(Worded, TwoFactorSelectForm):
    labels = {"which": "Second factor"}


class RescueForm(TwoFactorRescueForm):
    """The only way out that is offered is a recovery code: no codes by mail, no mail to a stranger."""

    help_setup: RadioField = RadioField("Help", choices=[])


class AddPasskeyForm(Worded, WebAuthnRegisterForm):
    labels = {"name": "Name of the passkey", "usage": "Use it"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usage.choices = [
            ("secondary", "after my password"),
            ("first", "instead of my password"),
        ]


class PasskeyForm(Worded, WebAuthnSigninForm):
    labels = {"remember": "Keep me signed in on this device"}


FORMS: dict[str, Any] = {
    "login_form": SignInForm,
    "verify_form": VerifyAgainForm,
    "forgot_password_form": ForgottenForm,
    "reset_password_form": NewPasswordForm,
    "change_password_form": OtherPasswordForm,
    "two_factor_verify_code_form": CodeForm,
    "two_factor_select_form": WhichForm,
    "two_factor_rescue_form": RescueForm,
    "mf_recovery_form": RecoveryForm,
    "wan_register_form": AddPasskeyForm,
    "wan_signin_form": PasskeyForm,
}
