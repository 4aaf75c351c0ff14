"""Questions of a module or of a manuscript as a file for another product, with what that cannot hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from trainer.banks import formats
from trainer.banks import queries as banks
from trainer.banks.authoring import queries as manuscripts
from trainer.banks.authoring.models import Manuscript
from trainer.banks.authoring.parts import with_story
from trainer.banks.formats import Question, Written
from trainer.banks.formats.fitting import question_of, questions_of
from trainer.banks.formats.fitting.fit import NOTHING
from trainer.banks.formats.fitting.words import NO_REASON
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
REASONS = {"numeric": ["why"], "short text": ["why"], "ordering": ["why"], "true or false": ["why_true", "why_false"]}
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
    questions, unfinished = questions_of_source(source, is_own=format_ == "yaml")
    written = formats.write(questions, format_)
    losses = [Loss(name, UNFINISHED, True) for name in unfinished]
    losses += [loss_of(one.reason, is_left_out=True) for one in written.left_out]
    losses += [loss_of(note, is_left_out=False) for note in written.notes]
    slug = source.slug if isinstance(source, Manuscript) else source.module.slug
    total = len(questions) + len(unfinished)
    return Export(f"{slug}-{format_.replace('_', '-')}.{ENDINGS[format_]}", total, written, losses)


def loss_of(said: str, *, is_left_out: bool) -> Loss:
    """“foam: A table has ...” in its two parts."""
    name, _, words = said.partition(": ")
    return Loss(name, words, is_left_out) if words else Loss("", said, is_left_out)


def questions_of_source(source: ModuleVersion | Manuscript, *, is_own: bool) -> tuple[list[Question], list[str]]:
    """The questions, and the names of those that are not finished.

    Other products ask for no objective, passage or facts, so that a draft may lack these there.
    """
    if isinstance(source, ModuleVersion):
        return questions_of(one.item for one in banks.published(source.id).items), []
    pieces = manuscripts.newest_pieces(source, "case", "item")
    stories = {piece.slug: str(piece.document.get("text", "")) for piece in pieces if piece.kind == "case"}
    questions, unfinished = [], []
    for piece in pieces:
        if piece.kind == "item":
            try:
                questions.append(question(piece.document, stories, {} if is_own else NOTHING))
            except (ValidationError, KeyError, TypeError, ValueError):
                unfinished.append(piece.slug)
    return questions, unfinished


def question(document: Mapping[str, Any], stories: Mapping[str, str], filler: Mapping[str, Any]) -> Question:
    """Without what only fills a place. Raises ValidationError."""
    reasons = dict.fromkeys(REASONS.get(str(document.get("kind")), ()) if filler else (), NO_REASON)
    made = question_of(with_story({**filler, **reasons, **document}, stories))
    made.general_feedback = made.general_feedback.replace(NO_REASON, "")
    for answer in made.answers:
        answer.feedback = answer.feedback.replace(NO_REASON, "")
    missing = {name: said for name, said in {**filler, **reasons}.items() if name not in document}
    made.own = {name: said for name, said in made.own.items() if name not in missing}
    made.tags = [tag for tag in made.tags if tag != NOTHING["objective"]] if missing else made.tags
    return made


def sources() -> list[tuple[str, str]]:
    """What can be exported, for a form."""
    found = [(f"module {one.module.slug}", f"{one.title}, version {one.number}") for one in banks.live_versions()]
    return found + [(f"manuscript {one.id}", f"Manuscript: {one.title}") for one in manuscripts.manuscripts()]


def source_of(name: str) -> ModuleVersion | Manuscript | None:
    kind, _, rest = name.partition(" ")
    if kind == "module":
        return banks.live_version(rest)
    return manuscripts.manuscript(int(rest)) if kind == "manuscript" and rest.isdigit() and len(rest) < 10 else None
