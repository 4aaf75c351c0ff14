"""What an educator sends and chooses; fields for objectives and passages come with the target."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional, Regexp

from trainer.banks.content import LEVELS
from trainer.banks.exchange.rules import Choice, Mapping
from trainer.banks.exchange.targets import Target
from trainer.banks.formats import FORMATS
from trainer.banks.forms import one_line
from trainer.web.forms import Form

NAMES = {
    "gift": "GIFT",
    "moodle_xml": "Moodle XML",
    "aiken": "Aiken",
    "qti12": "QTI 1.2 (Canvas, Blackboard, Common Cartridge)",
    "qti21": "QTI 2.1",
    "qti22": "QTI 2.2",
    "qti30": "QTI 3.0",
    "paste": "text from a word processor",
    "yaml": "items.yaml of this product",
    "package": "a package of several files",
    "csv": "CSV",
    "xlsx": "XLSX",
}
LARGEST = 60_000_000  # bytes of a file
LONGEST = 2_000_000  # bytes of a pasted text
ENDINGS = ".gift,.txt,.xml,.zip,.imscc,.dat,.csv,.tsv,.xlsx,.docx,.html,.htm,.yaml,.yml"  # what comes is looked at
NEITHER = "Choose a file, or paste a text"
BOTH = "Give one of the two: take the pasted text out, or choose no file"
OPEN = ("", "Leave open")
MOST_CATEGORIES = 25


class SendForm(Form):
    upload = FileField("A file", description="At most 60 MB.", render_kw={"accept": ENDINGS})
    paste = TextAreaField(
        "Or paste a text",
        description="A right answer that is bold comes between **signs**, a power as 10^5, a picture as [picture].",
        render_kw={"rows": 6},
    )
    format = SelectField(
        "Format",
        choices=[("", "Found out from what is in it"), *((name, NAMES[name]) for name in FORMATS)],
    )

    def data_sent(self) -> tuple[str, bytes] | None:
        """The name and the bytes; None, with an error beside the field, where not just one of the two was given."""
        pasted, upload = (self.paste.data or "").strip(), self.upload.data
        has_file = bool(upload and upload.filename)
        if bool(pasted) == has_file:
            field = self.upload
            field.errors = [*field.errors, BOTH if has_file else NEITHER]
            return None
        return (upload.filename, upload.read()) if has_file else ("", pasted.encode())


class MappingForm(Form):
    target = SelectField("Where the questions go")
    slug = StringField(
        "Short name of a new module",
        [
            Optional(),
            Regexp(r"^[a-z0-9]+(-[a-z0-9]+)*$", message="Use small letters, digits and hyphens"),
            Length(max=80),
        ],
        [one_line],
    )
    title = StringField(
        "Title of a new module", [Length(max=120, message="Use at most %(max)d characters")], [one_line]
    )

    @property
    def of_categories(self) -> list[Field]:
        """The fields for single categories."""
        return [field for field in self if field.short_name.rpartition("_")[2].isdigit()]

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        if self.target.data == "new" and not self.slug.data:
            self.slug.errors = ["Give the new module a short name, like hand-hygiene"]
            return False
        return sound

    def mapping(self, categories: Sequence[tuple[str, int]]) -> Mapping:
        new = self.target.data == "new"
        target = f"new {self.slug.data}" if new else self.target.data
        chosen = {name: self.choice(f"_{place}") for place, (name, _) in enumerate(categories[:MOST_CATEGORIES])}
        made = {name: choice for name, choice in chosen.items() if choice != Choice()}
        return Mapping(target, (self.title.data or self.slug.data or "") if new else "", self.choice(""), made)

    def choice(self, end: str) -> Choice:
        names = ("objective", "level", "passage")
        return Choice(*((self[f"{name}{end}"].data or "") if f"{name}{end}" in self else "" for name in names))


def mapping_form(
    targets: Sequence[tuple[str, str]],
    chosen: Mapping | None,
    target: Target | None,
    categories: Sequence[tuple[str, int]],
) -> MappingForm:
    """With fields for the whole file and for each category, once it is known what the target has."""
    fields: dict[str, Any] = {}
    data: dict[str, str] = {}
    known = target.objectives or target.passages if target else ()
    for end, name in [("", ""), *((f"_{place}", one) for place, (one, _) in enumerate(categories[:MOST_CATEGORIES]))]:
        said = chosen.categories.get(name, Choice()) if chosen and end else chosen.usual if chosen else Choice()
        fields |= choice_fields(end, name, target) if target and (known or not end) else {}
        data |= {f"objective{end}": said.objective, f"level{end}": said.level, f"passage{end}": said.passage}
    if chosen:
        data |= {"target": "new" if chosen.kind == "new" else chosen.target, "title": chosen.title}
        data |= {"slug": chosen.name if chosen.kind == "new" else ""}
    form: Any = type("MappingForm", (MappingForm,), fields)(data=data)
    form.target.choices = list(targets)
    return form


def choice_fields(end: str, category: str, target: Target) -> dict[str, Any]:
    """What is chosen for a category counts before what is chosen for the file."""
    of = f" of “{category}”" if end else " of the questions"
    as_said = OPEN if not end else ("", "As for the whole file")
    choices = {
        "objective": (f"Objective{of}", [(one, f"{one}: {words[:80]}") for one, words in target.objectives]),
        "level": (f"Level{of}", [(one, one.capitalize()) for one in LEVELS]),
        "passage": (f"Passage{of}", [(one, words) for one, words in target.passages]),
    }
    return {
        f"{name}{end}": SelectField(label, choices=[as_said, *found], validate_choice=False)
        for name, (label, found) in choices.items()
        if found and (name != "level" or not end)
    }


def known_only(mapping: Mapping, target: Target) -> Mapping:
    """Without what was chosen for another target."""

    def kept(choice: Choice) -> Choice:
        known = target.known
        return Choice(
            choice.objective if choice.objective in known["objective"] else "",
            choice.level if choice.level in LEVELS else "",
            choice.passage if choice.passage in known["passage"] else "",
        )

    categories = {name: kept(choice) for name, choice in mapping.categories.items()}
    return Mapping(mapping.target, mapping.title, kept(mapping.usual), categories)
