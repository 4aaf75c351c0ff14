"""Which field of a model's form a place in its document is about."""

from collections.abc import Mapping
from typing import Any

from wtforms import FieldList, FormField

from trainer.banks.authoring.modeling import sheets

Place = tuple[str | int, ...]


def list_called(form: Any, name: str) -> FieldList | None:
    """The list of rows with this name, as in "tables-0-rows"."""
    found: Any = form
    for step in name.split("-"):
        if isinstance(found, FieldList):
            found = found[int(step)] if step.isdecimal() and int(step) < len(found) else None
        else:
            found = (found.form if isinstance(found, FormField) else found)._fields.get(step)
        if found is None:
            return None
    return found if isinstance(found, FieldList) else None


def field_at(form: Any, place: Place) -> str:
    """The id of the field, or of what is around it."""
    match place:
        case ("tables", str(name), *rest):
            return in_tables(form, name, rest)
        case ("cross" | "cosmetic" | "tables", *_):
            return form.tables.id
        case ("options", str(name), *_):
            return within(form.options, "source" if name == "from" else name)
        case ("forbid" | "same" | "off" | "waivers" as name, int(number), *rest):
            entries = [entry for entry in form[name] if any_word(entry.data)]
            return within(entries[number], *rest) if number < len(entries) else form[name].id
        case (str(name), *_) if name in form._fields:
            return form[name].id
    return ""


def in_tables(form: Any, name: str, rest: list) -> str:
    names = [called for called, _ in sheets.named_tables(form.data)]
    if name not in names:
        return form.tables.id
    table = form.tables[names.index(name)].form
    rows = [row for row in table.rows if any(sheets.rows_in({"columns": table.columns.data, "rows": [row.data]}))]
    match rest:
        case (int(number), *inner) if number < len(rows):
            return in_row(rows[number], sheets.column_names(table.data), inner)
    return form.tables[names.index(name)].id


def in_row(row: Any, columns: list[str], rest: list) -> str:
    match rest:
        case (str(name), *_) if name in columns:
            return row.form.cells[columns.index(name)].id
        case ("because", str(name), *_):
            named = [one for one in row.form.because if (one.form.row.data or "") == name]
            return named[0].form.text.id if named else row.id
        case ("wrong", int(number), *inner):
            said = [one for one in row.form.wrong if any_word(one.data)]
            return within(said[number], *inner) if number < len(said) else row.id
    return within(row, *rest)


def within(entry: Any, *rest: str | int) -> str:
    fields: Mapping[str, Any] = entry.form._fields
    return fields[str(rest[0])].id if rest and str(rest[0]) in fields else entry.id


def any_word(data: Any) -> bool:
    if isinstance(data, Mapping):
        return any(any_word(value) for value in data.values())
    return any(any_word(one) for one in data) if isinstance(data, list) else bool(data)
