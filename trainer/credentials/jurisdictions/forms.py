from wtforms import BooleanField, DateField, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from trainer import clock
from trainer.credentials.jurisdictions.models import JurisdictionVersion
from trainer.credentials.jurisdictions.rules import in_words
from trainer.people.models import Clinic, Person
from trainer.people.rules import PROFESSIONS, tidy_name
from trainer.web.forms import DayField, Form


class AdoptionForm(Form):
    """Standing for a version of a pack. `version` is the one that was read, which may no longer be the newest."""

    version = HiddenField()
    name = StringField(
        "Your name and profession or license, as you sign",
        [DataRequired("Enter your name"), Length(max=200, message="Use at most %(max)d characters")],
        [lambda text: tidy_name(text or "")],
    )
    statement = TextAreaField(
        "What you compared, where and when, in your own words",
        [
            DataRequired("Say in your own words what you compared with the board"),
            Length(max=2000, message="Use at most %(max)d characters"),
        ],
        [lambda text: (text or "").strip()],
    )
    adopted_on = DayField("Followed from", [InputRequired("Enter the date, today or earlier")])
    is_verified = BooleanField("", [InputRequired("Confirm that you have compared it with what the board says")])

    def __init__(self, person: Person, clinic: Clinic, live: JurisdictionVersion):
        self.today = clock.today(clinic.time_zone)
        self.live, self.published_on = live, clock.on_day(live.published_at, clinic.time_zone)
        super().__init__(version=str(live.number), name=as_signed(person), adopted_on=self.today)
        self.is_verified.label.text = f"I have compared version {live.number} with what the board says"

    def validate_version(self, field: HiddenField) -> None:
        if field.data != str(self.live.number):
            field.data, self.is_verified.data = str(self.live.number), False
            raise ValidationError(
                f"Version {self.live.number} was published in the meantime. Read it, then adopt that one."
            )

    def validate_adopted_on(self, field: DateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError("Enter a date that is not in the future")
        if field.data and field.data < self.published_on:
            raise ValidationError(f"Enter {in_words(self.published_on)} or later: that day this version was published")


def as_signed(person: Person) -> str:
    profession = PROFESSIONS.get(person.profession or "", "").removeprefix("Sports medicine: ").lower()
    return f"{person.name}, {profession}" if profession else person.name
