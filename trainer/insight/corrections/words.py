"""Keys and answers of every kind as a sentence names them."""

from collections.abc import Iterator, Mapping
from typing import Any

from trainer.banks.content import Item
from trainer.banks.kinds import kind_of
from trainer.insight.corrections.rules import marks_of

LEFT_OPEN = "(open)"


def key_in_words(document: Mapping[str, Any]) -> str:
    """Of an item as a version keeps it."""
    match document["kind"]:
        case "single best answer" | "multiple response":
            return "; ".join(text for text, is_key in marks_of(document).items() if is_key)
        case "true or false":
            return "true" if document["answer"] else "false"
        case "matching" | "extended matching":
            return "; ".join(f"{one['text']}: {one['match']}" for one in document["prompts"])
        case "ordering":
            return ", then ".join(document["steps"])
        case "numeric":
            tolerance = f" ± {document['tolerance']:g}" if document.get("tolerance") else ""
            return f"{document['value']:g}{tolerance} {document['unit']}"
        case "short text":
            return " or ".join(document["accepted"])
        case "cloze":
            return "; ".join(
                f"{one['id']}: {one.get('key') or ' or '.join(one['accepted'])}" for one in document["gaps"]
            )
        case "hotspot":
            return "; ".join(one["where"] for one in document["regions"] if one.get("key"))
    raise ValueError(f"There is no kind {document['kind']!r}.")


def choices_in_words(item: Any, given: str | None) -> tuple[str, ...]:
    """What was chosen, part by part, so that equal choices read alike; empty: left blank."""
    return tuple(parts_of(item, given)) if given else ()


def parts_of(item: Any, given: str) -> Iterator[str]:
    shown = kind_of(item).shown(item, given)
    match item.kind:
        case "single best answer":
            yield item.options[shown].text
        case "multiple response":
            yield from (item.options[number].text for number in sorted(shown))
        case "matching" | "extended matching":
            for prompt, number in zip(item.prompts, shown, strict=True):
                yield f"{prompt.text}: {LEFT_OPEN if number is None else item.choices[number]}"
        case "ordering":
            placed = sorted((place, step) for step, place in enumerate(shown) if place is not None)
            yield ", then ".join(item.steps[step] for _, step in placed)
        case "numeric":
            yield " ".join(shown)
        case "cloze":
            for gap, text in zip(item.gaps, shown, strict=True):
                yield f"{gap.id}: {text or LEFT_OPEN}"
        case "hotspot":
            yield from (region.where for region in item.regions if region.id in shown)
        case _:
            yield str(shown)


def known_choices(item: Item) -> list[str]:
    """What is listed also where nobody chose it."""
    if (options := getattr(item, "options", None)) is not None:
        return [option.text for option in options]
    if (regions := getattr(item, "regions", None)) is not None:
        return [region.where for region in regions]
    return ["true", "false"] if item.kind == "true or false" else []
