"""An item model laid out as a form has it: tables with their columns and rows by number, and back.

A sheet says what a document says; whatever it could not say is lost on the way there, which `tidy` makes visible.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from trainer.banks.authoring.modeling.cells import meant, typed

PLAIN = ("title", "objective", "level", "use", "safety_critical", "passage", "facts", "stem", "clashes")
LISTS = ("off", "waivers")  # of entries that are the same in both
OF_ROWS = ("id", "facts", "passage", "not_with", "because", "wrong")  # what no column can be called
DECIDES, SETS_THE_SCENE = "cross", "cosmetic"
USUAL = {"use": "scored", "order": "shuffled", "sets": 1, "text": "{option.text}", "safety_critical": False}

Document = dict[str, Any]


def sheet_of(document: Mapping[str, Any]) -> dict[str, Any]:
    options = mapping(document.get("options"))
    return {
        **{name: document[name] for name in (*PLAIN, *LISTS) if name in document},
        "options": {{"from": "source"}.get(name, name): said for name, said in options.items()},
        "tables": [table_of(name, rows, document) for name, rows in tables_in(document)],
        "forbid": [{"parts": parts_of(rule)} for rule in entries(document.get("forbid"))],
        "same": [dict(zip(("one", "other"), pair, strict=False)) for pair in listed(document.get("same"))],
    }


def tables_in(document: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Those that are crossed come first, in their order: the first brings the wrong options."""
    tables, crossed = mapping(document.get("tables")), listed(document.get("cross"))
    names = [name for name in dict.fromkeys(map(str, crossed)) if name in tables]
    return [(name, tables[name]) for name in dict.fromkeys([*names, *tables])]


def table_of(name: str, rows: Any, document: Mapping[str, Any]) -> dict[str, Any]:
    rows = entries(rows)
    columns = list(dict.fromkeys(cell for row in rows for cell in row if cell not in OF_ROWS))
    is_crossed = name in listed(document.get("cross"))
    is_cosmetic = name in listed(document.get("cosmetic"))
    return {
        "name": name,
        "was": name,
        "role": (SETS_THE_SCENE if is_cosmetic else DECIDES) if is_crossed else "",
        "columns": [{"name": column, "was": column} for column in columns],
        "rows": [row_of(row, columns) for row in rows],
    }


def row_of(row: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in OF_ROWS if name in row},
        "because": [{"row": name, "text": text} for name, text in mapping(row.get("because")).items()],
        "cells": [typed(row[column]) if column in row else "" for column in columns],
    }


def parts_of(rule: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"table": table, "rows": rows} for table, rows in rule.items()]


def document_of(sheet: Mapping[str, Any]) -> Document:
    """What the sheet says; fields and rows without a word are left out."""
    tables = named_tables(sheet)
    crossed = [name for name, table in tables if table.get("role")]
    options = {{"source": "from"}.get(name, name): said for name, said in mapping(sheet.get("options")).items()}
    said: Document = {
        **{name: sheet.get(name) for name in PLAIN},
        "cross": crossed,
        "cosmetic": [name for name, table in tables if table.get("role") == SETS_THE_SCENE],
        "forbid": [rule for entry in entries(sheet.get("forbid")) if (rule := rule_of(entry))],
        "same": [
            [pair.get("one") or "", pair.get("other") or ""] for pair in entries(sheet.get("same")) if words(pair)
        ],
        "options": {name: value for name, value in options.items() if is_said(name, value)},
        **{name: [one for entry in entries(sheet.get(name)) if (one := words(entry))] for name in LISTS},
    }
    return {name: value for name, value in said.items() if is_said(name, value)} | (
        {"tables": {name: list(rows_in(table)) for name, table in tables}} if tables else {}
    )


def named_tables(sheet: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Under names of their own, so that nothing is lost when two are called the same, or one not at all."""
    tables = entries(sheet.get("tables"))
    names = [table.get("name") or f"table-{number}" for number, table in enumerate(tables, 1)]
    return list(zip(apart(names), tables, strict=True))


def column_names(table: Mapping[str, Any]) -> list[str]:
    columns = entries(table.get("columns"))
    return apart([column.get("name") or f"column-{n}" for n, column in enumerate(columns, 1)], taken=OF_ROWS)


def apart(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """The same names, with a number behind one that is taken already."""
    seen = set(taken)
    tried: dict[str, int] = {}
    found = []
    for name in names:
        free = name
        while free in seen:
            tried[name] = tried.get(name, 1) + 1
            free = f"{name}-{tried[name]}"
        seen.add(free)
        found.append(free)
    return found


def rows_in(table: Mapping[str, Any]) -> Iterator[Document]:
    columns = column_names(table)
    for row in entries(table.get("rows")):
        reasons = [reason for reason in entries(row.get("because")) if words(reason)]
        names = apart([str(reason.get("row") or "") for reason in reasons])
        said = words(
            {
                **{name: row.get(name) for name in OF_ROWS},
                "because": {name: one.get("text") or "" for name, one in zip(names, reasons, strict=True)},
                "wrong": [one for wrong in entries(row.get("wrong")) if (one := words(wrong))],
                **dict(zip(columns, row.get("cells") or (), strict=False)),
            }
        )
        if said:
            yield {name: value if name in OF_ROWS else meant(value) for name, value in said.items()}


def rule_of(entry: Mapping[str, Any]) -> Document:
    parts = [part for part in entries(entry.get("parts")) if words(part)]
    names = apart([str(part.get("table") or "") for part in parts])
    return {name: part.get("rows") or [] for name, part in zip(names, parts, strict=True)}


def tidy(value: Any) -> Any:
    """The document without what says nothing: empty fields, and those that say what is usual anyway."""
    if isinstance(value, Mapping):
        kept = {str(name): tidy(said) for name, said in value.items()}
        return {name: said for name, said in kept.items() if is_said(name, said)}
    if isinstance(value, list | tuple):
        return [said for one in value if not is_blank(said := tidy(one))]
    return value.strip() if isinstance(value, str) else value


def spoken(document: Mapping[str, Any]) -> Document:
    """The document as `tidy` leaves it, with all of its tables, also those without a row."""
    tables = {name: tidy(rows) for name, rows in mapping(document.get("tables")).items()}
    return {**tidy(document), **({"tables": tables} if tables else {})}


def is_said(name: str, value: Any) -> bool:
    return not is_blank(value) and not (name in USUAL and value == USUAL[name] and type(value) is type(USUAL[name]))


def is_blank(value: Any) -> bool:
    return value is None or value in ("", [], {}, ())


def words(entry: Mapping[str, Any]) -> Document:
    return {name: value for name, value in entry.items() if not is_blank(value)}


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def entries(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in listed(value) if isinstance(one, Mapping)]


def listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []
