"""What a clinic's lead signs: from which day on something is followed, or no more."""

from datetime import date
from typing import Any

from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from trainer import clock
from trainer.people import rules
from trainer.people.forms.accounts import tidy
from trainer.people.models import Clinic, Person
from trainer.web.forms import DayField, Form
from trainer.web.pages import day


def signature_field() -> StringField:
    return StringField(
        "Your name and profession or license, as you sign",
        [DataRequired("Enter your name"), Length(max=200, message="Use at most %(max)d characters")],
        [tidy],
    )


def statement_field(label: str, missing: str = "Enter a statement") -> TextAreaField:
    return TextAreaField(
        label,
        [DataRequired(missing), Length(max=2000, message="Use at most %(max)d characters")],
        [lambda text: (text or "").strip()],
        render_kw={"rows": 3},
    )


def as_signed(person: Person) -> str:
    """Ada Okafor, physical therapist"""
    profession = rules.PROFESSIONS.get(person.profession or "", "").removeprefix("Sports medicine: ").lower()
    return f"{person.name}, {profession}" if profession else person.name


class SignedForm(Form):
    """A clinic's lead stands for a version of something from a day on: of a module, a policy, the rules of a state.

    `version` is the one that was read: where it is no longer the one wanted, that one has to be read first. Other forms
    add name, statement and what is confirmed, in their own words. `wanted` has a number and the moment of publication.
    """

    version = HiddenField()
    adopted_on: DayField

    def __init__(self, clinic: Clinic, wanted: Any, **defaults: Any) -> None:
        self.today = clock.today(clinic.time_zone)
        self.wanted, self.published_on = wanted, clock.on_day(wanted.published_at, clinic.time_zone)
        super().__init__(**{"version": str(wanted.number), "adopted_on": self.today} | defaults)

    def validate_version(self, field: Field) -> None:
        number = str(self.wanted.number)
        if field.data != number:
            field.data = number
            for one in self:
                if isinstance(one, BooleanField):
                    one.data = False
            raise ValidationError(f"Version {number} was published in the meantime. Read it, then adopt that one.")

    def validate_adopted_on(self, field: Field) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("Enter a date that is not in the future")


class SignedEnding(SignedForm):
    """`since` is the first day of what is ended, None: nobody decided. An end before it would end nothing."""

    def __init__(self, clinic: Clinic, wanted: Any, since: date | None, **defaults: Any) -> None:
        self.since = since
        super().__init__(clinic, wanted, **defaults)

    def validate_adopted_on(self, field: Field) -> None:
        super().validate_adopted_on(field)
        if field.data and self.since and field.data < self.since:
            raise ValidationError(f"Enter {day(self.since)} or later: from that day on it is followed")


class SignedSincePublished(SignedForm):
    """Where nobody can have followed a version before it was there."""

    def validate_adopted_on(self, field: Field) -> None:
        super().validate_adopted_on(field)
        if field.data and field.data < self.published_on:
            raise ValidationError(f"Enter {day(self.published_on)} or later: that day this version was published")
