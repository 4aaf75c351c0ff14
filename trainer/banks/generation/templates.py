"""Text with placeholders, cut once: {table.cell}, {a:table.cell} with its article, {table.cell^} with a capital."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from trainer.banks.generation.articles import article

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
NAME = re.compile(r"(?P<article>[aA]:)?(?P<table>\w[\w-]*)\.(?P<cell>\w[\w-]*)(?P<capital>\^)?")
DEEPEST = 6  # cells within cells

Cells = Mapping[str, Mapping[str, "str | Template"]]  # by table, by name


@dataclass(frozen=True, slots=True)
class Place:
    table: str
    cell: str
    article: str = ""  # "a", "A" or none
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """`broken` holds what looks like a placeholder and is none."""

    pieces: tuple[str | Place, ...]
    broken: tuple[str, ...] = ()

    @property
    def places(self) -> Iterator[Place]:
        return (piece for piece in self.pieces if isinstance(piece, Place))


def compiled(text: str | int | float) -> str | Template:
    """The text as it is when it has no placeholder, else its pieces."""
    text = str(text)
    if "{" not in text and "}" not in text:
        return text
    pieces: list[str | Place] = []
    broken = []
    for number, part in enumerate(PLACEHOLDER.split(text)):
        if number % 2 == 0:
            broken += ["{" for character in part if character in "{}"]
            pieces += [part] if part else []
        elif match := NAME.fullmatch(part.strip()):
            prefix = (match["article"] or "").removesuffix(":")
            pieces.append(Place(match["table"], match["cell"], prefix, bool(match["capital"])))
        else:
            broken.append("{" + part + "}")
    return Template(tuple(pieces), tuple(broken))


def filled(template: str | Template, cells: Cells, depth: int = 0) -> str:
    """The text. The references of a model are checked before; a circle of cells ends as the name of the cell."""
    if isinstance(template, str):
        return template
    return "".join([piece if isinstance(piece, str) else value_of(piece, cells, depth) for piece in template.pieces])


def value_of(place: Place, cells: Cells, depth: int) -> str:
    value = cells[place.table][place.cell]
    if not isinstance(value, str):
        value = filled(value, cells, depth + 1) if depth < DEEPEST else "{" + place.cell + "}"
    return dressed(value, place) if place.article or place.capital else value


@lru_cache(maxsize=4096)
def dressed(value: str, place: Place) -> str:
    if place.article:
        word = f"{article(value)} {value}"
        return word[0].upper() + word[1:] if place.article == "A" or place.capital else word
    return value[:1].upper() + value[1:]
