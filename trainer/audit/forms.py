from collections.abc import Sequence

from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import Length
from wtforms.widgets import TextInput

from trainer.audit.rules import SORTS, STATES, Filter
from trainer.credentials.models import CredentialVersion
from trainer.people.rules import PROFESSIONS
from trainer.web.forms import Form

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


class RosterForm(Form):
    """Asks a question and changes nothing, so it travels in the address and needs no token."""

    class Meta:
        csrf = False

    credential = SelectField("Credential", validate_choice=True)
    name = StringField("Name", [Length(max=100)], filters=[lambda typed: (typed or "").strip()])
    profession = SelectField("Profession", choices=[("", "All professions"), *PROFESSIONS.items()])
    state = SelectField("State", choices=[("", "Every state"), *STATES.items()])
    within = DaysField(
        "Lapses within … days", render_kw={"list": "usual-days", "inputmode": "numeric", "autocomplete": "off"}
    )
    sort = SelectField("Sort by", choices=[*SORTS.items()])

    def __init__(self, asked: MultiDict, credentials: Sequence[CredentialVersion]):
        super().__init__(asked)
        self.credential.choices = [(one.credential.slug, one.title) for one in credentials]
        for field in (self.credential, self.profession, self.state, self.sort):
            if not field.raw_data:
                field.data = field.choices[0][0] if field.choices else ""
        self.validate()

    def wanted(self) -> Filter:
        """What was asked for; what cannot be understood is left out and has its message beside the field."""
        return Filter(**{field.short_name: field.data for field in self if not field.errors and field.data})
