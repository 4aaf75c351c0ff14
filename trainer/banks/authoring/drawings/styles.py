"""How another program says what a shape looks like: attributes, style="...", and rules for classes."""

import re
from collections.abc import Mapping

from lxml import etree

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
LOOKS = (
    "fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "opacity", "fill-opacity",
    "text-anchor", "display", "visibility",
)  # fmt: skip
HANDED_DOWN = {"fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight"}
Look = dict[str, str]
Rules = Mapping[str, Look]


def rules_in(root: etree._Element) -> Rules:
    """By selector, of those that are a class, an id or a tag."""
    found: dict[str, Look] = {}
    for element in root.iter("{*}style"):
        for match in RULE.finditer(without_comments("".join(element.itertext()))):
            for selector in match[1].split(","):
                found.setdefault(selector.strip(), {}).update(declared(match[2]))
    return found


def without_comments(text: str) -> str:
    """One that is never closed takes the rest with it, as in a browser."""
    first, *others = text.split("/*")
    return "".join([first, *(other.partition("*/")[2] for other in others)])


def declared(text: str) -> Look:
    pairs = [part.partition(":") for part in text.split(";")]
    said = {name.strip().lower(): value.replace("!important", "").strip() for name, _, value in pairs}
    return {name: value for name, value in said.items() if name in LOOKS and value}


def look_of(element: etree._Element, rules: Rules) -> Look:
    """What is said of this element itself; style="..." goes before rules, and these before attributes."""
    look = {name: str(element.get(name)) for name in LOOKS if element.get(name)}
    look |= rules.get(etree.QName(element).localname, {})
    for name in str(element.get("class", "")).split():
        look |= rules.get(f".{name}", {})
    if element.get("id"):
        look |= rules.get(f"#{element.get('id')}", {})
    return look | declared(str(element.get("style", "")))


def length(text: str | None, usual: float) -> float:
    """A length in units of the drawing; em and percent are left aside."""
    match = re.match(r"\s*([\d.]+)\s*(px|pt|mm|cm)?\s*$", text or "")
    if not match:
        return usual
    try:
        return float(match[1]) * {"pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54}.get(match[2] or "", 1)
    except ValueError:
        return usual
