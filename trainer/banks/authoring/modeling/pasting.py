"""Rows as a spreadsheet has them on its clipboard: a line of headings, then a line a row, with tabs between cells.

Headings are the names of columns; "row name", "facts", "passage", "never with", "because ROW", "wrong 1" and
"why wrong 1" are what a row can have besides. A heading that is not known becomes a column.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from trainer.banks.authoring.modeling.sheets import apart, column_names, entries, is_blank, words

Row = dict[str, Any]
NAME = "row name"
SPECIAL = {NAME: "id", "facts": "facts", "passage": "passage", "never with": "not_with"}
BECAUSE = re.compile(r"because (?P<row>\S+)")
WRONG = re.compile(r"(?P<why>why )?wrong (?P<number>[1-9])")
MOST = 300  # rows of a table
MOST_COLUMNS = 60
LONGEST = 100_000  # characters


def as_cells(table: Mapping[str, Any]) -> str:
    """The table to be copied into a spreadsheet; pasting it again gives the table."""
    columns, rows = column_names(table), entries(table.get("rows"))
    headings = [NAME, *columns, *dict.fromkeys(heading for row in rows for heading in extras_of(row))]
    written = StringIO()
    writer = csv.writer(written, delimiter="\t", lineterminator="\n")
    writer.writerow(headings)
    for row in rows:
        said = {NAME: row.get("id") or "", **extras_of(row)}
        said |= dict(zip(columns, row.get("cells") or (), strict=False))
        writer.writerow([said.get(heading) or "" for heading in headings])
    return written.getvalue()


def extras_of(row: Mapping[str, Any]) -> dict[str, str]:
    said = {"facts": ", ".join(row.get("facts") or ()), "passage": row.get("passage") or ""}
    said["never with"] = ", ".join(row.get("not_with") or ())
    said |= {f"because {one.get('row')}": one.get("text") or "" for one in entries(row.get("because"))}
    for number, wrong in enumerate(entries(row.get("wrong")), 1):
        said |= {f"wrong {number}": wrong.get("text") or "", f"why wrong {number}": wrong.get("why") or ""}
    return {heading: text for heading, text in said.items() if text}


def with_pasted(table: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The table with these rows in it: one whose name is there already is changed where the text says something."""
    lines = list(lines_of(text))
    columns = column_names(table)
    headings = headings_of(lines, columns)
    if headings is None:
        headings = [NAME, *columns]
    else:
        lines = lines[1:]
    columns += apart([one for one in headings if is_column(one) and one not in columns], taken=columns)
    old = {column["name"]: column for column in entries(table.get("columns"))}
    rows = [dict(row) for row in entries(table.get("rows")) if says_something(row)]
    if not any(says_something({**row, "id": ""}) for row in rows):
        rows = []  # what a new table begins with: a row with nothing but its name
    by_name = {row.get("id"): row for row in rows if row.get("id")}
    for line in lines[:MOST]:
        said = dict(zip(headings, line, strict=False))
        name = slugged(said.get(NAME, "")) or free_name(by_name)
        if name not in by_name:
            by_name[name] = {"id": name}
            rows.append(by_name[name])
        put(by_name[name], said, columns)
    return {**table, "columns": [old.get(name, {"name": name, "was": ""}) for name in columns], "rows": rows}


def says_something(row: Mapping[str, Any]) -> bool:
    return any(not is_blank(value) for value in said_in(row))


def said_in(row: Mapping[str, Any]) -> Iterator[Any]:
    for name, value in row.items():
        for one in value if name in {"cells", "wrong", "because"} and value else [value]:
            yield words(one) if isinstance(one, Mapping) else one


def lines_of(text: str) -> Iterator[list[str]]:
    """Cells by line, with tabs between them; else with semicolons or commas, where every line has as many."""
    text = text.strip("\r\n")[:LONGEST]
    found = cells_between("\t", text)
    for mark in ";," if "\t" not in text else "":
        others = cells_between(mark, text)
        if len({len(line) for line in others}) == 1 and len(others[0]) > 1:
            found = others
            break
    yield from found


def cells_between(mark: str, text: str) -> list[list[str]]:
    lines = csv.reader(StringIO(text, newline=""), delimiter=mark)
    found = [[cell.strip() for cell in line[:MOST_COLUMNS]] for line in lines]
    return [line for line in found if any(line)]


def headings_of(lines: Sequence[Sequence[str]], columns: Sequence[str]) -> list[str] | None:
    """None where the first line is a row already."""
    if not lines:
        return None
    known = {column.casefold(): column for column in columns}
    given = [" ".join(cell.split()) for cell in lines[0]]
    found = [known.get(one.casefold()) or heading(one) for one in given]
    are_known = [one for one in found if one in columns or not is_column(one)]
    is_first = not columns or len(are_known) * 2 > len(found) or found[0] == NAME
    return [one or f"column-{number}" for number, one in enumerate(found, 1)] if is_first else None


def heading(text: str) -> str:
    """As it is known here: what a row can have besides its columns in small letters, others as a column's name."""
    small = text.casefold()
    if small == "id":
        return NAME
    return small if small in SPECIAL or BECAUSE.fullmatch(small) or WRONG.fullmatch(small) else slugged(text)


def is_column(name: str) -> bool:
    return name not in SPECIAL and not BECAUSE.fullmatch(name) and not WRONG.fullmatch(name)


def put(row: Row, said: Mapping[str, str], columns: Sequence[str]) -> None:
    """What a line says, into its row."""
    cells = [*(row.get("cells") or ()), *[""] * len(columns)][: len(columns)]
    row["cells"] = [said.get(column) or cell for column, cell in zip(columns, cells, strict=True)]
    for name, text in said.items():
        if is_column(name) or not text:
            continue
        if match := WRONG.fullmatch(name):
            wrong = row["wrong"] = [dict(one) for one in entries(row.get("wrong"))]
            wrong += [{"text": "", "why": ""} for _ in range(int(match["number"]) - len(wrong))]
            wrong[int(match["number"]) - 1]["why" if match["why"] else "text"] = text
        elif match := BECAUSE.fullmatch(name):
            others = [one for one in entries(row.get("because")) if one.get("row") != match["row"]]
            row["because"] = [*others, {"row": match["row"], "text": text}]
        elif name == "passage":
            row[name] = text
        elif name in SPECIAL and name != NAME:
            row[SPECIAL[name]] = [one for one in re.split(r"[\s,;]+", text) if one]


def slugged(text: str) -> str:
    """As the name of a row or column: "Upper trapezius" is upper-trapezius."""
    return "-".join(re.findall(r"[a-z0-9]+", text.casefold()))[:80].strip("-")


def free_name(taken: Mapping[Any, Any]) -> str:
    return next(f"row-{number}" for number in range(1, len(taken) + 2) if f"row-{number}" not in taken)
