"""What the pages of this room show, gathered from published modules."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from trainer.banks import figures, material, rules
from trainer.banks.content import LEVELS, Fact, Hotspot, Item, Objective, Source, item_of
from trainer.banks.kinds import kind_of
from trainer.banks.material import Passage
from trainer.banks.models import Adoption, ItemVersion, ModuleVersion
from trainer.banks.published import PublishedItem, PublishedModule

# Jinja filters. What they give is HTML that has been cleaned, so templates may say `| safe` after them.


def inline(text: str, cited: tuple[str, ...] = (), article: str | None = None) -> str:
    """A stem, option or rationale. Without an article's address its citations are left out."""
    return material.inline_html(text, cited, article)


def passage_html(passage: Passage, article: str = "") -> str:
    """A passage; on any page but the article itself its citations lead there."""
    return passage.html.replace('href="#', f'href="{article}#') if article else passage.html


def drawing(passage: Passage, module: PublishedModule) -> str:
    """The figure of a passage, named by its text alternative."""
    assert passage.picture
    text = module.content.figures[passage.picture.file]
    return figures.inline(text, passage.picture.alternative, f"figure-{passage.id}-title")


def item_drawing(published: PublishedItem) -> str:
    """The figure that a question shows, named by its text alternative."""
    return figures.named(published.drawing or "", published.item.alternative or "")


def regions_drawing(
    published: PublishedItem, order: Sequence[int], shows_keys: bool = False, chosen: AbstractSet[str] = frozenset()
) -> str:
    """A hotspot's figure with its regions, lettered in this order."""
    item = published.item
    assert isinstance(item, Hotspot)
    regions = [item.regions[number] for number in order]
    return figures.with_regions(
        published.drawing or "", item.alternative, regions, shows_keys=shows_keys, chosen=chosen
    )


@dataclass(frozen=True)
class Shelf:
    """A module as one reader finds it: the version their clinic adopted, else the live one."""

    live: ModuleVersion
    adoption: Adoption | None
    module: PublishedModule
    state: tuple[str, str] | None  # how the reader stands with it, for a state pill


@dataclass(frozen=True)
class Bank:
    """A module's bank at a glance."""

    version: ModuleVersion
    module: PublishedModule
    levels = LEVELS

    @property
    def coverage(self) -> list[tuple[Objective, dict[str, rules.Cover]]]:
        content = self.module.content
        rows = rules.coverage([one.id for one in content.objectives], LEVELS, content.blueprint, self.module.candidates)
        return [(objective, rows[objective.id]) for objective in content.objectives]

    @property
    def thin(self) -> list[tuple[Objective, str, rules.Cover]]:
        """Cells where a retake would meet some of the same items again."""
        return [(row, level, cell) for row, cells in self.coverage for level, cell in cells.items() if cell.is_thin]

    def count(self, use: str) -> int:
        return sum(one.item.use == use for one in self.module.items)


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
