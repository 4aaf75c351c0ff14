"""Sources that changed and what of a module is still to be looked at because of it; and all sources with their past."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trainer.banks.content import Source
from trainer.banks.material import Passage
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.banks.sources import queries, rules
from trainer.banks.sources.actions import grounds_of, resting_in, text_hash
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
    """One source of the module, how much rests on it, and what was noted of it, newest first."""

    source: Source
    passages: int
    items: int
    changes: list[SourceChange]


def lines_of(module: PublishedModule, sources: Sequence[Source]) -> Iterator[SourceLine]:
    """Of thousands of items those that rest on the same are looked at once."""
    noted = queries.changes_of(module.module_id, [one.id for one in sources])
    alike = Counter((one.passage, one.facts) for one in resting_in(module))
    resting = [rules.Resting(many, *grounds) for grounds, many in alike.items()]
    for source in sources:
        reach = rules.reach_of(source.id, *grounds_of(module), resting)
        many = sum(one.version_id for one in reach.items)
        yield SourceLine(source, len(reach.passages), many, [one for one in noted if one.source == source.id])
