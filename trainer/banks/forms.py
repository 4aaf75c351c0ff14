from wtforms import (
    BooleanField,
    HiddenField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length

from trainer.banks.models import ModuleVersion
from trainer.people.forms import SignedSincePublished, as_signed, signature_field, statement_field
from trainer.people.models import Clinic, Person
from trainer.people.rules import tidy_name
from trainer.web.forms import DayField, Form

STATEMENT = (
    "I have read the article, its sources and every item of this version. I find them correct and fit for the practice "
    "of our clinic, and I stand for their use here."
)


def one_line(text: str | None) -> str:
    return tidy_name(text or "")


def several_lines(text: str | None) -> str:
    return (text or "").strip()


class AdoptionForm(SignedSincePublished):
    name = signature_field()
    statement = statement_field("Your statement")
    adopted_on = DayField("Date", [InputRequired("Enter the date, today or earlier")])
    is_read = BooleanField("", [InputRequired("Confirm that you have read the material and the items")])

    def __init__(self, person: Person, clinic: Clinic, live: ModuleVersion):
        super().__init__(clinic, live, name=as_signed(person), statement=STATEMENT)
        self.is_read.label.text = f"I have read the material and the items of version {live.number}"


class ConfirmationForm(Form):
    """Items were looked at again, after what they rest on had changed, and are still right.

    `version` is the one that was read, `change` what had changed; `everything` is the button that means all of them.
    """

    version = HiddenField()
    change = HiddenField()
    chosen = SelectMultipleField("Items", choices=[], validate_choice=False)
    everything = HiddenField()
    reason = TextAreaField(
        "Why it is still right",
        [DataRequired("Say why it is still right"), Length(max=500, message="Use at most %(max)d characters")],
        [several_lines],
    )

    def __init__(self, live: ModuleVersion):
        self.live = live
        super().__init__()

    def validate_version(self, field: HiddenField) -> None:
        if field.data != str(self.live.number):
            raise ValidationError(
                f"Version {self.live.number} was published in the meantime. Look at what has changed now, then confirm."
            )

    def validate_chosen(self, field: SelectMultipleField) -> None:
        if not field.data and not self.everything.data:
            raise ValidationError("Mark the items that are still right, or say it of all")
