from trainer.credentials.ledger.forms.fields import day_field
from trainer.people.forms import SignedEnding, SignedForm, signature_field, statement_field


class AdoptionForm(SignedForm):
    """Also of days before the version was published: what a clinic followed on paper it may say of itself."""

    name = signature_field()
    statement = statement_field("Your statement, in your own words")
    adopted_on = day_field("From which day on")


class EndingForm(SignedEnding):
    name = signature_field()
    statement = statement_field("Your statement, in your own words")
    adopted_on = day_field("From which day on")
