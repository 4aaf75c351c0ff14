"""A part as it would be met, put together from what its manuscript says around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from trainer.banks import figures
from trainer.banks.authoring.parts import variants_of
from trainer.banks.authoring.setting import Setting
from trainer.banks.content import Item, ItemModel, item_of
from trainer.banks.generation.proof import Proof, prove
from trainer.banks.published import PublishedItem

SHOWN_VARIANTS = 3


@dataclass(frozen=True)
class Variants:
    """What an item model makes, and what could be shown of all that."""

    proof: Proof
    items: Sequence[Item]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Variants | None":
        try:
            model = ItemModel.model_validate(document)
        except ValidationError:
            return None
        return cls(prove(model), variants_of(model))


def item_in(document: Mapping[str, Any]) -> Item | None:
    """None while something is missing that no question can do without."""
    try:
        return item_of(dict(document))
    except (ValidationError, KeyError):
        return None


def placed(item: Item, setting: Setting) -> PublishedItem:
    """As its module would show it; a drawing that is not safe is left out."""
    shown = setting.placed(item)
    return replace(shown, drawing=safe_drawing(shown.drawing))


def safe_drawing(text: str | None) -> str | None:
    return None if text is None or any(figures.flaws(text)) else text
