"""Two versions of one part, by its kind."""

from collections.abc import Mapping
from typing import Any

from trainer.banks.authoring.comparing import articles, trees
from trainer.banks.rules import Difference

FIRST = ("kind", "use", "stem", "text", "options", "prompts", "choices", "steps", "gaps", "regions", "answer", "value")


def compared(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Field by field, as they are read; an article paragraph by paragraph."""
    if kind == "material":
        return articles.differences(str(before.get("text", "")), str(after.get("text", "")))
    return trees.differences(in_reading_order(before), in_reading_order(after))


def in_reading_order(document: Mapping[str, Any]) -> dict[str, Any]:
    first = {name: document[name] for name in FIRST if name in document}
    return first | {name: said for name, said in document.items() if name not in {*first, "id"}}


def called(kind: str) -> str:
    """What a part of this kind is called on a page."""
    return {"about": "about the module", "policy": "quiz policy", "material": "article", "model": "item model"}.get(
        kind, kind
    )
