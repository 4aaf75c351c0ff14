"""Beginning a manuscript or a part of one: what it is called, and what kind of thing it is."""

from collections.abc import Sequence

from wtforms import FileField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from trainer.banks.authoring.forms.figures import FILE_HINT, drawing_from
from trainer.banks.content import SHAPES, SLUG_MEND, is_slug
from trainer.banks.forms import one_line
from trainer.banks.models import ModuleVersion
from trainer.web.forms import Form

TOO_LONG = "Use at most %(max)d characters"
PARTS = {"item": "Question", "model": "Item model", "case": "Case", "figure": "Figure"}
NEW_MODEL = {  # what a model has, with a table of one row to go on from
    "title": "",
    "objective": "",
    "level": "",
    "passage": "",
    "cross": ["row"],
    "stem": "{row.scene}",
    "options": {"from": "own", "key": "{row.answer}", "why_key": "{row.why}", "count": 3},
    "tables": {
        "row": [
            {
                "id": "first",
                "facts": [],
                "scene": "",
                "answer": "",
                "why": "",
                "wrong": [{"text": "", "why": ""}, {"text": "", "why": ""}],
            }
        ]
    },
}


class FromModuleForm(Form):
    """Go on from what is live."""

    module = SelectField("Module")

    @classmethod
    def among(cls, versions: Sequence[ModuleVersion]) -> "FromModuleForm":
        form = cls()
        form.module.choices = [(one.module.slug, f"{one.title}, version {one.number}") for one in versions]
        return form


class NamedForm(Form):
    slug = StringField(
        "Short name",
        [DataRequired("Write a short name"), Length(max=80, message=TOO_LONG)],
        [one_line],
        description="Small letters, digits and hyphens, as in rub-or-wash. It never changes.",
    )

    notes: Sequence[str] = ()  # what was changed of a file that was sent

    def validate_slug(self, field: StringField) -> None:
        if not is_slug(field.data or ""):
            raise ValidationError(SLUG_MEND)


class NewModuleForm(NamedForm):
    title = StringField("Title", [DataRequired("Write a title"), Length(max=120, message=TOO_LONG)], [one_line])

    @property
    def in_order(self) -> list:
        return [self.title, self.slug]


class NewItemForm(NamedForm):
    kind = RadioField("Kind", [InputRequired("Choose a kind")], choices=[(kind, kind.capitalize()) for kind in SHAPES])

    @property
    def document(self) -> dict:
        return {"kind": self.kind.data}


class NewCaseForm(NamedForm):
    @property
    def document(self) -> dict:
        return {"text": ""}


class NewModelForm(NamedForm):
    @property
    def document(self) -> dict:
        return dict(NEW_MODEL)


class NewFigureForm(NamedForm):
    drawing = FileField("Drawing, from a file", description=f"{FILE_HINT} It can be chosen later as well.")

    @property
    def document(self) -> dict:
        return {"text": self.text}

    text = ""

    def validate_drawing(self, field: FileField) -> None:
        taken = drawing_from(field.data)
        if taken and taken.refused:
            raise ValidationError(taken.refused)
        self.text, self.notes = (taken.text, taken.notes) if taken else ("", ())


NEW = {"item": NewItemForm, "model": NewModelForm, "case": NewCaseForm, "figure": NewFigureForm}
