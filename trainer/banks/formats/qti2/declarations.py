"""What an item declares: its responses with what is right, its outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.questions import CannotRead
from trainer.banks.formats.trees import Node

Value = Any  # None, a scalar, or a list for a container
NUMBERS = {"float", "integer"}
CONTAINERS = {"multiple", "ordered"}


@dataclass(frozen=True)
class Mapping_:
    """What each value earns."""

    entries: Mapping[str, float]
    insensitive: frozenset[str]
    default: float
    lower: float | None
    upper: float | None

    def value(self, given: Value) -> float:
        """The sum over what was given, each value once, within the bounds."""
        values = given if isinstance(given, list) else [] if given is None else [given]
        total = sum(self.one(str(value)) for value in dict.fromkeys(map(text, values)))
        if self.lower is not None:
            total = max(self.lower, total)
        return min(self.upper, total) if self.upper is not None else total

    def one(self, value: str) -> float:
        if value in self.entries:
            return self.entries[value]
        folded = value.casefold()
        known = (share for key, share in self.entries.items() if key in self.insensitive and key.casefold() == folded)
        return next(known, self.default)


@dataclass(frozen=True)
class Table:
    """Another value for each: that of the same source, or of the first source in the file that is not above it."""

    rows: tuple[tuple[float, Value, bool], ...]  # source, target, whether the source itself is in it
    is_match: bool
    default: Value

    def value(self, given: Value) -> Value:
        if not isinstance(given, int | float):
            return self.default
        for source, target, takes_edge in self.rows:
            if (source == given and takes_edge) or (source < given and not self.is_match):
                return target
        return self.default


@dataclass(frozen=True)
class Declaration:
    name: str
    cardinality: str
    base: str
    correct: tuple[str, ...] = ()
    mapping: Mapping_ | None = None
    default: Value = None
    table: "Table | None" = None

    @property
    def right(self) -> Value:
        """The correct response as a value; None where none is declared."""
        return self.value(list(self.correct)) if self.correct else None

    def value(self, said: Any) -> Value:
        """What somebody sent, as this declaration takes it. An empty text or list is no response."""
        values = [one for one in (said if isinstance(said, list) else [said]) if one is not None and one != ""]
        found = [typed(one, self.base) for one in values]
        if self.cardinality in CONTAINERS:
            return found
        return found[0] if found else None


@dataclass(frozen=True)
class Declared:
    responses: dict[str, Declaration] = field(default_factory=dict)
    outcomes: dict[str, Declaration] = field(default_factory=dict)
    is_made_anew: bool = False  # for each person, from a template


def declared(item: Node) -> Declared:
    responses = {one.name: one for one in map(declaration, item.all("responsedeclaration"))}
    outcomes = {one.name: one for one in map(declaration, item.all("outcomedeclaration"))}
    made_anew = item.below("templateprocessing") or item.below("templatedeclaration")
    return Declared(responses, outcomes, is_made_anew=made_anew is not None)


def declaration(node: Node) -> Declaration:
    correct, default = node.first("correctresponse"), node.first("defaultvalue")
    base, cardinality = node.get("basetype", "identifier"), node.get("cardinality", "single")
    made = Declaration(node.get("identifier"), cardinality, base)
    values = [value.words.strip() for value in default.all("value")] if default else []
    start = made.value(values)
    if start in (None, []) and base in NUMBERS and cardinality == "single":
        start = 0.0
    mapping_ = mapping(node, base)
    right = tuple(" ".join(value.words.split()) for value in correct.all("value")) if correct else ()
    return Declaration(made.name, cardinality, base, tuple(filter(None, right)), mapping_, start, table(node, base))


def table(node: Node, base: str) -> Table | None:
    found = node.first("matchtable") or node.first("interpolationtable")
    if found is None:
        return None
    is_match = found.name == "matchtable"
    rows = []
    for row in found.all("matchtableentry", "interpolationtableentry"):
        source = number_of(row.get("sourcevalue"))
        takes_edge = is_match or row.get("includeboundary", "true").lower() in {"true", "1"}
        if source is not None:
            rows.append((source, typed(row.get("targetvalue"), base), takes_edge))
    said = found.get("defaultvalue")
    return Table(tuple(rows), is_match, typed(said, base) if said else None)


def mapping(node: Node, base: str) -> Mapping_ | None:
    """Its keys as the values of that type read: a pair has no order, and 1 is 1.0."""
    found = node.first("mapping")
    if found is None:
        return None
    rows = [(text(typed(" ".join(row.get("mapkey").split()), base)), row) for row in found.all("mapentry")]
    whole = found.get("casesensitive", "true")  # for the entries that say nothing of it
    return Mapping_(
        {key: worth(row) for key, row in rows},
        frozenset(key for key, row in rows if row.get("casesensitive", whole).lower() in {"false", "0"}),
        number_of(found.get("defaultvalue", "0")) or 0.0,
        number_of(found.get("lowerbound")),
        number_of(found.get("upperbound")),
    )


def worth(row: Node) -> float:
    value = number_of(row.get("mappedvalue"))
    if value is None:
        raise CannotRead(f"line {row.line}: “{row.get('mappedvalue')[:30]}” in its mapping is no number of marks.")
    return value


def typed(said: Any, base: str) -> Value:
    if base in NUMBERS and not isinstance(said, bool):
        return number_of(str(said))
    if base == "boolean":
        return said if isinstance(said, bool) else str(said).strip().lower() in {"true", "1"}
    if base == "pair":
        return " ".join(sorted(str(said).split()))
    return " ".join(str(said).split()) if base in {"identifier", "directedPair"} else str(said)


def text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
