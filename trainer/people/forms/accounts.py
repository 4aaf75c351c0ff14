import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from flask import current_app
from flask_security import EmailValidateException
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from trainer import clock
from trainer.people import queries, rules
from trainer.people.models import Clinic, Person
from trainer.web.forms import DayField, Form

LONGEST_NAME = 100
UNITED_STATES = {
    "America/New_York": "Eastern (New York)",
    "America/Chicago": "Central (Chicago)",
    "America/Denver": "Mountain (Denver)",
    "America/Phoenix": "Mountain without daylight saving (Phoenix)",
    "America/Los_Angeles": "Pacific (Los Angeles)",
    "America/Anchorage": "Alaska (Anchorage)",
    "Pacific/Honolulu": "Hawaii (Honolulu)",
}
REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def time_zone_choices() -> dict[str, list[tuple[str, str]]]:
    """Every named zone, grouped by region, those of the United States first."""
    groups = {"United States": list(UNITED_STATES.items())}
    for zone in sorted(available_timezones() - UNITED_STATES.keys()):
        if zone.startswith(REGIONS):
            region, _, place = zone.partition("/")
            groups.setdefault(region, []).append((zone, place.replace("_", " ").replace("/", ", ")))
    return groups | {"Everywhere": [("UTC", "Coordinated Universal Time (UTC)")]}


def likely_time_zone() -> str:
    """Where this server is, if it says so; one that keeps UTC says nothing about its clinic."""
    named = os.environ.get("TZ") or str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    return named if named.startswith(REGIONS) and named in available_timezones() else "America/New_York"


def tidy(text: str | None) -> str:
    return rules.tidy_name(text or "")


def normal(password: str | None) -> str:
    """However it is typed, the same password is the same text."""
    return current_app.extensions["security"].password_util.normalize(password or "")


def is_email(_form: Form, field: Field) -> None:
    """Keeps the one spelling of the address that everything else uses."""
    try:
        field.data = current_app.extensions["security"].mail_util.validate(field.data)
    except EmailValidateException:
        raise ValidationError("Enter an email address, like ada@example.com") from None


def name_field(label: str, missing: str, autocomplete: str) -> StringField:
    too_long = Length(max=LONGEST_NAME, message="Use at most %(max)d characters")
    return StringField(label, [DataRequired(missing), too_long], [tidy], render_kw={"autocomplete": autocomplete})


def email_field(autocomplete: str) -> EmailField:
    required = InputRequired("Enter an email address")
    return EmailField("Email address", [required, is_email], render_kw={"autocomplete": autocomplete})


def profession_field() -> SelectField:
    return SelectField("Profession", choices=[("", "None of these"), *rules.PROFESSIONS.items()])


def clinic_name_field() -> StringField:
    return name_field("Name of the clinic", "Enter the name of the clinic", "organization")


def time_zone_field() -> SelectField:
    return SelectField("Time zone of the clinic", choices=time_zone_choices, default=likely_time_zone)


def has_address(_form: Form, field: Field) -> None:
    if not rules.slug_of(field.data):
        raise ValidationError("Use a name with letters from A to Z or digits in it: it becomes part of an address")


def good_password(_form: Form, field: Field) -> None:
    problems, _ = current_app.extensions["security"].password_util.validate(field.data, True)
    if problems:
        raise ValidationError(problems[0])


def password_field() -> PasswordField:
    required = InputRequired("Enter a password")
    return PasswordField("Password", [required, good_password], [normal], render_kw={"autocomplete": "new-password"})


def password_again_field() -> PasswordField:
    same = EqualTo("password", "The two passwords differ. Type the same one twice")
    return PasswordField("Password again", [same], [normal], render_kw={"autocomplete": "new-password"})


class SetupForm(Form):
    name = name_field("Your name", "Enter your name", "name")
    email = email_field("email")
    password = password_field()
    password_again = password_again_field()
    profession = profession_field()
    also_practitioner = BooleanField("I take the quizzes myself, too")
    clinic_name = clinic_name_field()
    time_zone = time_zone_field()

    validate_clinic_name = staticmethod(has_address)


class JoinForm(Form):
    """What somebody says about themselves when they accept an invitation."""

    name = name_field("Your name", "Enter your name", "name")
    profession = profession_field()
    password = password_field()
    password_again = password_again_field()


class AccountForm(Form):
    name = name_field("Name", "Enter your name", "name")


class ProfessionForm(Form):
    """What a director knows somebody to be, and from which day on."""

    profession = profession_field()
    from_on = DayField("From which day on", [InputRequired("Enter the date, today or earlier")])
    reason = StringField(
        "How you know",
        [
            DataRequired("Say how you know, for example by the license"),
            Length(max=300, message="Use at most %(max)d characters"),
        ],
        [lambda text: (text or "").strip()],
    )

    def __init__(self, person: Person, clinic: Clinic) -> None:
        self.today = clock.today(clinic.time_zone)
        super().__init__(data={"profession": person.profession or "", "from_on": self.today})

    def validate_from_on(self, field: Field) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("Enter a date that is not in the future")


class ClinicForm(Form):
    name = clinic_name_field()
    time_zone = time_zone_field()

    validate_name = staticmethod(has_address)


def role_choices(roles: Sequence[str]) -> list[tuple[str, str]]:
    return [(role, f"{role.capitalize()}: {rules.ROLES[role][0].lower()}{rules.ROLES[role][1:]}") for role in roles]


class InvitationForm(Form):
    """An invitation into one clinic."""

    name = name_field("Name", "Enter the person's name", "off")
    email = email_field("off")
    profession = profession_field()
    role = RadioField("Role", choices=role_choices(rules.CLINIC_ROLES), default="practitioner")

    def __init__(self, clinic: Clinic | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.wanted_clinic = clinic

    def validate_email(self, field: Field) -> None:
        person = queries.person_by_email(field.data or "")
        if person and not person.active:
            raise ValidationError(
                "The account with this address was closed. Use the one that stays, or another address"
            )

    def validate_role(self, field: Field) -> None:
        person = queries.person_by_email(self.email.data or "")
        if person and holds(person, field.data, self.wanted_clinic):
            raise ValidationError(f"{person.name} holds this role there already")


def holds(person: Person, role: str, clinic: Clinic | None) -> bool:
    wanted = (role, clinic.id if clinic else None, None)
    return any((m.role, m.clinic_id, m.left_on) == wanted for m in person.memberships)


class AnyInvitationForm(InvitationForm):
    """An administrator's invitation: into any clinic, or into the installation as another administrator."""

    role = RadioField("Role", choices=role_choices(tuple(rules.ROLES)), default="director")
    clinic = SelectField("Clinic", validate_choice=False)

    def __init__(self, clinics: Sequence[Clinic], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.clinic.choices = [("", "No clinic (administrators)"), *((one.slug, one.name) for one in clinics)]
        self.wanted_clinic = {one.slug: one for one in clinics}.get(self.clinic.data)

    def validate_clinic(self, field: Field) -> None:
        if self.role.data == "administrator" and field.data:
            raise ValidationError("An administrator runs the whole installation: choose no clinic")
        if self.role.data != "administrator" and not self.wanted_clinic:
            raise ValidationError("Choose the clinic this role is in")


class OtherAccountForm(Form):
    """Asks a question and changes nothing, so it travels in the address and needs no token."""

    class Meta:
        csrf = False

    email = email_field("off")


class WhyForm(Form):
    reason = StringField(
        "Reason. It stays on the record",
        [
            DataRequired("Say why. The reason stays on the record"),
            Length(max=500, message="Use at most %(max)d characters"),
        ],
        [tidy],
    )


class TwoFactorForm(Form):
    roles = SelectMultipleField(
        "Roles that must use a second factor",
        choices=role_choices(tuple(rules.ROLES)),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
