"""Changing a drafted question, a form a kind. Rows left empty are dropped; what cannot be read stays as typed."""

import math
from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import ValidationError as WrongShape
from wtforms import (
    FieldList,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import Form as Row
from wtforms.validators import DataRequired, Length

from trainer.banks import content
from trainer.banks.content import LEVELS
from trainer.banks.drafts.forms.decision import SeenForm
from trainer.banks.drafts.rules import without_blanks
from trainer.banks.forms import one_line, several_lines
from trainer.banks.kinds import kind_of
from trainer.reading import in_words

SPARE = 2  # empty rows to fill in
MOST = 12
SHORT = Length(max=400, message="Use at most %(max)d characters")
LONG = Length(max=2000, message="Use at most %(max)d characters")
WHY = [DataRequired("Say why: a learner reads it"), LONG]

EMPTY = {"missing", "value_error"}  # how an empty field breaks an item's shape

# What the kinds say of a file, said of a form.
IN_A_FORM = {
    "no-key": "Mark the right one as key",
    "two-keys": "Only one of them can be the key",
    "no-distractor": "Leave at least one option that is wrong",
    "equal-options": "This says the same as another one: change it, or empty it",
    "no-rationale": "Say why it is right or wrong: a learner reads it",
}


class EditForm(SeenForm):
    """`place`s are ways into the item, like ("options", 2, "why"); `beside` finds the field for one."""

    stem = TextAreaField("Stem", [DataRequired("Write what is asked"), LONG], [several_lines])
    objective = SelectField("Objective")
    level = SelectField("Level", choices=[(level, level.capitalize()) for level in LEVELS])
    rows: ClassVar[tuple[str, ...]] = ()  # lists of rows, by the item's names for them

    @classmethod
    def of(cls, document: dict, objectives: list[tuple[str, str]], number: int) -> "EditForm":
        form = cls(number=number, **cls.filled(document))
        form.objective.choices = objectives
        if not form.is_submitted():
            for name in form.rows:
                for _ in range(min(SPARE, MOST - len(form[name]))):
                    form[name].append_entry()
        return form

    @classmethod
    def filled(cls, document: dict) -> dict[str, Any]:
        return document

    def written(self) -> dict[str, Any]:
        """What the kind's own fields say, as items.yaml has it."""
        raise NotImplementedError

    def edited(self, document: dict) -> dict[str, Any] | None:
        """The item as changed, or None and an error beside every field that stands in the way."""
        if not self.submitted():
            return None
        said = {"stem": self.stem.data, "objective": self.objective.data, "level": self.level.data}
        kept = {name: value for name, value in document.items() if name != "waivers"}
        changed = without_blanks(kept | said | self.written())
        flaws = list(flaws_of(changed))
        for place, message in flaws:
            top = self[place[0]] if place and place[0] in self._fields else self.stem
            for field in dict.fromkeys((self.beside_place(place), top)):  # a list is at fault with any of its rows
                field.errors = [*field.errors, message]
        return None if flaws else changed

    def beside_place(self, place: tuple) -> Any:
        """The field of the form where the item has this place, or the nearest one."""
        field: Any = self.stem
        for part in place:
            if isinstance(part, int) and isinstance(field, FieldList):
                used = [entry for entry in field if is_filled(entry)]
                field = used[part] if part < len(used) else field
            elif part in getattr(field, "_fields", ()) or part in getattr(getattr(field, "form", None), "_fields", ()):
                field = field[part]
            elif part in self._fields:
                field = self[part]
        return first_field(field)


def first_field(field: Any) -> Any:
    """A row or a list shows no error of its own: its first field does."""
    while isinstance(field, FieldList | FormField):
        parts = list(field)
        field = parts[0]
    return field


def is_filled(entry: Any) -> bool:
    texts = entry if isinstance(entry, FormField) else [entry]
    return any(field.data and field.data.strip() for field in texts if isinstance(field, StringField))


def filled(field: Any) -> Iterator[tuple[int, Any]]:
    """The rows that are in use, each with its number on the page."""
    return ((number, entry) for number, entry in enumerate(field) if is_filled(entry))


def flaws_of(document: dict) -> Iterator[tuple[tuple, str]]:
    """What keeps the document from being an item: (place, what to do)."""
    try:
        item = content.item_of(document)
    except WrongShape as problems:
        for problem in problems.errors(include_url=False):
            yield problem["loc"], "Fill this in" if problem["type"] in EMPTY else " ".join(in_words(problem))
        return
    for place, rule, message, mend in kind_of(item).flaws(item):
        said = message.replace(f" of item {item.id}", "").replace(f"Item {item.id} has", "It has")
        yield place, IN_A_FORM.get(rule, f"{said} {mend}")


class OptionRow(Row):
    text = StringField("Text", [SHORT], [one_line])
    why = TextAreaField("Why it is right or wrong", [LONG], [several_lines])


class OptionsForm(EditForm):
    """`keys` are the numbers of the rows marked as key: one, or several in a multiple response."""

    options = FieldList(FormField(OptionRow), max_entries=MOST)
    keys = SelectMultipleField("Key", validate_choice=False)
    rows = ("options",)

    @classmethod
    def filled(cls, document: dict) -> dict[str, Any]:
        keys = [str(number) for number, option in enumerate(document["options"]) if option.get("key")]
        return document | {"keys": keys}

    def written(self) -> dict[str, Any]:
        keys = set(self.keys.data or ())
        return {
            "options": [
                without_blanks({"text": row.text.data, "key": str(number) in keys or None, "why": row.why.data})
                for number, row in filled(self.options)
            ]
        }


class TruthForm(EditForm):
    answer = RadioField("The statement is", choices=[("true", "True"), ("false", "False")])
    why_true = TextAreaField("What a learner reads who chose “true”", WHY, [several_lines])
    why_false = TextAreaField("What a learner reads who chose “false”", WHY, [several_lines])

    @classmethod
    def filled(cls, document: dict) -> dict[str, Any]:
        return document | {"answer": "true" if document["answer"] else "false"}

    def written(self) -> dict[str, Any]:
        return {
            "answer": self.answer.data == "true",
            "why_true": self.why_true.data,
            "why_false": self.why_false.data,
        }


class PromptRow(Row):
    text = StringField("Text", [SHORT], [one_line])
    match = SelectField("Belongs to choice", choices=[(str(n), f"Choice {n + 1}") for n in range(MOST)])
    why = TextAreaField("Why", [LONG], [several_lines])


class MatchingForm(EditForm):
    choices = FieldList(StringField("Choice", [SHORT], [one_line]), max_entries=MOST)
    prompts = FieldList(FormField(PromptRow), max_entries=MOST)
    rows = ("choices", "prompts")

    @classmethod
    def filled(cls, document: dict) -> dict[str, Any]:
        places = {choice: str(number) for number, choice in enumerate(document["choices"])}
        prompts = [prompt | {"match": places.get(prompt["match"], "0")} for prompt in document["prompts"]]
        return document | {"prompts": prompts}

    def written(self) -> dict[str, Any]:
        texts = {str(number): entry.data for number, entry in filled(self.choices)}
        prompts = [
            {"text": row.text.data, "match": texts.get(row.match.data, ""), "why": row.why.data}
            for _, row in filled(self.prompts)
        ]
        return {"choices": list(texts.values()), "prompts": prompts}


class OrderingForm(EditForm):
    steps = FieldList(StringField("Step", [SHORT], [one_line]), max_entries=MOST)
    why = TextAreaField("Why this order", WHY, [several_lines])
    rows = ("steps",)

    def written(self) -> dict[str, Any]:
        return {"steps": [entry.data for _, entry in filled(self.steps)], "why": self.why.data}


class NumberField(StringField):
    """A number as people type it; anything else stays in the field, with an error."""

    number = 0.0

    def pre_validate(self, form) -> None:
        try:
            self.number = float((self.data or "").strip().replace("−", "-"))
        except ValueError:
            self.number = math.nan
        if not math.isfinite(self.number):
            raise ValidationError("Write a number, like 20 or 0.5")

    @property
    def plain(self) -> float | int:
        return int(self.number) if self.number.is_integer() else self.number


class NumericForm(EditForm):
    value = NumberField("Right value")
    tolerance = NumberField("Accepted up to this far away")
    unit = StringField("Unit", [DataRequired("Write the unit"), SHORT], [one_line])
    why = TextAreaField("Why", WHY, [several_lines])

    @classmethod
    def filled(cls, document: dict) -> dict[str, Any]:
        return document | {"value": f"{document['value']:g}", "tolerance": f"{document.get('tolerance', 0):g}"}

    def written(self) -> dict[str, Any]:
        return {
            "value": self.value.plain,
            "tolerance": self.tolerance.plain,
            "unit": self.unit.data,
            "why": self.why.data,
        }

    def validate_tolerance(self, field: NumberField) -> None:
        if field.number < 0:
            raise ValidationError("Write 0 or more")


FORMS: dict[str, type[EditForm]] = {
    "single best answer": OptionsForm,
    "multiple response": OptionsForm,
    "true or false": TruthForm,
    "matching": MatchingForm,
    "extended matching": MatchingForm,
    "ordering": OrderingForm,
    "numeric": NumericForm,
}
