"""Fields that keep whatever was typed: `said` is what the document is to say, None to say nothing.

Saving refuses nothing for its content: what cannot be read stays as text in the document, named beside the field.
"""

import math
import re
from typing import Any

from wtforms import BooleanField, FieldList, FormField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, HiddenInput

from trainer.banks.forms import one_line, several_lines


class Line(StringField):
    def __init__(self, label: str = "", **options: Any):
        super().__init__(label, [], [one_line], **options)

    @property
    def said(self) -> Any:
        return self.data or None


class Lines(TextAreaField):
    def __init__(self, label: str = "", **options: Any):
        super().__init__(label, [], [several_lines], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0].replace("\r\n", "\n") if valuelist else None

    @property
    def said(self) -> Any:
        return self.data or None


class LongText(TextAreaField):
    """Kept to the letter, but for the way lines end."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0].replace("\r\n", "\n")

    @property
    def said(self) -> Any:
        return self.data or ""


class Hidden(StringField):
    widget = HiddenInput()


class OnePerLine(TextAreaField):
    """A list of short texts."""

    def process_data(self, value: Any) -> None:
        self.data = [str(one) for one in value] if isinstance(value, list | tuple) else []

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = [line for text in valuelist[0].splitlines() if (line := one_line(text))]

    def _value(self) -> str:
        return "\n".join(self.data or ())

    @property
    def said(self) -> Any:
        return list(self.data or ()) or None


class Names(StringField):
    """Ids, with spaces or commas between them."""

    def process_data(self, value: Any) -> None:
        self.data = [str(one) for one in value] if isinstance(value, list | tuple) else []

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = [one for one in re.split(r"[\s,;]+", valuelist[0]) if one]

    def _value(self) -> str:
        return ", ".join(self.data or ())

    @property
    def said(self) -> Any:
        return list(self.data or ()) or None


class Groups(TextAreaField):
    """Groups of ids, one a line."""

    def process_data(self, value: Any) -> None:
        groups = value if isinstance(value, list | tuple) else []
        self.data = [[str(one) for one in group] for group in groups if isinstance(group, list | tuple)]

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            lines = [re.split(r"[\s,;]+", line.strip()) for line in valuelist[0].splitlines() if line.strip()]
            self.data = [[one for one in line if one] for line in lines]

    def _value(self) -> str:
        return "\n".join(", ".join(group) for group in self.data or ())

    @property
    def said(self) -> Any:
        return [list(group) for group in self.data or ()] or None


class Number(StringField):
    """As people type it; the document gets the number, or the words where they are none."""

    whole = False

    def process_data(self, value: Any) -> None:
        is_whole = isinstance(value, float) and value.is_integer()
        self.data = "" if value is None else str(int(value) if is_whole else value)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0].strip()

    @property
    def said(self) -> Any:
        text = (self.data or "").replace("−", "-")
        if not text:
            return None
        try:
            number = int(text) if self.whole else float(text)
            return number if math.isfinite(number) else self.data
        except (ValueError, OverflowError):
            return self.data


class Count(Number):
    whole = True


class Check(BooleanField):
    @property
    def said(self) -> Any:
        return True if self.data else None


class Choice(SelectField):
    """`usual` is what a document that says nothing means. What is chosen and no longer there stays in the list."""

    def __init__(self, label: str = "", choices: Any = (), usual: str = "", **options: Any):
        super().__init__(label, choices=list(choices), validate_choice=False, default=usual, **options)
        self.usual = usual

    def offer(self, choices: list[tuple[str, str]], nothing: str | None = None) -> None:
        known = [("", nothing)] * (nothing is not None) + choices
        if self.data and self.data not in dict(known):
            known.append((self.data, f"{self.data} (not there)"))
        self.choices = known

    @property
    def said(self) -> Any:
        return None if self.data in {None, "", self.usual} else self.data


class Several(SelectMultipleField):
    option_widget = CheckboxInput()

    def __init__(self, label: str = "", **options: Any):
        super().__init__(label, choices=[], validate_choice=False, **options)

    @property
    def said(self) -> Any:
        return list(self.data or ()) or None


class Truth(Choice):
    def process_data(self, value: Any) -> None:
        self.data = {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else ""

    @property
    def said(self) -> Any:
        return {"true": True, "false": False}.get(self.data or "")


def said(field: Any) -> Any:
    """What a field, a row or a list of rows says; rows without a word are left out."""
    if isinstance(field, FieldList):
        return [value for entry in field if not is_blank(value := said(entry))] or None
    if isinstance(field, FormField):
        return {name: value for name, one in field.form._fields.items() if not is_blank(value := said(one))} or None
    return field.said


def is_blank(value: Any) -> bool:
    return value is None or value in ("", [], {})
