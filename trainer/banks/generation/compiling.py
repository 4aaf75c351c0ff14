"""A model made ready for its thousands of variants: templates cut once, rows by id, clashes as pairs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from trainer.banks.content.models import OWN, ItemModel, Row
from trainer.banks.generation.templates import Template, compiled

Text = str | Template


@dataclass(slots=True)
class ReadyRow:
    """A row with its cells cut. `raw` has the cells as they were written, to be compared."""

    id: str
    number: int
    cells: dict[str, Text]
    raw: dict[str, Any]
    facts: tuple[str, ...]
    passage: str | None
    not_with: frozenset[str]
    because: dict[str, Text]
    wrong: tuple[tuple[Text, Text], ...]


@dataclass(slots=True)
class ReadyModel:
    """`pool` has the rows of the options' table by id; it is empty when each row brings its own options."""

    model: ItemModel
    crossed: list[list[ReadyRow]]
    pool: dict[str, ReadyRow]
    stem: Text
    key: Text
    text: Text
    why_key: Text
    why_wrong: Text
    clashes: frozenset[tuple[str, str]]  # both ways around
    forbidden: list[dict[int, frozenset[str]]]  # by number of the crossed table
    equal: list[tuple[int, str, int, str]]
    deciding: tuple[int, ...]  # numbers of the crossed tables that change the decision
    texts_stand: bool  # an option reads the same in every variant
    pools: dict = field(default_factory=dict)  # who may stand beside a key, found once

    @property
    def own(self) -> bool:
        return self.model.options.source == OWN


def ready(model: ItemModel) -> ReadyModel:
    """Only for a model whose references are sound: see `references.broken`."""
    tables = {name: [ready_row(number, row) for number, row in enumerate(rows)] for name, rows in model.tables.items()}
    options, at = model.options, {name: number for number, name in enumerate(model.cross)}
    pool = {row.id: row for row in tables.get(options.source, [])}
    text = compiled(options.text)
    return ReadyModel(
        model=model,
        crossed=[tables[name] for name in model.cross],
        pool=pool,
        stem=compiled(model.stem),
        key=compiled(options.key),
        text=text,
        why_key=compiled(options.why_key),
        why_wrong=compiled(options.why_wrong or ""),
        clashes=frozenset(clashing_pairs(model, pool)),
        forbidden=[{at[name]: frozenset(ids) for name, ids in rule.items()} for rule in model.forbid],
        equal=[equal_cells(one, other, at) for one, other in model.same],
        deciding=tuple(number for name, number in at.items() if name not in model.cosmetic),
        texts_stand=reads_the_same(text, pool),
    )


def ready_row(number: int, row: Row) -> ReadyRow:
    return ReadyRow(
        id=row.id,
        number=number,
        cells={name: compiled(value) for name, value in row.cells.items()},
        raw=row.cells,
        facts=row.facts,
        passage=row.passage,
        not_with=frozenset(row.not_with),
        because={name: compiled(text) for name, text in row.because.items()},
        wrong=tuple((compiled(option.text), compiled(option.why)) for option in row.wrong),
    )


def clashing_pairs(model: ItemModel, pool: dict[str, ReadyRow]) -> Iterator[tuple[str, str]]:
    for group in model.clashes:
        for one, other in combinations(group, 2):
            yield from ((one, other), (other, one))
    for row in pool.values():
        for other in row.not_with:
            yield from ((row.id, other), (other, row.id))


def equal_cells(one: str, other: str, at: dict[str, int]) -> tuple[int, str, int, str]:
    (table, cell), (other_table, other_cell) = one.split(".", 1), other.split(".", 1)
    return at[table], cell, at[other_table], other_cell


def reads_the_same(text: Text, pool: dict[str, ReadyRow]) -> bool:
    """Whether an option's text rests on nothing but its own row, and that row on nothing else."""
    if isinstance(text, str):
        return True
    return all(
        place.table == "option" and all(isinstance(row.cells.get(place.cell), str) for row in pool.values())
        for place in text.places
    )
