"""Sources that changed and what of a module is still to be looked at because of it; and all sources with their past."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trainer.banks.content import Source
from trainer.banks.material import Passage
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.banks.sources import queries, rules
from trainer.banks.sources.actions import reach_of, text_hash
from trainer.banks.sources.models import SourceChange, SourceMark

SHOWN = 50  # items of one change on a page


@dataclass(frozen=True)
class ChangedSource:
    """One change with what of the live version nobody has looked at since."""

    change: SourceChange
    source: Source | None  # None: the module has it no more
    passages: list[tuple[SourceMark, Passage]] = field(default_factory=list)
    items: list[tuple[SourceMark, PublishedItem]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"{rules.KINDS[self.change.kind]} of {self.change.source}"

    @property
    def marks(self) -> list[SourceMark]:
        return [mark for mark, _ in [*self.passages, *self.items]]

    @property
    def shown(self) -> list[tuple[SourceMark, PublishedItem]]:
        return self.items[:SHOWN]


def still_open(module: PublishedModule, change_id: int | None = None) -> list[ChangedSource]:
    """The oldest first; a passage that reads otherwise by now has been rewritten, and is done with."""
    found: dict[int, ChangedSource] = {}
    sources = {one.id: one for one in module.content.sources}
    for mark in queries.open_marks(module.module_id, module.version_id, change_id):
        change = mark.change
        one = found.setdefault(change.id, ChangedSource(change, sources.get(change.source)))
        if mark.item_version_id is not None:
            one.items.append((mark, module.by_version[mark.item_version_id]))
        elif (passage := module.material.passage(mark.passage)) and text_hash(module, passage.id) == mark.text_hash:
            one.passages.append((mark, passage))
    return [one for one in found.values() if one.marks]


@dataclass(frozen=True)
class SourceLine:
    """One source of the module, what rests on it, and what was noted of it, newest first."""

    source: Source
    reach: rules.Reach
    changes: list[SourceChange]


def lines_of(module: PublishedModule, sources: Sequence[Source]) -> Iterator[SourceLine]:
    noted = queries.changes_of(module.module_id, [one.id for one in sources])
    for source in sources:
        yield SourceLine(source, reach_of(module, source.id), [one for one in noted if one.source == source.id])
