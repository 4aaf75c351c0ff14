"""Two versions of a whole module, part by part."""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.banks.authoring.comparing.parts import compared
from trainer.banks.authoring.parts import Piece
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
        return compared(self.kind, self.before or {}, self.after or {})


def modules_compared(before: Iterable[Piece], after: Iterable[Piece]) -> list[PartDifference]:
    """What came, went or reads otherwise, in the order of the newer version; what is gone stands at the end."""
    old = {(piece.kind, piece.slug): piece.document for piece in before}
    new = {(piece.kind, piece.slug): piece.document for piece in after}
    return [PartDifference(*key, old.get(key), new.get(key)) for key in {**new, **old} if old.get(key) != new.get(key)]
