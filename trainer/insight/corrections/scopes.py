"""Which item versions a correction is about: the one that was contested, and others with the same fault."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.banks.models import ItemVersion
from trainer.insight.corrections.keys import spread
from trainer.insight.corrections.rules import same_parts, touches_marking


@dataclass(frozen=True)
class Scope:
    """`takes_key`: one key fits them all; variants of a model have options of their own."""

    value: str
    words: str
    versions: tuple[ItemVersion, ...]
    takes_key: bool = True

    def documents(self, key: Mapping[str, Any] | None) -> dict[int, dict | None]:
        """By item version; with a key, the document that marks it from now on."""
        return {one.id: spread(key, one.document) if key else None for one in self.versions}


def scopes(version: ItemVersion, relatives: Sequence[ItemVersion]) -> list[Scope]:
    """The narrowest first. Only those that differ from it are offered."""
    found = [Scope("version", f"Only version {version.number}", (version,))]
    alike = tuple(one for one in relatives if one.item_id == version.item_id and is_marked_alike(version, one))
    if len(alike) > 1:
        numbers = ", ".join(str(one.number) for one in alike)
        found.append(Scope("versions", f"All versions of the item that are marked the same: {numbers}", alike))
    made = version.document.get("made") or {"rows": {}}
    for table, row in sorted(made["rows"].items()):
        variants = tuple(one for one in relatives if (one.document.get("made") or made)["rows"].get(table) == row)
        items = {one.item_id for one in variants}
        if len(items) > 1:
            words = f"All {len(items)} variants of {made['model']} that the row {row} of {table} is in"
            found.append(Scope(f"row {table} {row}", words, variants, takes_key=False))
    return found


def is_marked_alike(one: ItemVersion, other: ItemVersion) -> bool:
    return same_parts(one.document, other.document) and not touches_marking(one.document, other.document)
