"""A module version as the rest of the program uses it: looked up by id, each item read once, never changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from trainer.banks import material, rules
from trainer.banks.content import Head, Item, Made, Module, Source, Waiver, item_of, item_written
from trainer.banks.generation.proof import Proof, prove
from trainer.banks.kinds import KINDS, Kind
from trainer.banks.models import ModuleVersion
from trainer.banks.rules import Candidate

Name = TypeVar("Name", int, str)
TO_TRY = 3  # items for practice after one passage of the article


@dataclass(frozen=True)
class PublishedItem:
    """An item with the version of it that is meant, and how its module's article names what it points at."""

    version_id: int
    number: int
    item: Item
    cited: tuple[str, ...] = ()  # source ids in the order of their numbers
    place: str = "The passage"  # "Passage 4: What lies under the needle"
    drawing: str | None = None  # the text of its figure

    @classmethod
    def of(cls, version_id: int, number: int, document: dict) -> "PublishedItem":
        return cls(version_id, number, item_of(document))

    @property
    def kind(self) -> Kind:
        return KINDS[self.item.kind]


class Line(BaseModel):
    """What is counted, drawn and looked up of an item. Of thousands nothing else is read."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    kind: str
    objective: str
    level: str
    passage: str
    facts: tuple[str, ...] = ()
    use: str = "scored"
    case: str | None = None
    made: Made | None = None


@dataclass(frozen=True)
class Kept:
    """An item as the database has it: as text, which is read where somebody looks at it."""

    version_id: int
    number: int
    text: str

    @cached_property
    def line(self) -> Line:
        return Line.model_validate_json(self.text)

    def read(self) -> PublishedItem:
        return PublishedItem(self.version_id, self.number, item_written(self.line.kind, self.text))


class OnDemand(Mapping[Name, PublishedItem]):
    """Items by what they are called, each read when somebody first asks for it."""

    def __init__(self, kept: Mapping[Name, Kept], read: Callable[[Kept], PublishedItem]):
        self.kept: Mapping[Name, Kept] = kept
        self.read = read
        self.known: dict[Name, PublishedItem] = {}

    def __getitem__(self, name: Name) -> PublishedItem:
        if name not in self.known:
            self.known[name] = self.read(self.kept[name])
        return self.known[name]

    def __contains__(self, name: object) -> bool:
        return name in self.kept

    def __iter__(self) -> Iterator[Name]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)


@dataclass(frozen=True)
class PublishedModule:
    """`content` is without the items: those are `kept`, in the order of the bank."""

    version_id: int
    module_id: int
    number: int
    content: Module
    kept: tuple[Kept, ...]

    @property
    def slug(self) -> str:
        return self.content.slug

    @property
    def whole(self) -> Module:
        """The module as its files say it: with each item's waivers beside the item."""
        return self.content.model_copy(update={"items": tuple(one.item for one in self.items), "waivers": {}})

    @property
    def head(self) -> Head:
        return self.content

    @cached_property
    def material(self) -> material.Material:
        return material.read(self.content.material)

    @property
    def items(self) -> list[PublishedItem]:
        """All of them: of thousands better ask `kept`, where its lines say enough."""
        return [self.by_version[one.version_id] for one in self.kept]

    @cached_property
    def by_version(self) -> Mapping[int, PublishedItem]:
        return OnDemand({one.version_id: one for one in self.kept}, lambda kept: self.placed(kept.read()))

    @cached_property
    def by_slug(self) -> Mapping[str, PublishedItem]:
        return OnDemand({one.line.id: one for one in self.kept}, lambda kept: self.by_version[kept.version_id])

    @property
    def scored(self) -> list[PublishedItem]:
        return [self.by_version[one.version_id] for one in self.kept if one.line.use == "scored"]

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """What a form may be drawn from."""
        return tuple(
            Candidate(
                one.version_id,
                one.line.id,
                one.line.objective,
                one.line.level,
                family=one.line.made.model if one.line.made else None,
                case=one.line.case,
                place=place,
            )
            for place, one in enumerate(self.kept)
            if one.line.use == "scored"
        )

    @cached_property
    def proofs(self) -> dict[str, Proof]:
        """What can be shown of each item model, by its id."""
        return {model.id: prove(model) for model in self.content.models}

    @cached_property
    def gaps(self) -> list[rules.Shortfall]:
        """Why no form can be drawn; empty when one can."""
        return rules.gaps(self.content.blueprint, self.candidates)

    @cached_property
    def forms_apart(self) -> int:
        """How many forms can be drawn that share no item."""
        return rules.forms_apart(self.candidates, self.content.blueprint)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """In the order of their numbers: as the article first cites them, then those it does not cite."""
        cited = self.material.cited
        order = {source_id: number for number, source_id in enumerate(cited)}
        return tuple(sorted(self.content.sources, key=lambda source: order.get(source.id, len(order))))

    @cached_property
    def places(self) -> dict[str, str]:
        """What each passage is called by those that point at it."""
        places, section, number = {}, "", 0
        for block in self.material.blocks:
            if isinstance(block, material.Heading):
                section = block.text
            else:
                number += 1
                places[block.id] = f"Passage {number}: {section}" if section else f"Passage {number}"
        return places

    def placed(self, one: PublishedItem) -> PublishedItem:
        """The item as this module shows it: with what its article names, its drawing, and what was waived for it."""
        waivers = self.waivers.get(one.item.made.model if one.item.made else one.item.id, ())
        return replace(
            one,
            item=one.item.model_copy(update={"waivers": waivers}) if waivers else one.item,
            cited=tuple(source.id for source in self.sources),
            place=self.places.get(one.item.passage, one.place),
            drawing=self.content.figures.get(one.item.figure or ""),
        )

    @cached_property
    def waivers(self) -> dict[str, tuple[Waiver, ...]]:
        """By item and by item model."""
        return {**self.content.waivers, **{model.id: model.waivers for model in self.content.models}}

    def practice_after(self, passage_id: str) -> list[PublishedItem]:
        """So many as somebody tries in the middle of reading."""
        return [self.by_version[one.version_id] for one in self.practice.get(passage_id, ())[:TO_TRY]]

    @cached_property
    def practice(self) -> dict[str, list[Kept]]:
        """Items for practice by the passage that they are about."""
        found: dict[str, list[Kept]] = {}
        for one in self.kept:
            if one.line.use == "practice":
                found.setdefault(one.line.passage, []).append(one)
        return found


def compile_module(version: ModuleVersion, kept: Sequence[Kept]) -> PublishedModule:
    content = Module.model_validate(version.document | {"items": ()})
    return PublishedModule(version.id, version.module_id, version.number, content, tuple(kept))
