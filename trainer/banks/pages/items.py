"""One item: what it rests on, where it comes from, how it read before."""

from dataclasses import dataclass

from trainer.banks import rules
from trainer.banks.content import Fact, Item, ItemModel, Source, item_of
from trainer.banks.kinds import kind_of
from trainer.banks.material import Passage
from trainer.banks.models import ItemVersion
from trainer.banks.published import PublishedItem, PublishedModule


@dataclass(frozen=True)
class Grounds:
    """What an item rests on: its passage, and its facts with their sources."""

    passage: Passage | None
    facts: list[tuple[Fact, list[Source]]]

    @classmethod
    def of(cls, item: PublishedItem, module: PublishedModule) -> "Grounds":
        sources = {source.id: source for source in module.content.sources}
        facts = [fact for fact in module.content.facts if fact.id in item.item.facts]
        return cls(
            module.material.passage(item.item.passage),
            [(fact, [sources[source] for source in fact.sources]) for fact in facts],
        )


def maker_of(item: Item, module: PublishedModule) -> ItemModel | None:
    """The item model that made it, where the module still has it."""
    made = item.made
    return next((model for model in module.content.models if made and model.id == made.model), None)


@dataclass(frozen=True)
class Revision:
    """One version of an item, and how it reads otherwise than the one before it (None: it is the first)."""

    version: ItemVersion
    differences: list[rules.Difference] | None

    @classmethod
    def all_of(cls, versions: list[ItemVersion]) -> list["Revision"]:
        """`versions` are newest first, and so is what comes of it."""
        older: list[ItemVersion | None] = [*versions[1:], None]
        return [
            cls(version, rules.differences(readable(before.document), readable(version.document)) if before else None)
            for version, before in zip(versions, older, strict=True)
        ]


def readable(document: dict) -> dict[str, str]:
    """A version of an item as labeled texts, in the order in which it is read."""
    item = item_of(document)
    fields = {"Stem": item.stem} | {label: text for _, label, text in kind_of(item).texts(item)}
    return fields | about(item)


def about(item: Item) -> dict[str, str]:
    return {
        "Kind": item.kind,
        "Case": item.case_text,
        "Figure": f"{item.figure}: {item.alternative}" if item.figure else "",
        "Objective": item.objective,
        "Level": item.level,
        "Safety-critical": "yes" if item.safety_critical else "no",
        "Use": item.use,
        "Passage": item.passage,
        "Facts": ", ".join(item.facts),
        "Order": "as written" if getattr(item, "fixed_order", True) else "shuffled",
    }
