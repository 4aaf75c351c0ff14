"""A table or column that gets another name is called by it everywhere: in texts, rules and options."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from trainer.banks.authoring.modeling.sheets import Document, column_names, entries, mapping, named_tables
from trainer.banks.content.models import OWN

PLACE = re.compile(r"\{(?P<article>[aA]:)?(?P<table>\w[\w-]*)\.(?P<cell>\w[\w-]*)(?P<end>\^?\})")
CELL = re.compile(r"(?P<table>[^.]+)\.(?P<cell>.+)")
Names = Mapping[str, str]


def renamed(document: Document, sheet: Mapping[str, Any]) -> Document:
    """The sheet's document, with what its tables and columns were called when the page was shown as they are now."""
    tables, columns = names_of(sheet)
    if all(old == new for names in (tables, *columns.values()) for old, new in names.items()):
        return document
    options = mapping(document.get("options"))
    source = str(options.get("from", OWN))
    for stand_in in ("key", "option"):
        columns.setdefault(stand_in, columns.get(source, {}))
    in_rows = columns.get(source, {})
    said = in_texts(document, lambda text: PLACE.sub(lambda match: place(match, tables, columns), text))
    if options:
        said["options"] |= {"from": tables.get(source, source)} if "from" in options else {}
        for name in ("same", "differ"):
            if name in options:
                said["options"][name] = [in_rows.get(cell, cell) for cell in options[name]]
    if "same" in document:
        said["same"] = [
            [CELL.sub(lambda match: cell(match, tables, columns), one) for one in pair] for pair in said["same"]
        ]
    if "forbid" in document:
        said["forbid"] = [{tables.get(name, name): rows for name, rows in rule.items()} for rule in said["forbid"]]
    return said


def names_of(sheet: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Names]]:
    """What tables were called and are now; and the same of the columns, by what their table was called."""
    tables: dict[str, str] = {}
    columns: dict[str, Names] = {}
    for name, table in named_tables(sheet):
        if was := table.get("was"):
            tables[was] = name
        pairs = zip(entries(table.get("columns")), column_names(table), strict=True)
        columns[was or name] = {column["was"]: now for column, now in pairs if column.get("was")}
    return tables, columns


def in_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, Mapping):
        return {name: in_texts(said, change) for name, said in value.items()}
    if isinstance(value, list | tuple):
        return [in_texts(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


def place(match: re.Match, tables: Names, columns: Mapping[str, Names]) -> str:
    table, name = match["table"], match["cell"]
    return (
        f"{{{match['article'] or ''}{tables.get(table, table)}.{columns.get(table, {}).get(name, name)}{match['end']}"
    )


def cell(match: re.Match, tables: Names, columns: Mapping[str, Names]) -> str:
    table, name = match["table"], match["cell"]
    return f"{tables.get(table, table)}.{columns.get(table, {}).get(name, name)}"
