"""The rows of a model's form: its tables with their columns and rows, its options and its rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import FieldList, FormField
from wtforms import Form as Row

from trainer.banks.authoring.forms.fields import Choice, Count, Hidden, Line, Lines, Names
from trainer.banks.authoring.forms.rows import rearranged
from trainer.banks.authoring.modeling import sheets
from trainer.banks.authoring.modeling.pasting import as_cells, with_pasted
from trainer.banks.content.models import OWN

MOST_ROWS = 300  # of a table; a larger one is better kept in a file
FEW_OPTIONS = (3, 4, 5)
ROLES = [
    ("cross", "Each row makes another question"),
    ("cosmetic", "Each row puts the same question into another setting"),
    ("", "Its rows are only offered as options"),
]
ORDERS = [("shuffled", "Shuffled for each learner"), ("as listed", "As the table lists them")]
SLOTS = "Words in braces are filled in from the tables: {table.column}, {a:table.column} with a or an, "
SLOTS += "{table.column^} with a capital."


class WrongRow(Row):
    text = Lines("Wrong option")
    why = Lines("Why it is wrong")


class BecauseRow(Row):
    row = Line("Option, by its row's name")
    text = Lines("Why it is wrong just here")


class TableRow(Row):
    id = Line("Name of the row")
    cells = FieldList(Lines("Cell"))
    wrong = FieldList(FormField(WrongRow), "Wrong options")
    facts = Names("Facts that it rests on")
    passage = Line("Passage, if not that of the model")
    not_with = Names("Options never offered with it", description="By the names of their rows.")
    because = FieldList(FormField(BecauseRow), "Why an option is wrong just here")


class Column(Row):
    was = Hidden()
    name = Line("Column")


class Table(Row):
    was = Hidden()
    name = Line("Name of the table", description="One word, as it stands in the braces.")
    role = Choice("What it is for", ROLES)
    columns = FieldList(FormField(Column), "Columns")
    rows = FieldList(FormField(TableRow), "Rows")
    pasted = Lines("Rows from a spreadsheet")


class OptionsRow(Row):
    source = Choice("Where the options come from")
    key = Line("The right one", description="A text, or the name of its row: mostly a column in braces.")
    text = Line("What an option reads", description="Left empty: {option.text}.")
    why_key = Lines("Why the key is right")
    why_wrong = Lines(
        "Why a wrong one is wrong", description="{option.column} is of the wrong one, {key.column} of the key."
    )
    count = Count("Options in all", description="3 to 5.")
    same = Names("A wrong option has the same as the key in", description="Columns of the options' table.")
    differ = Names("A wrong option has something else than the key in", description="Columns of the options' table.")
    order = Choice("Order of the options", ORDERS, usual="shuffled")
    sets = Count("Sets of wrong options", description="Each makes questions of its own. Left empty: 1.")


class PartRow(Row):
    table = Line("Table")
    rows = Names("Rows, by their names")


class RuleRow(Row):
    parts = FieldList(FormField(PartRow), "Never together")


class PairRow(Row):
    one = Line("This cell", description="As in case.region.")
    other = Line("equals this one")


class OffRow(Row):
    variant = Line("Question", description="The names of its rows, with hyphens between.")
    reason = Line("Why it is left out")
    by = Line("Your name")


@dataclass(frozen=True)
class ShownTable:
    """What a table and its columns are called. `has_options`: its rows bring the wrong options."""

    name: str
    columns: Sequence[str]
    role: str
    has_options: bool


def shown_tables(form: Any) -> list[ShownTable]:
    named = sheets.named_tables(form.data)
    first = next((name for name, table in named if table["role"]), "") if form.options.form.source.data == OWN else ""
    return [ShownTable(name, sheets.column_names(table), table["role"], name == first) for name, table in named]


def new_row(form: Any, rows: FieldList) -> dict[str, Any] | None:
    """What a new row begins with: places for its cells, and for wrong options where it brings its own."""
    if rows is form.tables:
        return {"name": f"table-{len(rows) + 1}", "columns": [{"name": "text"}], "rows": [{}]}
    if rows is form.forbid:
        return {"parts": [{}, {}]}
    count = form.options.form.count.said
    for table, shown in zip(form.tables, shown_tables(form), strict=True):
        if rows is table.form.rows and shown.has_options:
            return {"wrong": [{}] * (count - 1 if count in FEW_OPTIONS else 2)}
    return {}


def in_step(table: dict[str, Any], is_about_columns: bool, verb: str, at: str) -> dict[str, Any]:
    """Cells follow their columns, and every row has one for each."""
    many = len(table["columns"]) + {"add": -1, "drop": 1}.get(verb, 0) * is_about_columns
    rows = [row or {} for row in table["rows"]]
    cells = [([*(row.get("cells") or ()), *[""] * many])[:many] for row in rows]
    if is_about_columns:
        cells = [rearranged(one, verb, at, "", MOST_ROWS) for one in cells]
    return {**table, "rows": [{**row, "cells": one} for row, one in zip(rows, cells, strict=True)]}


def pasted(table: dict[str, Any]) -> dict[str, Any]:
    return {**with_pasted(table, table["pasted"] or ""), "pasted": ""}


def copied(table: dict[str, Any]) -> dict[str, Any]:
    return {**table, "pasted": as_cells(table)}
