from datetime import date

from flask import current_app
from wtforms import Field, SelectMultipleField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from trainer import clock
from trainer.exchange import sending
from trainer.exchange.rules import places, subjects, tokens
from trainer.people.models import Clinic
from trainer.people.rules import tidy_name
from trainer.trail import EVENTS
from trainer.web.forms import DayField, Form

LONGEST_NAME = 60


def ticked(label: str, missing: str, **settings) -> SelectMultipleField:
    """Boxes of which one at least is ticked; not each of them, as InputRequired would tell the browser."""

    def some_ticked(_form: Form, field: Field) -> None:
        if not field.data:
            raise ValidationError(missing)

    widget, option = ListWidget(prefix_label=False), CheckboxInput()
    return SelectMultipleField(label, [some_ticked], widget=widget, option_widget=option, **settings)


class TokenForm(Form):
    name = StringField(
        "Name",
        [
            DataRequired("Enter what the token is for"),
            Length(max=LONGEST_NAME, message="Use at most %(max)d characters"),
        ],
        [lambda typed: tidy_name(typed or "")],
        description="The program that will use it, as in “Payroll”.",
        render_kw={"autocomplete": "off"},
    )
    scopes = ticked("What it may read", "Choose what the program may read", choices=list(tokens.SCOPES.items()))
    until_on = DayField(
        "Last day",
        [Optional()],
        description="The last day on which it works. Leave it empty for a token that works until it is revoked.",
    )

    def __init__(self, clinic: Clinic):
        super().__init__()
        self.clinic = clinic

    def validate_until_on(self, field: Field) -> None:
        today: date = clock.today(self.clinic.time_zone)
        if field.data and field.data < today:
            raise ValidationError("Choose today or a later day")


class SubjectsForm(Form):
    subjects = ticked("What it is told about", "Choose what the endpoint is told about", choices=[])

    def __init__(self, **values) -> None:
        super().__init__(**values)
        self.subjects.choices = subjects.choices(list(EVENTS))


class WebhookForm(Form):
    url = StringField(
        "Address",
        [InputRequired("Enter the address of the endpoint")],
        [lambda typed: (typed or "").strip()],
        description="It gets a POST for each line of the trail, as JSON, signed with a secret that is shown once.",
        render_kw={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"},
    )
    subjects = ticked("What it is told about", "Choose what the endpoint is told about", choices=[])

    def __init__(self) -> None:
        super().__init__()
        self.subjects.choices = subjects.choices(list(EVENTS))

    def validate_url(self, field: Field) -> None:
        inside = current_app.config["WEBHOOKS_INSIDE"]
        if fault := places.fault(field.data, inside=inside):
            raise ValidationError(fault)
        try:
            sending.addresses_of(field.data, inside=inside)
        except sending.Unreachable as problem:
            raise ValidationError(str(problem).removesuffix(".")) from None
