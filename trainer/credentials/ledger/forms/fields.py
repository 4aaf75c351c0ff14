"""Fields that several forms have, and what every form about a person's record knows."""

import re
from datetime import date, timedelta
from typing import Any

from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from trainer import clock
from trainer.credentials.actions import Occasion
from trainer.people.models import Clinic, Person
from trainer.people.rules import tidy_name
from trainer.web.forms import DayField, Form

EARLIEST = date(1950, 1, 1)  # nobody's record is older; what was typed with a slip is
FURTHEST = timedelta(days=366 * 30)


def one_line(text: str | None) -> str:
    return tidy_name(text or "")


def several_lines(text: str | None) -> str:
    return (text or "").strip()


def within(longest: int) -> Length:
    return Length(max=longest, message="Use at most %(max)d characters")


def line_field(label: str, missing: str = "", longest: int = 200, **options: Any) -> StringField:
    required = [DataRequired(missing)] if missing else []
    return StringField(label, [*required, within(longest)], [one_line], **options)


def text_field(label: str, missing: str = "", longest: int = 2000) -> TextAreaField:
    required = [DataRequired(missing)] if missing else []
    return TextAreaField(label, [*required, within(longest)], [several_lines], render_kw={"rows": 3})


def reason_field() -> TextAreaField:
    return text_field("Reason. It stays on the record", "Say why. The reason stays on the record")


def is_plausible(_form: Form, field: Field) -> None:
    if field.data and not EARLIEST <= field.data <= clock.today("UTC") + FURTHEST:
        raise ValidationError("Check the year")


def day_field(label: str) -> DayField:
    return DayField(label, [InputRequired("Enter a date"), is_plausible])


def other_day_field(label: str) -> DayField:
    return DayField(label, [Optional(), is_plausible])


def require_order(form: Form, field: Field) -> None:
    """A last day is not before the first."""
    if field.data and form["on"].data and field.data < form["on"].data:
        raise ValidationError("The last day comes before the first. Correct one of them")


class DurationField(StringField):
    """Hours and minutes, typed as 7:30, 7.5 or 7; `data` is in minutes."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data // 60}:{self.data % 60:02}" if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = minutes_in(valuelist[0]) if valuelist else None


def minutes_in(typed: str) -> int | None:
    typed = typed.strip().replace(",", ".")
    if not typed:
        return None
    if parts := re.fullmatch(r"(\d{1,4}):([0-5]\d)", typed):
        return int(parts[1]) * 60 + int(parts[2])
    if re.fullmatch(r"\d{1,4}(\.\d{1,2})?", typed):
        return round(float(typed) * 60)
    raise ValueError("Enter hours and minutes, like 7:30")


class AboutSomebody(Form):
    """A form about one person, in one clinic. `on` is the day from which what is entered holds: today by default."""

    def __init__(self, person: Person, clinic: Clinic, **defaults: Any) -> None:
        super().__init__(data={"on": clock.today(clinic.time_zone)} | defaults)
        self.person, self.clinic = person, clinic

    def occasion(self, by: Person) -> Occasion:
        reason = self["reason"].data if "reason" in self else ""
        return Occasion(self.person, self.clinic, by, self["on"].data, reason or "")


class PastOnly(AboutSomebody):
    """What can only be entered once it has happened."""

    def validate_on(self, field: Field) -> None:
        if field.data and field.data > clock.today(self.clinic.time_zone):
            raise ValidationError("That day has not come yet. Enter the day on which it happened")
