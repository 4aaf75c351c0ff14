"""Two versions of a whole module, part by part."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from trainer.banks.authoring.comparing.parts import compared
from trainer.banks.authoring.parts import Piece, plain
from trainer.banks.content import Item, item_of
from trainer.banks.rules import Difference


@dataclass(frozen=True)
class PartDifference:
    """`change` is "new", "gone" or "changed"; worked out what differs only where somebody looks."""

    kind: str
    slug: str
    before: dict | None
    after: dict | None

    @property
    def change(self) -> str:
        return "new" if self.before is None else "gone" if self.after is None else "changed"

    @property
    def differences(self) -> list[Difference]:
        return compared(self.kind, *(self.as_written(one) for one in (self.before, self.after)))

    def as_written(self, document: dict | None) -> dict:
        """As the files have it; a version of an item keeps also what would be so anyway."""
        item = item_in(document) if document and self.kind == "item" else None
        if item is None:
            return document or {}
        return {"id": item.id, "kind": item.kind} | plain(item.model_copy(update={"case_text": ""}))


def modules_compared(before: Iterable[Piece], after: Iterable[Piece]) -> list[PartDifference]:
    """What came, went or reads otherwise, in the order of the newer version; what is gone stands at the end."""
    old = {(piece.kind, piece.slug): piece.document for piece in before}
    new = {(piece.kind, piece.slug): piece.document for piece in after}
    return [PartDifference(*key, old.get(key), new.get(key)) for key in {**new, **old} if old.get(key) != new.get(key)]


def item_in(document: dict) -> Item | None:
    """None where too little of it is written."""
    try:
        return item_of(document)
    except (ValidationError, KeyError):
        return None
