"""Which changes of an item change how it is marked. Items are documents, as versions keep them."""

from collections.abc import Hashable, Mapping
from typing import Any

Document = Mapping[str, Any]
Marks = Mapping[str, Hashable]


def touches_marking(old: Document, new: Document) -> bool:
    """Whether an answer given to the old item could earn something else by the new one.

    Words may change; what is right, how shares are counted, and which objective it counts for may not. Parts whose
    words changed are taken for the same where they stand at the same place and nothing else took their old words.
    """
    if (old["kind"], old["objective"]) != (new["kind"], new["objective"]):
        return True
    if old.get("scoring", "partial") != new.get("scoring", "partial"):
        return True
    before, after = marks_of(old), marks_of(new)
    return before != after and not (old["kind"] in BY_PLACE and is_reworded(before, after))


BY_PLACE = {"single best answer", "multiple response"}


def is_reworded(before: Marks, after: Marks) -> bool:
    """The same options in the same places, right and wrong as they were, some of them in other words."""
    if len(before) != len(after):
        return False
    pairs = zip(before.items(), after.items(), strict=True)
    return all(
        right == is_right and (text == words or (text not in after and words not in before))
        for (text, right), (words, is_right) in pairs
    )


def marks_of(item: Document) -> Marks:
    """What decides about an answer, by the part of the item: the right choice, place, value or words."""
    match item["kind"]:
        case "single best answer" | "multiple response":
            return {one["text"]: bool(one.get("key")) for one in item["options"]}
        case "true or false":
            return {"answer": item["answer"]}
        case "matching" | "extended matching":
            return {one["text"]: one["match"] for one in item["prompts"]}
        case "ordering":
            return {step: place for place, step in enumerate(item["steps"])}
        case "numeric":
            units = {one["unit"]: float(one["factor"]) for one in item.get("other_units", ())}
            return {
                "value": float(item["value"]),
                "tolerance": float(item.get("tolerance", 0)),
                item["unit"]: 1.0,
                **units,
            }
        case "short text":
            return {"accepted": frozenset(item["accepted"])}
        case "cloze":
            return {one["id"]: one.get("key") or frozenset(one.get("accepted", ())) for one in item["gaps"]}
        case "hotspot":
            return {one["id"]: (bool(one.get("key")), shape_of(one)) for one in item["regions"]}
    raise ValueError(f"There is no kind {item['kind']!r}.")


def shape_of(region: Document) -> Hashable:
    return str([region.get(name) for name in ("circle", "rect", "polygon")]).replace("(", "[").replace(")", "]")


def same_parts(old: Document, new: Document) -> bool:
    """Whether an answer that was given to the old item can be read as one to the new: it names the same parts."""
    if old["kind"] != new["kind"]:
        return False
    match old["kind"]:
        case "numeric":
            units = [{one["unit"] for one in item.get("other_units", ())} | {item["unit"]} for item in (old, new)]
            return units[0] <= units[1]
        case "matching" | "extended matching":
            return marks_of(old).keys() == marks_of(new).keys() and set(old["choices"]) <= set(new["choices"])
        case "cloze":
            gaps = [[(one["id"], sorted(one.get("choices", ()))) for one in item["gaps"]] for item in (old, new)]
            return gaps[0] == gaps[1]
        case "true or false" | "short text":
            return True
    return marks_of(old).keys() == marks_of(new).keys()
