from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from trainer import clock
from trainer.banks.content.words import web_address
from trainer.banks.forms import several_lines
from trainer.banks.sources.rules import KINDS
from trainer.people.rules import tidy_name
from trainer.web.forms import DayField, Form

MOST = Length(max=500, message="Use at most %(max)d characters")


class SourceChangeForm(Form):
    kind = RadioField("What happened", [InputRequired("Say what happened to it")], choices=list(KINDS.items()))
    changed_on = DayField(
        "On which day", [InputRequired("Enter the day, today or earlier")], description="When it was published."
    )
    words = TextAreaField(
        "What is different now",
        [DataRequired("Say what is different now"), MOST],
        [several_lines],
        description="In a sentence or two. Holders read it above the passages that changed.",
    )
    link = StringField(
        "Link",
        [Optional(), MOST],
        [lambda text: tidy_name(text or "")],
        description="Where it can be read, beginning with https://. May stay empty.",
        render_kw={"type": "url"},
    )

    def validate_changed_on(self, field: DayField) -> None:
        if field.data and field.data > clock.today("UTC"):
            raise ValidationError("That day has not come yet. Enter the day on which it was published.")

    def validate_link(self, field: StringField) -> None:
        try:
            web_address(field.data)
        except ValueError:
            raise ValidationError("Enter an address that begins with https://") from None


class LookForm(Form):
    """Passages and items that rest on a changed source were read again, and are still right.

    `change` is the change of the source, `chosen` the marks; `everything` is the button that means all of them.
    """

    change = HiddenField()
    chosen = SelectMultipleField("Passages and items", choices=[], coerce=int, validate_choice=False)
    everything = HiddenField()
    why = TextAreaField("Why it is still right", [DataRequired("Say why it is still right"), MOST], [several_lines])

    def validate_chosen(self, field: SelectMultipleField) -> None:
        if not field.data and not self.everything.data:
            raise ValidationError("Mark what is still right, or say it of all")
