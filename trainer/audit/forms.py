from collections.abc import Sequence
from datetime import date, timedelta

from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import DateInput, TextInput

from trainer.audit.rules import DAYS_AHEAD, EARLIEST, ORIGINS, SORTS, STATES, Filter, in_words
from trainer.credentials.models import CredentialVersion
from trainer.people.rules import PROFESSIONS
from trainer.web.forms import DayField, Form

MOST_DAYS = 3650


class DaysField(IntegerField):
    """A number of days, from 1; nothing is no number. Drawn as text, so that what was typed in vain stays visible."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        if not typed:
            return
        if not (typed.isascii() and typed.isdigit() and len(typed) < 6 and 1 <= int(typed) <= MOST_DAYS):
            raise ValueError(f"Enter a number from 1 to {MOST_DAYS}")
        self.data = int(typed)


class AnyDayField(DayField):
    """A day, or none. What is no day is drawn as text: a field for dates would not show what was typed in vain."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not any(valuelist):
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.widget = TextInput()
            raise


class ClocksForm(Form):
    """Which day, and as known when. Asks and changes nothing, so it travels in the address and needs no token."""

    class Meta:
        csrf = False

    as_of = AnyDayField("As of")
    as_known_on = AnyDayField("As known on")

    def __init__(self, asked: MultiDict, today: date):
        super().__init__(asked)
        self.today, self.last = today, today + timedelta(days=DAYS_AHEAD)
        for field, last in ((self.as_of, self.last), (self.as_known_on, today)):
            limits = {"min": EARLIEST.isoformat(), "max": last.isoformat()}
            field.render_kw = limits if isinstance(field.widget, DateInput) else {}

    def validate_as_of(self, field: DateField) -> None:
        if field.data and not EARLIEST <= field.data <= self.last:
            raise ValidationError(f"Enter a day from {in_words(EARLIEST)} to {in_words(self.last)}")

    def validate_as_known_on(self, field: DateField) -> None:
        if field.data and not EARLIEST <= field.data <= self.today:
            raise ValidationError(f"Enter a day that has come: from {in_words(EARLIEST)} to {in_words(self.today)}")


class StandingForm(ClocksForm):
    credential = SelectField("Credential", validate_choice=False)

    def __init__(self, asked: MultiDict, today: date, credentials: Sequence[CredentialVersion], chosen: str):
        super().__init__(asked, today)
        self.credential.choices = [(one.credential.slug, one.title) for one in credentials]
        self.credential.data = chosen
        self.validate()


class RosterForm(ClocksForm):
    credential = SelectField("Credential", validate_choice=True)
    name = StringField("Name", [Length(max=100)], filters=[lambda typed: (typed or "").strip()])
    profession = SelectField("Profession", choices=[("", "All professions"), *PROFESSIONS.items()])
    state = SelectField("State", choices=[("", "Every state"), *STATES.items()])
    within = DaysField(
        "Lapses within … days", render_kw={"list": "usual-days", "inputmode": "numeric", "autocomplete": "off"}
    )
    origin = SelectField("Origin", choices=[("", "Every origin"), *ORIGINS.items()])
    sort = SelectField("Sort by", choices=[*SORTS.items()])

    def __init__(self, asked: MultiDict, today: date, credentials: Sequence[CredentialVersion]):
        super().__init__(asked, today)
        self.credential.choices = [(one.credential.slug, one.title) for one in credentials]
        for field in (self.credential, self.profession, self.state, self.origin, self.sort):
            if not field.raw_data:
                field.data = field.choices[0][0] if field.choices else ""
        self.validate()

    def wanted(self) -> Filter:
        """What was asked for; what cannot be understood is left out and has its message beside the field."""
        names = Filter.__dataclass_fields__
        found = {field.short_name: field.data for field in self if not field.errors and field.data}
        return Filter(**{name: value for name, value in found.items() if name in names})
