"""A drawing with the regions of a question over it, for who is placing them: also those that are not whole yet."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, TypeGuard

from lxml import etree

from trainer.banks import figures
from trainer.banks.authoring.drawings.scaling import NUMBER
from trainer.banks.content import Region

LETTERS = "ABCDEFGH"
TICKS = 8  # about so many numbers along an edge
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)


def board(text: str, alternative: str, regions: Sequence[Mapping[str, Any]]) -> str:
    """Only for a drawing without flaws. Regions are as a document has them; each is known by its number."""
    root = figures.named_root(text, alternative)
    box = [float(one) for one in NUMBER.findall(str(root.get("viewBox", "")))]
    if len(box) == 4 and 0 < max(box[2:]) <= STEPS[-1] * TICKS and max(map(abs, box)) < 1e6:
        add_ruler(root, box)
    for number, said in enumerate(regions[: len(LETTERS)]):
        region = region_in(said)
        if region is None:
            continue
        look = "region is-key" if said.get("key") else "region"
        group = etree.SubElement(root, f"{figures.SVG}g", {"class": look, "data-row": str(number)})
        group.append(figures.outline(region))
        x, y = figures.middle(region)
        label = etree.SubElement(group, f"{figures.SVG}text", {"x": f"{x:g}", "y": f"{y:g}", "class": "region-letter"})
        label.text = LETTERS[number]
    return etree.tostring(root, encoding="unicode")


def region_in(said: Mapping[str, Any]) -> Region | None:
    """Its shape, whatever else is missing. A polygon may still have a single corner."""
    unsaid: dict[str, Any] = {"id": "-", "where": "-"}
    for shape, many in (("circle", 3), ("rect", 4)):
        found = said.get(shape)
        if are_numbers(found) and len(found) == many:
            return Region.model_construct(**unsaid | {shape: tuple(found)})
    corners = said.get("polygon")
    if isinstance(corners, list) and corners and all(are_numbers(one) and len(one) == 2 for one in corners):
        return Region.model_construct(**unsaid, polygon=tuple([tuple(one) for one in corners]))
    return None


def are_numbers(value: Any) -> TypeGuard[Sequence[float]]:
    return isinstance(value, list | tuple) and all(isinstance(one, int | float) and isfinite(one) for one in value)


def add_ruler(root: etree._Element, box: Sequence[float]) -> None:
    """Numbers along two edges, so that a place can also be typed."""
    left, top, width, height = box
    step = next((one for one in STEPS if one * TICKS >= max(width, height)), STEPS[-1])
    for along in range(int(left // step + 1) * step, int(left + width), step):
        add_tick(root, along, top + height * 0.03, str(along))
    for along in range(int(top // step + 1) * step, int(top + height), step):
        add_tick(root, left + width * 0.03, along, str(along))


def add_tick(root: etree._Element, x: float, y: float, text: str) -> None:
    tick = etree.SubElement(root, f"{figures.SVG}text", {"x": f"{x:g}", "y": f"{y:g}", "class": "board-tick"})
    tick.text = text
