"""A manuscript's approved state as a module, as files, and as the check sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ValidationError

from trainer.banks.authoring import writing_back
from trainer.banks.authoring.parts import Piece, module_of
from trainer.banks.authoring.writing_back.blocks import spelled
from trainer.banks.composing import bank_files
from trainer.banks.content import SHAPES, Case, Item, ItemModel, Module
from trainer.banks.grounds import hash_of
from trainer.reading import Fault, in_words

OF_HEAD = {"blueprint": "blueprint", "quiz": "policy"}  # the fields of module.yaml that are parts of their own
OF_FILE = {"material.md": "material", "facts.yaml": "facts"}
OF_LIST = {"items.yaml": "item", "models.yaml": "model", "cases.yaml": "case"}

SHAPES_OF_PIECES: dict[str, type[BaseModel]] = {"model": ItemModel, "case": Case}
Key = tuple[str, str]  # a part's kind and slug


@dataclass
class Problem:
    """What blocks the publication. `part` is empty where it is about all of it."""

    rule: str
    message: str
    mend: str
    part: Key | None = None


@dataclass
class Made:
    """`module` is None where the pieces do not make one, or where it does not hold together."""

    module: Module | None = None
    problems: list[Problem] = field(default_factory=list)


def made_once(kept: dict[str, Made], slug: str, pieces: Sequence[Piece], day: date) -> Made:
    """As `made`; the last one is `kept`, as checking thousands of items takes seconds and is asked for twice: when
    somebody looks, and when they publish just that on the same day."""
    said = [slug, day.isoformat(), *([piece.kind, piece.slug, piece.document] for piece in pieces)]
    key = hash_of(said)
    if key not in kept:
        found = made(slug, pieces)
        kept.clear()
        kept[key] = found
    return kept[key]


def made(slug: str, pieces: Sequence[Piece]) -> Made:
    """What would be published, or all that is in the way."""
    if problems := [problem for piece in pieces for problem in problems_in(piece)]:
        return Made(problems=problems)
    try:
        module = module_of(slug, pieces)
    except ValidationError as unsound:
        return Made(problems=problems_of(unsound))
    files = bank_files(module)
    checked = writing_back.checked(slug, files)
    problems = [Problem(fault.rule, fault.message, fault.mend, part_of(fault, files, slug)) for fault in checked.faults]
    return Made(None if problems else checked.module, problems)


def files_of(slug: str, pieces: Sequence[Piece]) -> dict[str, str] | None:
    """The approved state as files, sound or not; None where its pieces do not make a module."""
    if any(problems_in(piece) for piece in pieces):
        return None
    try:
        return bank_files(module_of(slug, pieces))
    except ValidationError:
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


def problems_of(unsound: ValidationError) -> list[Problem]:
    """Each field of the rest that has not the shape it needs, under the part it stands in."""
    return [
        Problem("shape", *in_words(problem), part_at(problem["loc"])) for problem in unsound.errors(include_url=False)
    ]


def part_at(place: tuple[int | str, ...]) -> Key | None:
    first = str(place[0]) if place else ""
    kind = OF_HEAD.get(first) or (first if first in OF_FILE.values() else "about")
    return kind, kind


def part_of(fault: Fault, files: dict[str, str], slug: str) -> Key | None:
    """The part that a fault of the files is about: by the entry its line stands in."""
    name = fault.file.removeprefix(f"{slug}/")
    if name in OF_FILE:
        return OF_FILE[name], OF_FILE[name]
    if name.startswith("figures/"):
        return "figure", name.removeprefix("figures/").removesuffix(".svg")
    entry = entry_at(files.get(name, ""), fault.line)
    if name in OF_LIST:
        return (OF_LIST[name], entry) if entry else None
    if name == "module.yaml":
        kind = OF_HEAD.get(entry, "about")
        return kind, kind
    return None


def entry_at(text: str, line: int) -> str:
    """The id of the list's entry, or the name of the field, that the line stands in."""
    found = spelled(text)
    if found is None or line < 1:
        return ""
    at = found.head.count("\n")
    for block in found.blocks:
        at += block.text.count("\n")
        if line <= at:
            return block.name or str(block.value.get("id", "") if isinstance(block.value, dict) else "")
    return ""
