"""What all forms of parts share: rows that come and go, what they say as a document, the field for a place in it."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import FieldList, FormField, IntegerField
from wtforms.widgets import HiddenInput

from trainer.banks.authoring.findings import Found
from trainer.banks.authoring.forms.fields import Line, is_blank, said
from trainer.banks.authoring.forms.rows import rearranged
from trainer.banks.authoring.setting import Setting
from trainer.web.forms import Form

Place = Sequence[str | int]
MOST_ROWS = 200
OF_THE_FORM = {"number", "note", "csrf_token"}


class PartForm(Form):
    """`number`: of the version that was seen when the page was opened. Any text is taken; findings are beside it."""

    number = IntegerField(widget=HiddenInput(), default=0)
    note = Line("What did you change, and why?", description="For whoever reviews it. May be left empty.")

    rows: ClassVar[tuple[str, ...]] = ()  # lists of rows, by the document's names for them
    template: ClassVar[str] = ""  # with the part's own fields
    notes: Sequence[str] = ()  # what was changed of a file that was sent

    @classmethod
    def of(cls, document: Mapping[str, Any], number: int) -> "PartForm":
        """As it was sent; as the document has it, when nothing was."""
        form = cls(number=number, **cls.filled(document))
        if not form.is_submitted():
            form.add_empty_rows()
        return form

    @classmethod
    def filled(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        """The document as data for the fields."""
        return {name: value for name, value in document.items() if name not in OF_THE_FORM}

    def add_empty_rows(self) -> None:
        for name in self.rows:
            if not len(self[name]):
                self[name].append_entry()

    def written(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """What the document is to say; fields that this form does not know stay as they are."""
        own = self._fields.keys() - OF_THE_FORM
        kept = {name: value for name, value in document.items() if name not in own}
        return kept | {name: value for name in self._fields if name in own and not is_blank(value := said(self[name]))}

    def offer(self, setting: Setting) -> None:
        """What can be chosen, from the other parts of the manuscript."""

    def changed(self, doing: str) -> "PartForm":
        """The same with other rows: "add options", "drop options 2", "up options 2", "down options 2"."""
        verb, _, rest = doing.partition(" ")
        name, _, at = rest.partition(" ")
        data = {one: value for one, value in self.data.items() if one != "csrf_token"}
        if name in self.rows:
            data[name] = rearranged(data[name], verb, at, None, MOST_ROWS)
        return type(self)(formdata=None, **data)

    def article(self, text: str) -> str | None:
        """The article as these fields would have it, where they say something that stands there."""
        return None

    def around(self, setting: Setting) -> Setting:
        """What surrounds the part, with what these fields say of it elsewhere."""
        return setting

    def own_findings(self) -> list[Found]:
        """What these fields say that is no part of the document, and stands in the way."""
        return []

    def located(self, found: Found) -> Found:
        """The finding as it is said beside these fields."""
        return found

    def field_for(self, place: Place) -> str:
        """The id of the field for a place in the document, like ("options", 2, "why"), or of the nearest one."""
        field: Any = None
        for step in place:
            found = self.step(field, step)
            if found is None:
                break
            field = found
        return field.id if field is not None else ""

    def step(self, field: Any, step: str | int) -> Any:
        if field is None:
            return self._fields.get(str(step)) if step not in OF_THE_FORM else None
        if isinstance(field, FieldList) and isinstance(step, int):
            used = [entry for entry in field if not is_blank(said(entry))]
            return used[step] if step < len(used) else None
        if isinstance(field, FormField):
            return field.form._fields.get(str(step))
        return None
