"""A module version as the rest of the program uses it: parsed once, looked up by id, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from trainer.banks import material, rules
from trainer.banks.content import Head, Item, Module, Source, Waiver, item_of
from trainer.banks.generation.proof import Proof, prove
from trainer.banks.kinds import KINDS, Kind
from trainer.banks.models import ModuleVersion
from trainer.banks.rules import Candidate


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


@dataclass(frozen=True)
class PublishedModule:
    version_id: int
    module_id: int
    number: int
    content: Module
    items: tuple[PublishedItem, ...]

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

    @cached_property
    def by_version(self) -> dict[int, PublishedItem]:
        return {one.version_id: one for one in self.items}

    @cached_property
    def by_slug(self) -> dict[str, PublishedItem]:
        return {one.item.id: one for one in self.items}

    @property
    def scored(self) -> list[PublishedItem]:
        return [one for one in self.items if one.item.use == "scored"]

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """What a form may be drawn from."""
        return tuple(
            Candidate(
                one.version_id,
                one.item.id,
                one.item.objective,
                one.item.level,
                family=one.item.made.model if one.item.made else None,
                case=one.item.case,
                place=place,
            )
            for place, one in enumerate(self.items)
            if one.item.use == "scored"
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
        return [one for one in self.items if one.item.use == "practice" and one.item.passage == passage_id]


def compile_module(version: ModuleVersion, items: Sequence[PublishedItem]) -> PublishedModule:
    content = Module.model_validate(version.document | {"items": [one.item for one in items]})
    module = PublishedModule(version.id, version.module_id, version.number, content, ())
    return replace(module, items=tuple(module.placed(one) for one in items))
