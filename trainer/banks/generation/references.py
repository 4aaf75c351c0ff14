"""Whether all that a model names is there: tables, rows, cells. What is broken here cannot be made into variants."""

from collections import Counter
from collections.abc import Iterator

from trainer.banks.content.models import OWN, ItemModel, Row
from trainer.banks.generation.findings import Finding
from trainer.banks.generation.templates import Template, compiled
from trainer.reading import Path_

DEPTHS = {"options": 2, "tables": 6}  # how far a place leads that a text stands at


def broken(model: ItemModel) -> list[Finding]:
    """Empty when every reference leads somewhere. Tables first: the rest would only repeat a wrong one."""
    return list(tables_are_there(model)) or [
        *ids_are_unique(model),
        *rows_are_there(model),
        *cells_are_there(model),
        *placeholders_lead_somewhere(model),
        *own_options_suffice(model),
    ]


def tables_are_there(model: ItemModel) -> Iterator[Finding]:
    tables, crossed = set(model.tables), set(model.cross)
    named: list[tuple[Path_, str, set[str]]] = [
        (("cross", number), name, tables) for number, name in enumerate(model.cross)
    ]
    named += [(("cosmetic", number), name, crossed) for number, name in enumerate(model.cosmetic)]
    named += [(("forbid", number, name), name, crossed) for number, rule in enumerate(model.forbid) for name in rule]
    named.append((("options", "from"), model.options.source, tables | {OWN}))
    for place, name, known in named:
        if name not in known:
            yield unknown(place, f"There is no {'crossed ' if known is crossed else ''}table {name}.", known)
    for name, times in Counter(model.cross).items():
        if times > 1:
            yield Finding("duplicate-id", ("cross",), f"The table {name} is crossed twice.", "Name it once.")
    for name in tables & {OWN, "option", "key", "a", "A"}:
        yield Finding("reserved", ("tables", name), f"A table cannot be called {name}.", "Give it another name.")
    if crossed and crossed <= set(model.cosmetic):
        yield Finding("no-decisions", ("cosmetic",), "All crossed tables are cosmetic.", "Leave out one that decides.")


def unknown(place: Path_, message: str, known: set[str], what: str = "table") -> Finding:
    return Finding(f"unknown-{what}", place, message, f"Use one of: {', '.join(sorted(known))}.")


def ids_are_unique(model: ItemModel) -> Iterator[Finding]:
    for table, rows in model.tables.items():
        seen: set[str] = set()
        for number, row in enumerate(rows):
            if row.id in seen:
                message = f"The table {table} has a row {row.id} already."
                yield Finding("duplicate-id", ("tables", table, number, "id"), message, "Give this one another id.")
            seen.add(row.id)


def rows_are_there(model: ItemModel) -> Iterator[Finding]:
    ids = {table: {row.id for row in rows} for table, rows in model.tables.items()}
    offered = ids.get(model.options.source, set())
    for place, table, row, known in named_rows(model, ids, offered):
        if row not in known:
            where = f"The table {table} has" if table != OWN else "Options of a row have no ids, so there is"
            mend = f"Use one of: {', '.join(sorted(known))}." if known else "Take it out."
            yield Finding("unknown-row", place, f"{where} no row {row}.", mend)


def named_rows(model: ItemModel, ids: dict, offered: set[str]) -> Iterator[tuple[Path_, str, str, set[str]]]:
    source = model.options.source
    for number, rule in enumerate(model.forbid):
        for table, rows in rule.items():
            yield from ((("forbid", number, table, n), table, name, ids[table]) for n, name in enumerate(rows))
    for number, group in enumerate(model.clashes):
        yield from ((("clashes", number, n), source, name, offered) for n, name in enumerate(group))
    for table, table_rows in model.tables.items():
        for number, row in enumerate(table_rows):
            place = ("tables", table, number)
            yield from (((*place, "not_with", n), source, name, offered) for n, name in enumerate(row.not_with))
            yield from (((*place, "because", name), source, name, offered) for name in row.because)


def cells_are_there(model: ItemModel) -> Iterator[Finding]:
    """The cells that `same` and `differ` compare."""
    for number, pair in enumerate(model.same):
        for side, name in enumerate(pair):
            table, dot, cell = name.partition(".")
            if not dot or table not in model.cross:
                message = f"“{name}” is not a cell of a crossed table."
                yield Finding("unknown-cell", ("same", number, side), message, "Write table.cell.")
            else:
                yield from missing(model, table, cell, f"same: {name}")
    for field in ("same", "differ"):
        for number, cell in enumerate(getattr(model.options, field)):
            if model.options.source == OWN:
                message = f"Options of a row have no cells, so {field} cannot compare them."
                yield Finding("unknown-cell", ("options", field, number), message, "Take it out.")
            else:
                yield from missing(model, model.options.source, cell, f"options: {field}")


def missing(model: ItemModel, table: str, cell: str, user: str) -> Iterator[Finding]:
    """The rows of the table that lack the cell; one finding when all of them do."""
    rows = model.tables[table]
    lacking = [number for number, row in enumerate(rows) if cell not in row.cells]
    if len(lacking) == len(rows):
        known = {cell for row in rows for cell in row.cells}
        yield unknown(place_of(user), f"No row of {table} has a cell {cell} ({user}).", known, "cell")
        return
    for number in lacking:
        message = f"The row {rows[number].id} of {table} has no cell {cell} ({user})."
        yield Finding("unknown-cell", ("tables", table, number), message, "Add the cell to this row.")


def place_of(user: str) -> Path_:
    """From “options: text” to the way there."""
    parts = user.split(": ")
    return tuple(int(part) if part.isdecimal() else part for part in parts)[: DEPTHS.get(parts[0], 1)]


def placeholders_lead_somewhere(model: ItemModel) -> Iterator[Finding]:
    seen: set[Finding] = set()
    for place, text, tables in templates_of(model):
        template = compiled(text)
        if isinstance(template, Template):
            for finding in template_is_sound(model, place, template, tables):
                if finding not in seen:
                    seen.add(finding)
                    yield finding


def templates_of(model: ItemModel) -> Iterator[tuple[Path_, str, set[str]]]:
    """Every text that may have placeholders, with the tables it may name."""
    crossed, options = set(model.cross), model.options
    in_options = crossed if options.source == OWN else crossed | {"key", "option"}
    yield ("stem",), model.stem, crossed
    yield ("options", "key"), options.key, crossed
    yield ("options", "why_key"), options.why_key, in_options - {"option"}
    if options.source != OWN:
        yield ("options", "text"), options.text, in_options
        yield ("options", "why_wrong"), options.why_wrong or "", in_options
    for table, rows in model.tables.items():
        for number, row in enumerate(rows):
            place = ("tables", table, number)
            yield from texts_of(row, place, crossed | (in_options if table == options.source else set()), in_options)


def texts_of(row: Row, place: Path_, in_cells: set[str], in_reasons: set[str]) -> Iterator[tuple[Path_, str, set[str]]]:
    yield from (((*place, name), str(value), in_cells) for name, value in row.cells.items())
    yield from (((*place, "because", name), text, in_reasons) for name, text in row.because.items())
    for number, option in enumerate(row.wrong):
        yield (*place, "wrong", number, "text"), option.text, in_cells
        yield (*place, "wrong", number, "why"), option.why, in_cells


def template_is_sound(model: ItemModel, place: Path_, template: Template, tables: set[str]) -> Iterator[Finding]:
    for text in template.broken:
        yield Finding(
            "placeholder",
            place,
            f"“{text}” is not a placeholder.",
            "Write {table.cell}, {a:table.cell} or {table.cell^}; a bare brace cannot stand in a text.",
        )
    for spot in template.places:
        if spot.table not in tables:
            message = f"The placeholder {{{spot.table}.{spot.cell}}} names a table that is not at hand here."
            yield unknown(place, message, tables)
        else:
            table = model.options.source if spot.table in {"key", "option"} else spot.table
            yield from missing(model, table, spot.cell, user_of(place))


def user_of(place: Path_) -> str:
    return ": ".join(str(part) for part in place)


def own_options_suffice(model: ItemModel) -> Iterator[Finding]:
    options, first = model.options, model.cross[0]
    if options.source != OWN:
        if options.why_wrong is None:
            yield Finding("missing", ("options",), "options has no why_wrong.", "Say why each distractor is wrong.")
        return
    for number, row in enumerate(model.tables[first]):
        if len(row.wrong) < options.count - 1:
            message = f"The row {row.id} has {len(row.wrong)} wrong options; {options.count - 1} are needed."
            yield Finding("no-options", ("tables", first, number), message, "Write them under `wrong:`.")
