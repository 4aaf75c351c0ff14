"""An item model: as fields and tables, and beside it as text, for what fields cannot say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from flask import request
from wtforms import FieldList, FormField

from trainer.banks.authoring.comparing import label_of, trees
from trainer.banks.authoring.findings import Found
from trainer.banks.authoring.forms.base import OF_THE_FORM, PartForm, Place
from trainer.banks.authoring.forms.fields import Check, Choice, Groups, Line, Lines, LongText, Several
from trainer.banks.authoring.forms.items import USES, WaiverRow
from trainer.banks.authoring.forms.places import field_at, list_called
from trainer.banks.authoring.forms.rows import rearranged, with_rows
from trainer.banks.authoring.forms.tables import (
    MOST_ROWS,
    SLOTS,
    OffRow,
    OptionsRow,
    PairRow,
    RuleRow,
    ShownTable,
    Table,
    copied,
    in_step,
    new_row,
    pasted,
    shown_tables,
)
from trainer.banks.authoring.modeling import UNREAD, document_of, read, sheets, text_of
from trainer.banks.authoring.modeling.renaming import renamed
from trainer.banks.authoring.setting import Setting
from trainer.banks.content import LEVELS
from trainer.banks.content.models import OWN

AS_FIELDS, AS_TEXT = "fields", "text"


class ModelForm(PartForm):
    title = Line("Title", description="For authors and reviewers; learners do not see it.")
    stem = Lines("Stem", description=SLOTS)
    options = FormField(OptionsRow, "Options")
    tables = FieldList(FormField(Table), "Tables")
    objective = Choice("Objective")
    level = Choice("Level", [("", "Choose one"), *((level, level.capitalize()) for level in LEVELS)])
    use = Choice("Use", USES, usual="scored")
    safety_critical = Check("Safety-critical: the error can hurt a patient")
    passage = Choice("Passage that teaches it")
    facts = Several("Facts that every question of it rests on")
    forbid = FieldList(FormField(RuleRow), "Combinations that make no sense")
    same = FieldList(FormField(PairRow), "Only rows are combined in which")
    clashes = Groups("Options that could both be right, one group a line", description="By the names of their rows.")
    off = FieldList(FormField(OffRow), "Questions that are left out")
    waivers = FieldList(FormField(WaiverRow), "Findings that are let stand")
    template = "banks/authoring/model_fields.html"
    way: ClassVar[str] = AS_FIELDS
    called = ""  # the model's own name

    @classmethod
    def of(cls, document: Mapping[str, Any], number: int) -> PartForm:
        """As text where it is sent or asked for so, and where the fields could not say all of it."""
        is_sent = request.method == "POST"
        if request.values.get("way") == AS_TEXT or (not is_sent and lost_in_fields(document)):
            return ModelTextForm.of(document, number)
        form = super().of({} if is_sent else document, number)
        form.called = str(document.get("id", ""))
        return form

    @classmethod
    def filled(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        return sheets.sheet_of(document)

    @property
    def sheet(self) -> dict[str, Any]:
        return {name: value for name, value in self.data.items() if name not in OF_THE_FORM} | {
            "options": {field.short_name: field.said for field in self.options.form},
            **{name: self[name].said for name in ("objective", "level", "use", "safety_critical", "passage")},
        }

    def written(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields say. Other fields than these a model does not have."""
        kept = {name: document[name] for name in ("id",) if name in document}
        return kept | renamed(sheets.document_of(self.sheet), self.sheet)

    def offer(self, setting: Setting) -> None:
        self.objective.offer([(one.id, one.short) for one in setting.objectives], nothing="Choose one")
        self.passage.offer(setting.passage_choices, nothing="None: each row names its own")
        offered = dict.fromkeys([*(self.facts.data or ()), *setting.facts_of(self.passage.data or "")])
        self.facts.choices = [(one, setting.fact_words(one)) for one in offered]
        retired = [("retired", "Retired: in no new form")] if self.use.data == "retired" else []
        self.use.choices = [*USES, *retired]
        names = [name for name, _ in sheets.named_tables(self.data)]
        tables = [(name, f"The rows of the table “{name}”") for name in names]
        self.options.form.source.offer([(OWN, "Each row brings its own wrong options"), *tables], nothing="Choose one")

    def changed(self, doing: str) -> PartForm:
        """Also "add tables-0-rows", "up tables-0-columns 3", "paste tables 0", "off d1-calf", "as text"."""
        verb, _, rest = doing.partition(" ")
        name, _, at = rest.partition(" ")
        if verb == "as":
            return ModelTextForm.from_fields(self)
        data = {one: value for one, value in self.data.items() if one != "csrf_token"}
        if verb == "off":
            data["off"] = [*data["off"], {"variant": name}]
        elif verb in {"paste", "copy"}:
            take = pasted if verb == "paste" else copied
            data["tables"] = [take(one) if at == str(n) else one for n, one in enumerate(data["tables"])]
        elif (rows := list_called(self, name)) is not None:
            new = new_row(self, rows)
            data = with_rows(data, name.split("-"), lambda rows: rearranged(rows, verb, at, new, MOST_ROWS))
            data["tables"] = [
                in_step(table, name == f"tables-{n}-columns", verb, at) for n, table in enumerate(data["tables"])
            ]
        return type(self)(formdata=None, **data)

    def field_for(self, place: Place) -> str:
        return field_at(self, tuple(place))

    @property
    def shown_tables(self) -> list[ShownTable]:
        return shown_tables(self)

    def found_in(self, row: FormField, beside: Mapping[str, Sequence[Found]]) -> int:
        """How many findings are about this row."""
        return sum(len(found) for name, found in beside.items() if name == row.id or name.startswith(f"{row.id}-"))


class ModelTextForm(PartForm):
    """As models.yaml has it. What cannot be read is kept as it was typed. `lost`: what the fields could not say."""

    text = LongText("Item model", description="As in models.yaml; the README explains each field.")
    template = "banks/authoring/model_text.html"
    way: ClassVar[str] = AS_TEXT
    lost: Sequence[str] = ()

    @classmethod
    def filled(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        return {"text": text_of(document)}

    @classmethod
    def from_fields(cls, form: ModelForm) -> "ModelTextForm":
        document = {"id": form.called, **form.written({})}
        return cls(formdata=None, number=form.number.data, note=form.note.data, text=text_of(document))

    def written(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return document_of(self.text.said)

    def changed(self, doing: str) -> PartForm:
        """As fields, where these can say all that the text says; else the text stays, and `lost` says why."""
        document = self.written({})
        self.lost = lost_in_fields(document)
        if self.lost or doing != f"as {AS_FIELDS}":
            return self
        return ModelForm(formdata=None, number=self.number.data, note=self.note.data, **ModelForm.filled(document))

    def field_for(self, place: Place) -> str:
        return self.text.id if place else ""

    def located(self, found: Found) -> Found:
        """With its line, and with what it is about in words."""
        if not found.place:
            return found
        line = read(self.text.said).line(found.place)
        return replace(found, place=(), line=line, message=f"{label_of(found.place)}: {found.message}")


def lost_in_fields(document: Mapping[str, Any]) -> list[str]:
    """Where the document says something that the fields could not say, in words."""
    if UNREAD in document:
        return ["The text cannot be read yet"]
    tables = document.get("tables") or {}
    if not isinstance(tables, Mapping):
        return ["Tables are each to have a name"]
    if large := [name for name, rows in tables.items() if len(sheets.listed(rows)) > MOST_ROWS]:
        return [f"Table {name} has more than {MOST_ROWS} rows" for name in large]
    try:
        form = ModelForm(formdata=None, **ModelForm.filled(document))
        said = {"id": document.get("id"), **form.written({})}
    except (AttributeError, TypeError):  # a list where a text belongs, say: findings name the place
        return ["Something has another form than its field"]
    return [one.label for one in trees.differences(sheets.tidy(document), sheets.tidy(said))]
