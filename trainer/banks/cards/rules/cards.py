"""What a card says of an item, from what was published. Values in, answers out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from trainer.banks.cards.rules.words import search_text

LIVE, STALE, RETIRED = STATES = ("live", "stale", "retired")


def joined(names: Iterable[str]) -> str:
    """ " Cdc02 Who09 ": each name between spaces, so that it can be looked for as a whole."""
    return f" {' '.join(sorted(set(names)))} "


def state_of(*, is_in_bank: bool, use: str, is_stale: bool) -> str:
    """Retired: no new form asks it, since it was taken out of the bank or is kept there for the record only."""
    if not is_in_bank or use == "retired":
        return RETIRED
    return STALE if is_stale else LIVE


class Names:
    """What a module version calls things, for the cards of its items; `document` is as ModuleVersion keeps it."""

    def __init__(self, module_id: int, document: Mapping[str, Any]):
        self.module_id = module_id
        self.objectives = {one["id"]: one["short"] for one in document["objectives"]}
        self.models = {one["id"]: one["title"] for one in document.get("models", ())}
        self.sources = {one["id"]: one["sources"] for one in document["facts"]}

    def card(self, item_id: int, version: "Version", position: int | None, *, is_stale: bool) -> dict[str, Any]:
        """All but its words: those are the same for as long as the item's version is."""
        said = version.document
        model = (said.get("made") or {}).get("model", "")
        return {
            "item_id": item_id,
            "module_id": self.module_id,
            "item_version_id": version.id,
            "slug": said["id"],
            "position": position,
            "number": version.number,
            "published_at": version.published_at,
            "kind": said["kind"],
            "objective": said["objective"],
            "objective_title": self.objectives.get(said["objective"], said["objective"]),
            "level": said["level"],
            "use": said["use"],
            "safety_critical": said["safety_critical"],
            "case": said.get("case") or "",
            "passage": said["passage"],
            "model": model,
            "model_title": self.models.get(model, model),
            "sources": joined(one for fact in said["facts"] for one in self.sources.get(fact, ())),
            "state": state_of(is_in_bank=position is not None, use=said["use"], is_stale=is_stale),
        }


class Version(Protocol):
    """A version of an item, as the database keeps it."""

    @property
    def id(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def document(self) -> Mapping[str, Any]: ...
    @property
    def published_at(self) -> datetime: ...


def worded(document: Mapping[str, Any]) -> dict[str, str]:
    below = document["text"] if document["kind"] == "cloze" else ""
    return {"stem": document["stem"], "below": below, "text": search_text(document)}


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """1, 2, 3, 7: from 1 to 3, and 7."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
