from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from trainer.credentials.importing.planning import Shelf
from trainer.credentials.importing.reading import Table
from trainer.credentials.importing.rules import FIELDS, Mapping
from trainer.web.forms import Form

NOWHERE = ""
DATES = {
    "iso": "Only like 2027-03-14 (or real dates of a workbook). Others are refused",
    "dmy": "Also day first: 14/03/2027, 14.03.2027",
    "mdy": "Also month first: 03/14/2027",
}


class FileForm(Form):
    file = FileField("CSV or XLSX", description="At most 2 MB and 20,000 rows. The first row has the headings.")

    def validate_file(self, field: FileField) -> None:
        if not (field.data and field.data.filename):
            raise ValidationError("Choose a file")


class MappingForm(Form):
    """Which column says what; the fields of the columns are named like the FIELDS of the rules."""

    dates = RadioField("How dates are written", choices=list(DATES.items()), default="iso")
    credential = SelectField(
        "What the certificates in this file are",
        description="It holds for each row where no column of the file says it.",
        validate_choice=True,
    )
    state = StringField(
        "State of the licenses, where no column says it",
        [Optional(), Regexp(r"(?i)^[a-z]{2}$", message="Use two letters, like CO")],
        [lambda text: (text or "").strip().upper()],
    )
    counting = RadioField(
        "When the certificates count",
        choices=[
            ("at once", "At once, marked as imported and not verified"),
            ("verified", "Only once somebody here has verified them at their issuer, one by one"),
        ],
        default="at once",
        description="Until they count, nobody is cleared by them. Once verified they count from their own first day.",
    )
    letters = BooleanField("Write to each new person how to sign in")

    def validate_credential(self, field: Field) -> None:
        placed = self.mapping().columns
        dated = "valid_from" in placed and "valid_until" in placed
        if field.data and not dated:
            raise ValidationError("Certificates need two columns: their first and their last day")
        if not field.data and "credential" not in placed and ("valid_from" in placed or "valid_until" in placed):
            raise ValidationError("Say which credential the certificates are, or take the columns of their days out")

    def validate_column_email(self, field: Field) -> None:
        if field.data == NOWHERE and self["column_license_number"].data == NOWHERE:
            raise ValidationError("Say which column has the email address, or which one the number of the license")
        used = [self[f"column_{name}"].data for name in FIELDS if self[f"column_{name}"].data != NOWHERE]
        if len(used) != len(set(used)):
            raise ValidationError("One column cannot say two things. Choose each column once")

    def mapping(self) -> Mapping:
        columns = {name: self[f"column_{name}"].data for name in FIELDS}
        return Mapping(
            columns={name: int(place) for name, place in columns.items() if place != NOWHERE},
            dates=self.dates.data,
            credential=self.credential.data or "",
            state=self.state.data or "",
            letters=bool(self.letters.data),
            hold=self.counting.data == "verified",
        )


def mapping_form(table: Table, shelf: Shelf, said: Mapping) -> MappingForm:
    """A form with a choice of the table's columns for each thing that a file can say."""
    choices = [(NOWHERE, "Not in this file"), *((str(n), head[:60]) for n, head in enumerate(table.head))]
    fields = {f"column_{name}": SelectField(label, choices=choices) for name, label in FIELDS.items()}
    form: Any = type("MappingForm", (MappingForm,), fields)(
        data={f"column_{name}": str(said.columns.get(name, NOWHERE)) for name in FIELDS}
        | {"dates": said.dates, "credential": said.credential, "state": said.state, "letters": said.letters}
        | {"counting": "verified" if said.hold else "at once"}
    )
    titles = [(slug, version.title) for slug, version in shelf.versions.items()]
    form.credential.choices = [("", "There are none, or a column says it"), *titles]
    return form


class ConfirmForm(Form):
    """The digest of what the page has shown goes along: just that is done, or nothing."""

    digest = HiddenField()


class UndoForm(Form):
    reason = TextAreaField(
        "Reason. It stays on the record",
        [
            DataRequired("Say why. The reason stays on the record"),
            Length(max=500, message="Use at most %(max)d characters"),
        ],
        [lambda text: (text or "").strip()],
        render_kw={"rows": 3},
    )
