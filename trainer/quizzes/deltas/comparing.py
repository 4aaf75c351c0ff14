"""What changed from one version of a module to another, passage by passage, and the items that rest on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from trainer.banks import queries as banks
from trainer.banks import rules as bank_rules
from trainer.banks.grounds import fingerprint
from trainer.banks.material import Passage
from trainer.banks.models import ModuleVersion
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.banks.sources import queries as sources
from trainer.banks.sources.models import SourceChange
from trainer.banks.sources.rules import KINDS
from trainer.quizzes.deltas import rules
from trainer.web.pages import day


@dataclass(frozen=True)
class Reading:
    """A passage that changed, as it is read: where it stands, and what is not as it was."""

    passage: str
    how: str  # "new", "changed" or "gone"
    place: str
    differences: list[bank_rules.Difference]
    unchanged: Passage | None = None  # what the article says, where that did not change itself


@dataclass(frozen=True)
class Asked:
    """An item that may be asked, the changed passage it covers, and since when it is as it is: a word for people."""

    published: PublishedItem
    passage: str
    since: str  # "new", "rewritten" or "found right again"

    @property
    def candidate(self) -> rules.Candidate:
        item = self.published.item
        return rules.Candidate(self.published.version_id, item.id, self.passage, item.made.model if item.made else None)


@dataclass(frozen=True)
class Comparison:
    """From `before` to `after`, which may be one and the same version where only sources changed since."""

    before: PublishedModule
    after: PublishedModule
    noted: Sequence[SourceChange]

    @cached_property
    def changes(self) -> list[rules.Changed]:
        return rules.changed(parts_of(self.before, ()), parts_of(self.after, self.noted))

    @cached_property
    def readings(self) -> list[Reading]:
        return [
            Reading(
                one.passage,
                one.how,
                self.after.places.get(one.passage) or self.before.places[one.passage],
                [bank_rules.Difference(*part) for part in one.parts],
                self.unchanged(one),
            )
            for one in self.changes
        ]

    def unchanged(self, one: rules.Changed) -> Passage | None:
        """A passage that reads as before, and only rests on something else."""
        return None if "Text" in one.labels else self.after.material.passage(one.passage)

    @cached_property
    def stale(self) -> list[PublishedItem]:
        """Items on what changed that nobody has looked at since: they are not asked."""
        left_out = banks.stale_items(self.after.module_id)
        return [one for one, _ in self.resting if one.version_id in left_out]

    @cached_property
    def asked(self) -> list[Asked]:
        """In the order of the bank."""
        stale = {one.version_id for one in self.stale}
        looked = sources.looked_at([one.id for one in self.noted]) if self.noted else set()
        found = []
        for one, passage in self.resting:
            if one.version_id not in stale and (since := self.since(one, looked)):
                found.append(Asked(one, passage, since))
        return found

    @cached_property
    def resting(self) -> list[tuple[PublishedItem, str]]:
        """Scored items on a changed passage, or on a changed fact that one teaches; each with that passage."""
        there = {one.passage for one in self.changes if one.how != "gone"}
        of_label = {label: one.passage for one in reversed(self.changes) for label in one.labels}
        found = []
        for kept in self.after.kept:
            line = kept.line
            facts = (of_label.get(f"Fact {fact}") for fact in line.facts)
            passage = line.passage if line.passage in there else next((name for name in facts if name), None)
            if passage in there and line.use == "scored":
                found.append((self.after.by_version[kept.version_id], str(passage)))
        return found

    @cached_property
    def not_covered(self) -> list[Reading]:
        """Passages that are read, and that no item asks about."""
        covered = {one.passage for one in self.asked}
        return [one for one in self.readings if one.passage not in covered]

    def since(self, one: PublishedItem, looked: set[int]) -> str | None:
        """Since when it is as it is; None: it does not rest on what changed."""
        was = self.before.by_slug.get(one.item.id)
        if was is None:
            return "new"
        if was.version_id != one.version_id:
            return "rewritten"
        if one.version_id in looked or self.rested_on(self.before, one) != self.rested_on(self.after, one):
            return "found right again"
        return None

    @staticmethod
    def rested_on(module: PublishedModule, one: PublishedItem) -> str:
        return fingerprint(module.content, module.material, one.item)


def compare(before: ModuleVersion, after: ModuleVersion, noted: Iterable[SourceChange] | None = None) -> Comparison:
    """`noted`: the changes of sources that belong to it; None: all noted since the older version was published."""
    if noted is None:
        noted = [one for one in sources.changes_of(after.module_id) if one.noted_at > before.published_at]
    changes = sorted(noted, key=lambda one: one.id)
    return Comparison(banks.published(before.id), banks.published(after.id), changes)


def parts_of(module: PublishedModule, noted: Sequence[SourceChange]) -> Mapping[str, dict[str, str]]:
    """By passage, in the order of the article: what it says, its drawing, the facts it teaches, and its sources."""
    facts = {fact.id: fact for fact in module.content.facts}
    cited = {source.id: source for source in module.content.sources}
    found: dict[str, dict[str, str]] = {}
    for passage in module.material.passages:
        parts = {"Text": passage.text, **drawing_of(module, passage)}
        named = dict.fromkeys(passage.sources)
        for fact in (facts[one] for one in passage.facts if one in facts):
            qualifier = f" ({fact.qualifier})" if fact.qualifier else ""
            parts[f"Fact {fact.id}"] = f"{fact.says}{qualifier}"
            named |= dict.fromkeys(fact.sources)
        for source in (cited[one] for one in named if one in cited):
            link = f" {source.link}" if source.link else ""
            parts[f"Source {source.id}"] = f"{source.citation}{link} ({source.evidence})"
            for change in (one for one in noted if one.source == source.id):
                label = f"{KINDS[change.kind]} of {source.id}, {day(change.changed_on)}"
                parts[label] = change.words
        found[passage.id] = parts
    return found


def drawing_of(module: PublishedModule, passage: Passage) -> dict[str, str]:
    """A drawing is told by its fingerprint: its text is nothing to be read."""
    if passage.picture is None:
        return {}
    drawing = module.content.figures.get(passage.picture.file, "")
    return {
        "Drawing": f"version {sha256(drawing.encode()).hexdigest()[:8]}",
        "Text alternative": passage.picture.alternative,
    }
