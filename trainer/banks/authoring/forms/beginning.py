"""Beginning a manuscript or a part of one: what it is called, and what kind of thing it is."""

from collections.abc import Sequence

from wtforms import FileField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from trainer.banks.content import SHAPES, SLUG_MEND, is_slug
from trainer.banks.figures import LARGEST
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
    drawing = FileField("SVG file", description=f"Up to {LARGEST // 1000} kB. It can be drawn or pasted later as well.")

    @property
    def document(self) -> dict:
        return {"text": self.text}

    text = ""

    def validate_drawing(self, field: FileField) -> None:
        data = field.data.read(LARGEST + 1) if getattr(field.data, "filename", "") else b""
        if len(data) > LARGEST:
            raise ValidationError(f"The file has more than {LARGEST // 1000} kB. Draw it with fewer points.")
        try:
            self.text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise ValidationError("This is not an SVG file in UTF-8. Export it again as plain SVG.") from None


NEW = {"item": NewItemForm, "model": NewModelForm, "case": NewCaseForm, "figure": NewFigureForm}
