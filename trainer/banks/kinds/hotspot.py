"""Choose the right places in a figure."""

from collections.abc import Iterator
from random import Random

from trainer.banks.content import Hotspot, Region
from trainer.banks.kinds.parts import NOT_SHOWN, Flaw, Sent, Text, no_rationale, repeats
from trainer.errors import Unreadable

template = "banks/kinds/hotspot.html"
SMALLEST = 24  # units of the viewBox, wide and high: at phone width some 22 pixels, with a row of buttons below


def flaws(item: Hotspot) -> Iterator[Flaw]:
    keys = sum(region.key for region in item.regions)
    if not keys:
        yield ("regions",), "no-key", f"Item {item.id} has no right region.", "Write `key: true` under it."
    elif keys == len(item.regions):
        yield ("regions",), "no-distractor", f"Every region of item {item.id} is right.", "Add regions that are wrong."
    if not 2 <= len(item.regions) <= 8:
        message = f"Item {item.id} has {len(item.regions)} regions."
        yield ("regions",), "option-count", message, "Draw two to eight."
    for _, later in repeats(region.id for region in item.regions):
        message = f"Two regions of item {item.id} have the same id."
        yield ("regions", later, "id"), "duplicate-id", message, "Give each an id of its own."
    for number, region in enumerate(item.regions):
        yield from flaws_of_region(item, region, ("regions", number))
    for number, region in enumerate(item.regions):
        for other in item.regions[:number]:
            if overlap(box(region), box(other)):
                message = f"The regions {other.id} and {region.id} of item {item.id} lie over each other."
                yield ("regions", number), "region", message, "Move them apart."


def flaws_of_region(item: Hotspot, region: Region, place: tuple[str | int, ...]) -> Iterator[Flaw]:
    if sum(shape is not None for shape in (region.circle, region.rect, region.polygon)) != 1:
        message = f"Region {region.id} of item {item.id} needs just one shape."
        yield place, "region", message, "Write `circle:`, `rect:` or `polygon:`."
    else:
        left, top, right, bottom = box(region)
        if right - left < SMALLEST or bottom - top < SMALLEST:
            message = f"Region {region.id} of item {item.id} is too small to be hit with a finger."
            yield place, "region", message, f"Make it at least {SMALLEST} units wide and high."
    if not region.why.strip():
        yield no_rationale(item, place, f"Region {region.id}")


def box(region: Region) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the region."""
    if region.circle:
        x, y, radius = region.circle
        return x - radius, y - radius, x + radius, y + radius
    if region.rect:
        x, y, width, height = region.rect
        return x, y, x + width, y + height
    across, down = zip(*(region.polygon or ((0, 0),)), strict=True)
    return min(across), min(down), max(across), max(down)


def overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def texts(item: Hotspot) -> Iterator[Text]:
    yield ("alternative",), "Text alternative", item.alternative
    for number, region in enumerate(item.regions):
        yield ("regions", number, "where"), f"Region {region.id}", region.where
        yield ("regions", number, "why"), f"Rationale of region {region.id}", region.why
        shape = region.circle or region.rect or region.polygon
        yield ("regions", number), f"Shape of region {region.id}", str(shape)
    yield ("regions",), "Key", ", ".join(region.id for region in item.regions if region.key)


def order(item: Hotspot, random: Random) -> list[int]:
    return in_bank(item)


def in_bank(item: Hotspot) -> list[int]:
    """Letters run as one reads, from the top down and from left to right, whatever the order in the bank."""
    corners = [box(region)[1::-1] for region in item.regions]
    return sorted(range(len(corners)), key=corners.__getitem__)


def keys_of(item: Hotspot) -> int:
    return sum(region.key for region in item.regions)


def rule(item: Hotspot) -> str:
    if keys_of(item) == 1:
        return "Choose one region, in the figure or by its letter."
    return (
        f"Choose {keys_of(item)} regions, in the figure or by their letters. Each right one earns a share; each wrong "
        "one takes a share away."
    )


def read(item: Hotspot, sent: Sent) -> str | None:
    known = {region.id for region in item.regions}
    chosen = {text for text in sent.get("", ()) if text}
    if not chosen <= known:
        raise Unreadable(NOT_SHOWN)
    if len(chosen) > keys_of(item):
        wanted = "one region" if keys_of(item) == 1 else f"{keys_of(item)} regions"
        raise Unreadable(f"You have chosen {len(chosen)} regions. Choose {wanted}.")
    return " ".join(region.id for region in item.regions if region.id in chosen) or None


def score(item: Hotspot, given: str) -> float:
    """Right regions less wrong ones, over the number of keys and not below 0."""
    keys, chosen = {region.id for region in item.regions if region.key}, shown(item, given)
    return max(0.0, (len(chosen & keys) - len(chosen - keys)) / len(keys))


def key(item: Hotspot) -> str:
    return " ".join(region.id for region in item.regions if region.key)


def slip(item: Hotspot, random: Random) -> str:
    return random.choice([region.id for region in item.regions if not region.key])


def shown(item: Hotspot, given: str | None) -> set[str]:
    return set((given or "").split())
