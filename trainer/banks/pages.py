"""What the pages of this room show, gathered from published modules."""

from dataclasses import dataclass

from trainer.banks import figures, material, rules
from trainer.banks.content import LEVELS, Fact, Objective, Source
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
    def coverage(self) -> list[tuple[Objective, dict[str, rules.Cell]]]:
        content = self.module.content
        scored = [(one.item.objective, one.item.level) for one in self.module.scored]
        rows = rules.coverage([one.id for one in content.objectives], LEVELS, content.blueprint, scored)
        return [(objective, rows[objective.id]) for objective in content.objectives]

    @property
    def thin(self) -> list[tuple[Objective, str, rules.Cell]]:
        """Cells where a retake would meet the same items again."""
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
            cls(version, rules.differences(before.document, version.document) if before else None)
            for version, before in zip(versions, older, strict=True)
        ]
