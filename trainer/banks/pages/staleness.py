"""What changed under the feet of items, and what else rests on the old text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from flask import current_app

from trainer.banks import queries, rules
from trainer.banks.grounds import fingerprint, hash_of, parts
from trainer.banks.models import AcceptedGrounds
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.banks.sources.pages import ChangedSource, still_open

LISTED = 20
SHOWN = 50  # items on a page, of all changes together


@dataclass(frozen=True)
class StaleItem:
    published: PublishedItem
    since: AcceptedGrounds | None  # when it was last found right; None: that was never written down
    differences: list[rules.Difference]
    grounds: str  # what it rests on now


@dataclass(frozen=True)
class Change:
    """The same change, and every item that it made stale."""

    id: str
    differences: list[rules.Difference]
    items: list[StaleItem]

    @property
    def name(self) -> str:
        names = [difference.label for difference in self.differences]
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "What they rest on"


@dataclass(frozen=True)
class Reach:
    """Forms in progress, or certificates, that rest on an old text: how many, and the first of them."""

    total: int
    first: list[dict[str, Any]]


@dataclass(frozen=True)
class Staleness:
    changes: list[Change]
    sources: list[ChangedSource]
    attempts: Reach
    certificates: Reach

    @cached_property
    def shown(self) -> dict[str, list[StaleItem]]:
        """By change, as many of its items as the page has room for, the first changes first."""
        room, found = SHOWN, {}
        for change in self.changes:
            found[change.id] = change.items[:room]
            room -= len(found[change.id])
        return {name: items for name, items in found.items() if items}

    @property
    def items(self) -> int:
        """How many items are stale, for whichever reason."""
        grounds = {one.published.version_id for change in self.changes for one in change.items}
        return len(grounds | {one.version_id for source in self.sources for _, one in source.items})

    def change(self, change_id: str | None) -> Change | None:
        return next((change for change in self.changes if change.id == change_id), None)


def staleness_of(module: PublishedModule) -> Staleness:
    found = current_app.extensions["resting on"](queries.on_old_grounds(module.module_id))
    changes = changes_of(stale_items_of(module))
    sources = still_open(module)
    return Staleness(
        changes, sources, reach(found["attempts"], "started_at"), reach(found["certificates"], "valid_until")
    )


def reach(found: Sequence[dict[str, Any]], when: str) -> Reach:
    """`when` names what they say of time, in ISO format."""
    return Reach(len(found), [one | {when: read_time(one[when])} for one in found[:LISTED]])


def read_time(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def stale_items_of(module: PublishedModule, only: int | None = None) -> list[StaleItem]:
    """In the order of the bank, each with what changed since it was last found right; `only`: one item version."""
    waiting = queries.waiting_on_new_grounds(module.module_id)
    return [
        stale_item(module.by_version[number], module, since)
        for number, since in waiting.items()
        if only in (None, number)
    ]


def stale_item(one: PublishedItem, module: PublishedModule, since: AcceptedGrounds | None) -> StaleItem:
    now = dict(parts(module.content, module.material, one.item))
    before = queries.outline(since.module_version_id) if since else module
    then = dict(parts(before.content, before.material, one.item))
    grounds = fingerprint(module.content, module.material, one.item)
    return StaleItem(one, since, rules.differences(then, now), grounds)


def changes_of(items: Sequence[StaleItem]) -> list[Change]:
    """Items with the same differences together, in the order of the bank."""
    groups: dict[str, list[StaleItem]] = {}
    for one in items:
        told = [[difference.label, difference.before, difference.after] for difference in one.differences]
        groups.setdefault(hash_of(told)[:12], []).append(one)
    return [Change(name, group[0].differences, group) for name, group in groups.items()]
