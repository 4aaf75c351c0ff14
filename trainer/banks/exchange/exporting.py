"""Questions of a module or of a manuscript as a file for another product, with what that cannot hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from trainer.banks import formats
from trainer.banks import queries as banks
from trainer.banks.authoring import queries as manuscripts
from trainer.banks.authoring.models import Manuscript
from trainer.banks.authoring.parts import with_story
from trainer.banks.content import Item
from trainer.banks.formats import Written
from trainer.banks.formats.fitting import questions_of
from trainer.banks.models import ModuleVersion

FILES = "files"  # the module's own files, as writing back makes them
ENDINGS = {
    "gift": "gift",
    "moodle_xml": "xml",
    "aiken": "txt",
    "qti12": "zip",
    "qti21": "zip",
    "qti30": "zip",
    "yaml": "yaml",
    "csv": "csv",
    "xlsx": "xlsx",
}
UNFINISHED = "It is not finished: something that its kind needs is missing."


@dataclass(frozen=True)
class Loss:
    """`question`: its short name. `is_left_out`: it is not in the file at all."""

    question: str
    words: str
    is_left_out: bool


@dataclass(frozen=True)
class Export:
    name: str  # of the file
    total: int
    written: Written
    losses: Sequence[Loss]

    @property
    def held(self) -> int:
        return self.total - sum(one.is_left_out for one in self.losses)


def export_of(source: ModuleVersion | Manuscript, format_: str) -> Export:
    items, unfinished = items_of(source)
    written = formats.write(questions_of(items), format_)
    losses = [Loss(name, UNFINISHED, True) for name in unfinished]
    losses += [loss_of(one.reason, is_left_out=True) for one in written.left_out]
    losses += [loss_of(note, is_left_out=False) for note in written.notes]
    slug = source.slug if isinstance(source, Manuscript) else source.module.slug
    total = len(items) + len(unfinished)
    return Export(f"{slug}-{format_.replace('_', '-')}.{ENDINGS[format_]}", total, written, losses)


def loss_of(said: str, *, is_left_out: bool) -> Loss:
    """“foam: A table has ...” in its two parts."""
    name, _, words = said.partition(": ")
    return Loss(name, words, is_left_out) if words else Loss("", said, is_left_out)


def items_of(source: ModuleVersion | Manuscript) -> tuple[list[Item], list[str]]:
    """The items, and the names of those that are not finished."""
    if isinstance(source, ModuleVersion):
        return [one.item for one in banks.published(source.id).items], []
    pieces = manuscripts.newest_pieces(source, "case", "item")
    stories = {piece.slug: str(piece.document.get("text", "")) for piece in pieces if piece.kind == "case"}
    items, unfinished = [], []
    for piece in pieces:
        if piece.kind == "item":
            try:
                items.append(with_story(piece.document, stories))
            except (ValidationError, KeyError, TypeError, ValueError):
                unfinished.append(piece.slug)
    return items, unfinished


def sources() -> list[tuple[str, str]]:
    """What can be exported, for a form."""
    found = [(f"module {one.module.slug}", f"{one.title}, version {one.number}") for one in banks.live_versions()]
    return found + [(f"manuscript {one.id}", f"Manuscript: {one.title}") for one in manuscripts.manuscripts()]


def source_of(name: str) -> ModuleVersion | Manuscript | None:
    kind, _, rest = name.partition(" ")
    if kind == "module":
        return banks.live_version(rest)
    return manuscripts.manuscript(int(rest)) if kind == "manuscript" and rest.isdigit() and len(rest) < 10 else None
