"""What changed from one version to the next. Plain values in, an answer out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True)
class Changes:
    """What a version brought: items by slug, and the other parts of the module in words."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    removed: tuple[str, ...]
    parts: tuple[str, ...]


PARTS = {
    "title": "title",
    "summary": "summary",
    "material": "article",
    "figures": "figures",
    "cases": "cases",
    "models": "item models",
    "waivers": "waivers",
    "facts": "facts",
    "sources": "sources",
    "objectives": "objectives",
    "blueprint": "blueprint",
    "quiz": "quiz rules",
    "review_by": "review date",
}


def changes(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    items_before: Mapping[str, tuple[int, str]],
    items_after: Mapping[str, tuple[int, str]],
) -> Changes:
    """From one version's document to the next; items are by slug: (number of the item's version, use)."""
    both = [slug for slug in items_after if slug in items_before]
    retired = [slug for slug in both if items_after[slug][1] == "retired" != items_before[slug][1]]
    return Changes(
        added=tuple(slug for slug in items_after if slug not in items_before),
        changed=tuple(slug for slug in both if items_after[slug][0] != items_before[slug][0] and slug not in retired),
        retired=tuple(retired),
        removed=tuple(slug for slug in items_before if slug not in items_after),
        parts=tuple(word for part, word in PARTS.items() if before.get(part) != after.get(part)),
    )


@dataclass(frozen=True)
class Difference:
    """One field of an item that reads otherwise than before; empty where it was not, or is no more."""

    label: str
    before: str
    after: str

    @property
    def words(self) -> list[tuple[str, str]]:
        """The text in pieces, each "same", "removed" or "added"."""
        old, new = (re.findall(r"\S+\s*", text) for text in (self.before, self.after))
        pieces: list[tuple[str, str]] = []
        for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                pieces.append(("same", "".join(old[old_from:old_to])))
                continue
            pieces += [("removed", "".join(old[old_from:old_to]))] if old_to > old_from else []
            pieces += [("added", "".join(new[new_from:new_to]))] if new_to > new_from else []
        return pieces


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    """Between two versions of an item, each as labeled texts, in the order in which an item is read."""
    return [
        Difference(label, old.get(label, ""), new.get(label, ""))
        for label in {**new, **old}
        if old.get(label, "") != new.get(label, "")
    ]
