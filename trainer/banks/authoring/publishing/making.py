"""A manuscript's approved state as a module and as files, and what is in the way of publishing it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ValidationError

from trainer.banks.authoring.parts import Piece, module_of
from trainer.banks.authoring.publishing import checking
from trainer.banks.authoring.publishing.checking import OF_FILE, OF_HEAD, Key, Problem
from trainer.banks.authoring.publishing.queries import Pile
from trainer.banks.composing import bank_files
from trainer.banks.content import SHAPES, Case, Item, ItemModel, Module
from trainer.banks.grounds import hash_of
from trainer.reading import in_words

SHAPES_OF_PIECES: dict[str, type[BaseModel]] = {"model": ItemModel, "case": Case}


@dataclass
class Made:
    """`module` is None where the pieces do not make one, or where it does not hold together."""

    module: Module | None = None
    problems: list[Problem] = field(default_factory=list)


def made_once(kept: dict[str, Made], pile: Pile, day: date) -> Made:
    """As `made`; the last one is `kept`, as checking thousands of items takes seconds and is asked for twice: when
    somebody looks, and when they publish just that on the same day."""
    key = hash_of([pile.manuscript.slug, day.isoformat(), pile.taken])
    if key not in kept:
        found = made(pile.manuscript.slug, pile.pieces, pile.known)
        kept.clear()
        kept[key] = found
    return kept[key]


def made(slug: str, pieces: Sequence[Piece], known: AbstractSet[str] = frozenset()) -> Made:
    """What would be published, or all that is in the way. `known`: items that are published just so."""
    try:
        module = module_of(slug, pieces)
    except (ValidationError, KeyError) as unsound:
        lacking = [problem for piece in pieces for problem in problems_in(piece)]
        if lacking:
            return Made(problems=lacking)
        if not isinstance(unsound, ValidationError):
            raise
        return Made(problems=problems_of(unsound, {(piece.kind, piece.slug) for piece in pieces}))
    problems = [*checking.unreadable(module), *checking.problems_of(module, known)]
    return Made(None if problems else module, problems)


def files_of(slug: str, pieces: Sequence[Piece]) -> dict[str, str] | None:
    """The approved state as files, sound or not; None where its pieces do not make a module."""
    try:
        return bank_files(module_of(slug, pieces))
    except (ValidationError, KeyError):
        return None


def problems_in(piece: Piece) -> list[Problem]:
    """What an item, model or case lacks by itself."""
    shape: type[BaseModel] | None = SHAPES_OF_PIECES.get(piece.kind)
    if piece.kind == "item":
        shape = SHAPES.get(str(piece.document.get("kind")), Item)
    if shape is None:
        return []
    try:
        shape.model_validate(piece.document)
    except ValidationError as unsound:
        return [
            Problem("shape", *in_words(problem), (piece.kind, piece.slug))
            for problem in unsound.errors(include_url=False)
        ]
    if shape is Item:
        message = "It has no kind that is known here."
        return [Problem("shape", message, f"Use one of: {', '.join(SHAPES)}.", (piece.kind, piece.slug))]
    return []


def problems_of(unsound: ValidationError, there: AbstractSet[Key]) -> list[Problem]:
    """Each field of the rest that has not the shape it needs, under the part it stands in; a part of which nothing
    is approved lacks all of them, which is said once."""
    found = [
        Problem("shape", *in_words(problem), part_at(problem["loc"])) for problem in unsound.errors(include_url=False)
    ]
    missing = dict.fromkeys(one.part for one in found if one.part and one.part not in there)
    message, mend = "No version of it is approved yet.", "Hand it in; somebody else approves it."
    return [
        *(Problem("shape", message, mend, part) for part in missing),
        *(one for one in found if one.part not in missing),
    ]


def part_at(place: tuple[int | str, ...]) -> Key | None:
    first = str(place[0]) if place else ""
    kind = OF_HEAD.get(first) or (first if first in OF_FILE.values() else "about")
    return kind, kind
