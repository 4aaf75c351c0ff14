from secrets import randbelow
from typing import Any

from wtforms import BooleanField, Field, IntegerField, RadioField, ValidationError
from wtforms.validators import DataRequired, Email, InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from trainer.credentials.ledger.forms.fields import line_field, text_field
from trainer.insight.studies.actions import Plan
from trainer.insight.studies.rules import Opinion
from trainer.web.forms import Form

LARGEST_SEED = 2**31 - 1
MOST_ITEMS = 500  # nobody rates more; a larger bank is stood for by a sample


def percent_field(label: str, description: str = "") -> IntegerField:
    message = "Enter a whole number from 0 to 100"
    return IntegerField(
        label,
        [InputRequired(message), NumberRange(0, 100, message)],
        description=description,
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


class StudyForm(Form):
    purpose = text_field("Purpose: what the cut decides", "Say what the cut decides")
    borderline = text_field("The borderline practitioner", "Describe who is only just good enough", longest=4000)
    which = RadioField("Which items the panel rates", choices=[("all", ""), ("sample", "")], default="sample")
    size = IntegerField("How many in a sample", [Optional(), NumberRange(1, MOST_ITEMS, f"At most {MOST_ITEMS} items")])
    seed = IntegerField(
        "Seed",
        [InputRequired("Enter a number"), NumberRange(1, LARGEST_SEED, f"Enter a number from 1 to {LARGEST_SEED:,}")],
        description="Any number. The same seed and version give the same items, so anybody can check the choice.",
    )

    def __init__(self, there: int, fewest: int) -> None:
        """`there`: what a form can draw, a model as one; `fewest`: the smallest sample that meets the blueprint."""
        super().__init__(data={"seed": 1 + randbelow(999_999), "size": min(there, max(fewest, 40)), "which": "sample"})
        self.there, self.fewest = there, fewest
        self.which.choices = [
            ("sample", f"A sample by the blueprint, {fewest} at least"),
            ("all", f"All {there} that a form can draw, of each item model one variant"),
        ]

    def validate_which(self, field: Field) -> None:
        if field.data == "all" and self.there > MOST_ITEMS:
            raise ValidationError(f"Nobody rates {self.there} items. Take a sample")

    def validate_size(self, field: Field) -> None:
        if self.which.data == "sample" and (field.data is None or field.data < self.fewest):
            raise ValidationError(f"A sample that meets the blueprint has at least {self.fewest} items")

    @property
    def plan(self) -> Plan:
        size = self.size.data if self.which.data == "sample" else None
        return Plan(self.purpose.data or "", self.borderline.data or "", size, self.seed.data or 1)


class PanelistForm(Form):
    name = line_field("Name", "Enter a name")
    email = line_field("Email address", "Enter an email address")
    knowing = BooleanField("Ask them all the same. The report says so")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.email.validators = [
            DataRequired("Enter an email address"),
            Email("Enter an email address, like ada@example.com"),
        ]


class GiveUpForm(Form):
    words = text_field("Why it is given up. It stays on the record", "Say why")


class DecisionForm(Form):
    percent = IntegerField(
        "The cut, in percent of all items",
        [InputRequired("Enter a whole number"), NumberRange(1, 100, "Enter a whole number from 1 to 100")],
        render_kw={"inputmode": "numeric"},
    )
    words = text_field("Why this one. It stays on the record", "Say why")
    seen = IntegerField(widget=HiddenInput(), default=0)  # the decision that the page showed as the newest


class JoinForm(Form):
    qualification = text_field("What qualifies you", "Say what qualifies you to judge this", longest=600)
    has_interest = RadioField(
        "Conflict of interest",
        [InputRequired("Say whether there is one")],
        choices=[("no", "I have none"), ("yes", "I have or may have one")],
    )
    interest = text_field("Which one", longest=600)

    def validate_interest(self, field: Field) -> None:
        if self.has_interest.data == "yes" and not field.data:
            raise ValidationError("Say which one: somebody will weigh it")

    @property
    def declared(self) -> str | None:
        return self.interest.data if self.has_interest.data == "yes" else None


class RatingForm(Form):
    percent = percent_field("Of 100 borderline practitioners, how many answer this right?")


class OpinionForm(Form):
    cut = percent_field("What share of all items should one have to answer right to pass?")
    passing = percent_field("What share of those who take it for the first time would you expect to pass?")
    lowest_cut = percent_field("The lowest cut that you would accept, even if everybody passed")
    highest_cut = percent_field("The highest cut that you would accept, even if nobody passed")
    lowest_failing = percent_field("The smallest share failing at first that you would accept")
    highest_failing = percent_field("The largest share failing at first that you would accept")

    def validate_highest_cut(self, field: Field) -> None:
        above(field, self.lowest_cut)

    def validate_highest_failing(self, field: Field) -> None:
        above(field, self.lowest_failing)

    @property
    def opinion(self) -> Opinion:
        return Opinion(**{name: self[name].data for name in Opinion.__dataclass_fields__})


def above(field: Field, lowest: Field) -> None:
    if field.data is not None and lowest.data is not None and field.data < lowest.data:
        raise ValidationError("This is below the lowest one that you would accept")
