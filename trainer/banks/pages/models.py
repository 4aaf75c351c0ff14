"""Item models: what each asks, in words and tables, and its variants one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from trainer.banks.content import ItemModel
from trainer.banks.content.models import OWN, Row, SwitchedOff
from trainer.banks.generation.compiling import ready
from trainer.banks.generation.generate import Variant, as_item, variants_of
from trainer.banks.generation.proof import Proof
from trainer.banks.generation.spaces import named
from trainer.banks.published import PublishedItem, PublishedModule

LONG = 40  # characters of a cell that needs room
WHICH = {
    "": "All variants",
    "in-the-bank": "In the bank",
    "left-out": "Proven, not in the bank",
    "off": "Switched off",
}


@dataclass(frozen=True)
class Table:
    """A table of a model as it is shown: its cells by name, and what a row says besides, where some row does."""

    name: str
    rows: tuple[Row, ...]
    columns: list[str]
    long: set[str]  # columns with sentences in them
    extras: list[str]
    is_crossed: bool
    is_cosmetic: bool
    is_options: bool

    @classmethod
    def of(cls, model: ItemModel, name: str) -> "Table":
        rows = model.tables[name]
        columns = list(dict.fromkeys(cell for row in rows for cell in row.cells if cell != "id"))
        long = {name for name in columns if any(len(str(row.cells.get(name, ""))) > LONG for row in rows)}
        extras = [
            field
            for field in ("wrong", "not_with", "because", "passage", "facts")
            if any(getattr(row, field) for row in rows)
        ]
        return cls(
            name, rows, columns, long, extras, name in model.cross, name in model.cosmetic, name == model.options.source
        )


@dataclass(frozen=True)
class Shown:
    """One variant. `off` says why it stays out; `published` is its item, where the bank has it.

    `variant` is None for one that is switched off and that the tables no longer make.
    """

    name: str
    variant: Variant | None
    off: SwitchedOff | None = None
    published: PublishedItem | None = None

    @property
    def state(self) -> str:
        return "off" if self.off else "in-the-bank" if self.published else "left-out"


@dataclass(frozen=True)
class ModelPage:
    model: ItemModel
    module: PublishedModule

    @property
    def proof(self) -> Proof:
        return self.module.proofs[self.model.id]

    @property
    def tables(self) -> list[Table]:
        """Those that are crossed first, in their order; then the others."""
        names = [*self.model.cross, *(name for name in self.model.tables if name not in self.model.cross)]
        return [Table.of(self.model, name) for name in names]

    @cached_property
    def variants(self) -> list[Shown]:
        """In the order of the tables' rows, those that are switched off among them."""
        items = self.module.by_slug
        on = [Shown(one.name, one, published=items.get(one.id)) for one in self.proof.sound]
        off = [Shown(one.variant, variant, one) for one, variant in switched_off(self.model)]
        return sorted([*on, *off], key=place_of)

    @property
    def in_the_bank(self) -> int:
        return sum(one.published is not None for one in self.variants)

    @property
    def rules(self) -> list[str]:
        """What decides which variants there are, as sentences."""
        return [*crossing(self.model), *forbidding(self.model), *clashing(self.model)]

    def item_of(self, variant: Variant) -> PublishedItem:
        """As a learner meets it, whether the bank has it or not."""
        made = PublishedItem(0, 0, as_item(variant))
        return self.module.by_slug.get(variant.id) or self.module.placed(made)


def place_of(shown: Shown) -> tuple:
    return (0, shown.variant.numbers, shown.name) if shown.variant else (1, (), shown.name)


def switched_off(model: ItemModel) -> Iterator[tuple[SwitchedOff, Variant | None]]:
    made = ready(model) if model.off else None
    for one in model.off:
        assert made is not None
        found = [variant for rows in named(made, one.variant, ()) for variant in variants_of(made, rows)]
        of_that_name = (variant for variant in found if isinstance(variant, Variant) and variant.name == one.variant)
        yield one, next(of_that_name, None)


def crossing(model: ItemModel) -> Iterator[str]:
    if len(model.cross) == 1:
        yield f"Each row of “{model.cross[0]}” is a variant."
    else:
        yield f"Each row of {with_and(quoted(model.cross), 'is combined with each row of')}."
    if model.cosmetic:
        yield f"The rows of {with_and(quoted(model.cosmetic))} change the scene, not the decision."
    for one, other in model.same:
        yield f"Only rows that agree are combined: {one} equals {other}."


def forbidding(model: ItemModel) -> Iterator[str]:
    for rule in model.forbid:
        parts = [f"“{table}” is {with_and(rows, 'or')}" for table, rows in rule.items()]
        yield f"Never combined: {' while '.join(parts)}."


def clashing(model: ItemModel) -> Iterator[str]:
    options = model.options
    if options.source == OWN:
        yield f"Each row brings its own wrong options; {options.count - 1} of them stand beside the key."
    else:
        yield f"Options are rows of “{options.source}”: the key and {options.count - 1} others, drawn by chance."
    if options.same:
        yield f"A wrong option has the same {with_and(options.same)} as the key."
    if options.differ:
        yield f"No two options have the same {with_and(options.differ, 'or')}."
    for group in model.clashes:
        yield f"Never two of these in one item, since both could be right: {', '.join(group)}."
    if options.sets > 1:
        yield f"Up to {options.sets} different sets of wrong options make variants of their own."
    yield "Options keep the order of the table." if options.order == "as listed" else "Every form shuffles the options."


def quoted(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"“{word}”" for word in words)


def with_and(words: tuple[str, ...], word: str = "and") -> str:
    """a; a and b; a, b and c"""
    return f" {word} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


@dataclass(frozen=True)
class VariantFilter:
    """Which variants are looked through; lives in the address. What is not a choice is ignored."""

    rows: dict[str, str]  # by crossed table
    which: str

    @classmethod
    def of(cls, model: ItemModel, asked: Mapping[str, str]) -> "VariantFilter":
        known = {table: {row.id for row in model.tables[table]} for table in model.cross}
        rows = {table: asked.get(f"row-{table}", "") for table in model.cross}
        which = asked.get("which", "")
        return cls({table: row for table, row in rows.items() if row in known[table]}, which if which in WHICH else "")

    def lets_through(self, shown: Shown) -> bool:
        rows = shown.variant.rows if shown.variant else {}
        return self.which in {"", shown.state} and all(rows.get(table) == row for table, row in self.rows.items())

    @property
    def in_address(self) -> dict[str, str]:
        return {f"row-{table}": row for table, row in self.rows.items()} | ({"which": self.which} if self.which else {})
