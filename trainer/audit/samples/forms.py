from collections.abc import Sequence
from datetime import date, timedelta
from secrets import randbelow
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, IntegerField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from trainer import clock
from trainer.audit.forms import AnyDayField
from trainer.audit.rules import DAYS_AHEAD, EARLIEST, in_words
from trainer.audit.samples.actions import Findings
from trainer.audit.samples.rules import GRADES, METHODS, PARTS, WEIGHTS
from trainer.credentials.ledger.forms.fields import line_field
from trainer.credentials.models import CredentialVersion
from trainer.web.forms import Form

MOST_FILES = 200
LARGEST_SEED = 2**31 - 1


def number_field(label: str, largest: int, description: str = "") -> IntegerField:
    message = f"Enter a number from 1 to {largest:,}"
    return IntegerField(label, [InputRequired(message), NumberRange(1, largest, message)], description=description)


def require_between(field: Field, last: date) -> None:
    if field.data and not EARLIEST <= field.data <= last:
        raise ValidationError(f"Enter a day from {in_words(EARLIEST)} to {in_words(last)}")


class SampleForm(Form):
    credential = SelectField("Credential")
    method = SelectField("How files are drawn", choices=[*METHODS.items()], description=WEIGHTS)
    size = number_field("How many files", MOST_FILES)
    seed = number_field(
        "Seed", LARGEST_SEED, "Any number. The same seed, days and record give the same files, so anybody can check it."
    )
    as_of = AnyDayField("As of", description="Empty: today")
    as_known_on = AnyDayField("As known on", description="Empty: by what is known now")

    def __init__(self, versions: Sequence[CredentialVersion], usual: str | None, time_zone: str) -> None:
        """`usual`: the slug of what the clinic follows today; on an earlier day it may have been another credential."""
        seed = 1 + randbelow(999_999)
        super().__init__(data={"credential": usual, "size": 10, "seed": seed, "method": "weighted"})
        self.credential.choices = [*{one.credential.slug: one.title for one in versions}.items()]
        self.today = clock.today(time_zone)

    def validate_as_of(self, field: Field) -> None:
        require_between(field, self.today + timedelta(days=DAYS_AHEAD))

    def validate_as_known_on(self, field: Field) -> None:
        require_between(field, self.today)

    @property
    def days(self) -> MultiDict:
        """As they stand in an address."""
        return MultiDict({one.short_name: one.data.isoformat() for one in (self.as_of, self.as_known_on) if one.data})


class FindingsForm(Form):
    """For each part of a file a grade and, where there is a finding, words. A part may wait."""

    def __init__(self, found: Findings, **options: Any) -> None:
        grades = {f"{part}_grade": grade for part, (grade, _) in found.items()}
        words = {f"{part}_words": words for part, (_, words) in found.items()}
        super().__init__(data=grades | words, **options)

    def validate(self, extra_validators=None) -> bool:
        sound = super().validate(extra_validators)
        for part in PARTS:
            if self[f"{part}_grade"].data in {"minor", "major"} and not self[f"{part}_words"].data:
                self[f"{part}_words"].errors = [f"Say what was found: {PARTS[part].lower()}"]
                sound = False
        return sound

    @property
    def found(self) -> Findings:
        graded = {part: self[f"{part}_grade"].data for part in PARTS}
        return {part: (grade, self[f"{part}_words"].data or "") for part, grade in graded.items() if grade}


for name, title in PARTS.items():
    setattr(FindingsForm, f"{name}_grade", SelectField(title, choices=[("", "Not looked at yet"), *GRADES.items()]))
    setattr(FindingsForm, f"{name}_words", line_field(f"{title}: what was found", longest=1000))


class SignOffForm(Form):
    name = line_field("Your name and role, as you sign", "Enter your name")
