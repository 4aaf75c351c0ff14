from typing import Any

from wtforms import Field, ValidationError
from wtforms.fields import HiddenField

from trainer import clock
from trainer.credentials.ledger.forms.fields import day_field, line_field, text_field
from trainer.credentials.models import CredentialVersion
from trainer.people.models import Clinic
from trainer.web.forms import Form


class AdoptionForm(Form):
    """Standing for a version of a policy. `version` is the one that was read, which may no longer be the newest."""

    version = HiddenField()
    name = line_field("Your name and profession or license, as you sign", "Enter your name")
    statement = text_field("Your statement, in your own words", "Enter a statement")
    on = day_field("From which day on")

    def __init__(self, clinic: Clinic, version: CredentialVersion, **defaults: Any) -> None:
        super().__init__(data={"on": clock.today(clinic.time_zone), "version": str(version.number)} | defaults)
        self.clinic, self.wanted = clinic, version

    def validate_version(self, field: Field) -> None:
        if field.data != str(self.wanted.number):
            field.data = str(self.wanted.number)
            raise ValidationError(f"Version {self.wanted.number} came out meanwhile. Read it, then send this again")

    def validate_on(self, field: Field) -> None:
        if field.data and field.data > clock.today(self.clinic.time_zone):
            raise ValidationError("Enter today or an earlier day")
