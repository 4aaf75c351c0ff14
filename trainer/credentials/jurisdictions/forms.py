from wtforms import BooleanField
from wtforms.validators import InputRequired

from trainer.credentials.jurisdictions.models import JurisdictionAdoption, JurisdictionVersion
from trainer.people.forms import SignedEnding, SignedSincePublished, as_signed, signature_field, statement_field
from trainer.people.models import Clinic, Person
from trainer.web.forms import DayField


class EndingForm(SignedEnding):
    name = signature_field()
    statement = statement_field(
        "Why its rules are no longer asked for, in your own words",
        "Say in your own words why nobody of the clinic needles there any more",
    )
    adopted_on = DayField("Followed no more from", [InputRequired("Enter the date, today or earlier")])

    def __init__(self, person: Person, clinic: Clinic, ended: JurisdictionAdoption):
        super().__init__(clinic, ended.jurisdiction_version, ended.adopted_on, name=as_signed(person))


class AdoptionForm(SignedSincePublished):
    name = signature_field()
    statement = statement_field(
        "What you compared, where and when, in your own words",
        "Say in your own words what you compared with the board",
    )
    adopted_on = DayField("Followed from", [InputRequired("Enter the date, today or earlier")])
    is_verified = BooleanField("", [InputRequired("Confirm that you have compared it with what the board says")])

    def __init__(self, person: Person, clinic: Clinic, live: JurisdictionVersion):
        super().__init__(clinic, live, name=as_signed(person))
        self.is_verified.label.text = f"I have compared version {live.number} with what the board says"
