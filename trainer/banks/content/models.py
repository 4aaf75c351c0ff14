"""What an item model says: a stem with variables, tables of rows, and rules for the options. All frozen."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field

from trainer.banks.content.items import Waiver
from trainer.banks.content.words import Level, Name, Slug, Value, Words
from trainer.reading import breaks

OWN = "own"  # the options' table is none: each row brings its own wrong options


def cell(value: Any) -> str | int | float:
    """Text or a number: what can stand in a sentence."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, bool | date):
        raise breaks("cell", "this is read as a date or as true or false.", "Put it in quotes.")
    if isinstance(value, list | dict):
        raise breaks("cell", "a cell is text or a number.", "Lists are only: facts, not_with, because, wrong.")
    raise breaks("cell", "the cell is empty.", "Fill it in, or take it out of the row.")


Cell = Annotated[Any, AfterValidator(cell)]


class WrongOption(Value):
    text: Words
    why: Words


class Row(Value):
    """One row of a table: its reserved fields, and any number of cells."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Cell]

    id: Slug
    facts: tuple[Name, ...] = ()
    passage: Slug | None = None
    not_with: tuple[Slug, ...] = ()
    because: dict[str, Words] = {}
    wrong: tuple[WrongOption, ...] = ()

    @property
    def cells(self) -> dict[str, str | int | float]:
        return {"id": self.id, **self.__pydantic_extra__}


class Options(Value):
    """How options are made. Without `from: own`, `key` gives the id of a row in the table that `source` names."""

    model_config = ConfigDict(serialize_by_alias=True)

    source: Annotated[str, Field(alias="from")]
    key: Words
    text: Words = "{option.text}"
    why_key: Words
    why_wrong: Words | None = None
    count: Annotated[int, Field(ge=3, le=5)]
    same: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()
    order: Literal["shuffled", "as listed"] = "shuffled"
    sets: Annotated[int, Field(ge=1, le=20)] = 1


class SwitchedOff(Value):
    """A variant that stays out, named without its model: its rows, joined by hyphens."""

    variant: Slug
    reason: Words
    by: Words


class ItemModel(Value):
    id: Slug
    title: Words
    objective: Words
    level: Level
    safety_critical: bool = False
    use: Literal["scored", "practice", "retired"] = "scored"
    passage: Slug | None = None
    facts: tuple[Name, ...] = ()
    cross: Annotated[tuple[str, ...], Field(min_length=1)]
    cosmetic: tuple[str, ...] = ()
    forbid: tuple[dict[str, tuple[str, ...]], ...] = ()
    same: tuple[tuple[Words, Words], ...] = ()
    stem: Words
    options: Options
    clashes: tuple[tuple[str, ...], ...] = ()
    tables: dict[str, Annotated[tuple[Row, ...], Field(min_length=1)]]
    off: tuple[SwitchedOff, ...] = ()
    waivers: tuple[Waiver, ...] = ()
