"""Which tables are sealed. Each room names its own in `init_app`; the seal knows them by name only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import Flask, current_app
from sqlalchemy import Column, Table, inspect


@dataclass(frozen=True)
class Parts:
    """Rows of another table that belong to a sealed row from the start, and are sealed with it."""

    table: Table
    by: str  # the column that names the row they belong to


@dataclass(frozen=True)
class Sealed:
    """A table whose rows are final: all, or those where the moment `final` is there. `recorded` says when they came.

    What becomes final later has a higher primary key, or a later `final`, but for transactions under way.
    """

    table: Table
    recorded: str | None
    final: str | None
    leave_out: frozenset[str]
    parts: tuple[Parts, ...]
    erased: Callable[[Sequence[str]], set[str]] | None  # of rows that are gone, those that lawfully are

    @property
    def name(self) -> str:
        return self.table.name

    @cached_property
    def key(self) -> list[Column]:
        return list(self.table.primary_key.columns)

    @cached_property
    def columns(self) -> list[Column]:
        return [column for column in self.table.columns if column.name not in self.leave_out]


def seals(
    app: Flask,
    model: type,
    *,
    recorded: str | None = None,
    final: str | None = None,
    leave_out: Sequence[str] = (),
    parts: Sequence[tuple[type, str]] = (),
    erased: Callable[[Sequence[str]], set[str]] | None = None,
) -> None:
    """Have the rows of `model` sealed: all columns but `leave_out`, together with their `parts` (model, column).

    `erased` is asked about rows that are gone: which of them the trail itself says were removed.
    A column that is added later must be empty in older rows, or be left out: their digests are fixed.
    """
    table = table_of(model)
    belonging = tuple(Parts(table_of(part), by) for part, by in parts)
    known(app)[table.name] = Sealed(table, recorded, final, frozenset(leave_out), belonging, erased)


def retires(app: Flask, *tables: str) -> None:
    """These tables were sealed once and a migration has replaced them: of their lines only the chain is checked."""
    app.extensions.setdefault("retired tables", set()).update(tables)


def table_of(model: type) -> Table:
    return inspect(model).local_table


def known(app: Flask) -> dict[str, Sealed]:
    return app.extensions.setdefault("sealed tables", {})


def sealed_tables() -> dict[str, Sealed]:
    return known(current_app)


def retired_tables() -> set[str]:
    return current_app.extensions.get("retired tables", set())
