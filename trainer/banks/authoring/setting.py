"""What surrounds a part in its manuscript, read as far as it can be: half-written parts hide nothing of the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from pydantic import ValidationError

from trainer.banks import figures, material
from trainer.banks.authoring.parts import Piece, figure_file
from trainer.banks.checks import Parts
from trainer.banks.content import Fact, Head, Item, Module, Objective, Source, Value
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.reading import Document

AROUND = ("about", "blueprint", "facts", "material", "figure", "case")
NO_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120"><rect x="4" y="4" width="392" height="112" '
    'class="fill-paper line-dashed"/><text x="200" y="66" text-anchor="middle" class="label">No drawing yet</text>'
    "</svg>"
)
Shape = TypeVar("Shape", bound=Value)


@dataclass(frozen=True)
class Setting:
    slug: str
    pieces: tuple[Piece, ...]

    def with_piece(self, piece: Piece) -> "Setting":
        """The same, with this in the place of what was there under its name."""
        others = [one for one in self.pieces if (one.kind, one.slug) != (piece.kind, piece.slug)]
        return replace(self, pieces=(*others, piece))

    def document(self, kind: str) -> Mapping[str, Any]:
        """Of a kind that is there once."""
        return next((piece.document for piece in self.pieces if piece.kind == kind), {})

    def named(self, kind: str) -> dict[str, Mapping[str, Any]]:
        return {piece.slug: piece.document for piece in self.pieces if piece.kind == kind}

    @cached_property
    def title(self) -> str:
        return str(self.document("about").get("title") or self.slug)

    @cached_property
    def objectives(self) -> list[Objective]:
        return sound(Objective, self.document("about").get("objectives", ()))

    @cached_property
    def sources(self) -> list[Source]:
        return sound(Source, self.document("about").get("sources", ()))

    @cached_property
    def blueprint(self) -> dict[str, dict[str, int]]:
        """Its numbers; what is no number counts nothing."""
        rows = {name: row for name, row in self.document("blueprint").items() if isinstance(row, Mapping)}
        return {
            name: {level: number for level, number in row.items() if isinstance(number, int)}
            for name, row in rows.items()
        }

    @cached_property
    def facts(self) -> list[Fact]:
        return sound(Fact, self.document("facts").get("facts", ()))

    @cached_property
    def material(self) -> material.Material:
        return read_article(str(self.document("material").get("text", "")))

    @cached_property
    def figures(self) -> dict[str, str]:
        return {figure_file(name): str(figure.get("text", "")) for name, figure in self.named("figure").items()}

    @cached_property
    def shown_figures(self) -> dict[str, str]:
        """Only what is safe to put into a page; a drawing that is not there yet, or not yet sound, is a frame."""
        named = {passage.picture.file for passage in self.material.passages if passage.picture}
        frames = dict.fromkeys([*sorted(named), *self.figures], NO_DRAWING)
        return frames | {file: text for file, text in self.figures.items() if not any(figures.flaws(text))}

    @cached_property
    def cases(self) -> dict[str, str]:
        return {name: str(case.get("text", "")) for name, case in self.named("case").items()}

    @cached_property
    def module(self) -> PublishedModule:
        """As if it were published, for what a learner would see of it."""
        content = Module.model_construct(  # type: ignore[call-arg]
            slug=self.slug,
            title=self.title,
            summary=str(self.document("about").get("summary", "")),
            objectives=tuple(self.objectives),
            sources=tuple(self.sources),
            facts=tuple(self.facts),
            material=str(self.document("material").get("text", "")),
            figures=self.shown_figures,
            blueprint=self.blueprint,
            cases=(),
            models=(),
            waivers={},
            items=(),
        )
        return PublishedModule(0, 0, 0, content, ())

    def placed(self, item: Item) -> PublishedItem:
        """The item as this module would show it."""
        story = self.cases.get(item.case or "", "")
        return self.module.placed(PublishedItem(0, 0, item.model_copy(update={"case_text": story})))

    @property
    def passage_choices(self) -> list[tuple[str, str]]:
        return [
            (one.id, f"{self.module.places.get(one.id, one.id)}: {shortened(one.text)}")
            for one in self.material.passages
        ]

    def facts_of(self, passage_id: str) -> list[str]:
        """What the passage teaches."""
        passage = self.material.passage(passage_id)
        return list(passage.facts) if passage else []

    def fact_words(self, fact_id: str) -> str:
        fact = next((one for one in self.facts if one.id == fact_id), None)
        return f"{fact_id}: {fact.says}" if fact else f"{fact_id} (not there)"

    def checked_parts(self, about: Document, facts: Document) -> Parts:
        """For `banks.checks`, with these documents in place of the files."""
        head = Head.model_construct(  # type: ignore[call-arg]
            objectives=tuple(self.objectives), sources=tuple(self.sources), blueprint={}, title=self.title
        )
        parts = Parts(head, about)
        parts.facts = [(fact, facts, ("facts", number)) for number, fact in enumerate(self.facts)]
        parts.material, parts.material_file, parts.figures = self.material, "material.md", self.figures
        return parts


@lru_cache(maxsize=16)
def read_article(text: str) -> material.Material:
    """Once for all that is asked about it while somebody types elsewhere."""
    return material.read(text)


def sound(shape: type[Shape], rows: Iterable[Any]) -> list[Shape]:
    """Those that have the shape."""
    found = []
    for row in rows:
        try:
            found.append(shape.model_validate(row))
        except ValidationError:
            continue
    return found


def shortened(text: str, most: int = 70) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
