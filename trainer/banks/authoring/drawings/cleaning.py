"""A file as a figure: shapes and words are kept, looks become our classes, all else is taken out and named."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from trainer.banks import figures
from trainer.banks.authoring.drawings import palette
from trainer.banks.authoring.drawings.files import AS_SVG, what_it_is
from trainer.banks.authoring.drawings.scaling import NUMBER, scaled, short
from trainer.banks.authoring.drawings.styles import HANDED_DOWN, Look, Rules, length, look_of, rules_in

LARGEST = 1_500_000  # bytes of a file as it comes; of a figure: figures.LARGEST
WIDTHS = (250, 700)  # units that suit our lines and words; WIDTH is made of others
WIDTH = 400
UNWRAPPED = {"a", "switch"}  # of no use here, their contents are
SILENT = {"title", "desc", "metadata", "defs", "style", "namedview"}  # nothing of them is seen
SHAPES = {"path", "line", "polyline", "polygon", "rect", "circle", "ellipse"}
WORDS = {"text", "tspan"}
WHY = {
    "image": "a photograph cannot be part of a figure",
    "use": "copies have to be real shapes: in Inkscape, Edit, Clone, Unlink",
    "script": "a figure does nothing by itself",
    "foreignObject": "words have to be SVG text",
}
DROPPED = {"clip-path", "mask", "filter", "marker-start", "marker-mid", "marker-end"}  # one sees that they are gone
HUGE = 1e6  # units
DEEPEST = 60
MOST = 20_000  # elements; a figure of the largest size has fewer


@dataclass(frozen=True)
class Cleaned:
    """`text` is the figure; without one, `refused` says why. `notes`: what was changed."""

    text: str = ""
    notes: tuple[str, ...] = ()
    refused: str = ""


@dataclass
class Cleaning:
    rules: Rules
    by: float  # what every length is multiplied with
    is_ours: bool  # drawn with our classes already
    gradients: Mapping[str, str]
    taken: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    colored: int = 0


def cleaned(name: str, data: bytes) -> Cleaned:
    """`name` is the file's, for the words of a refusal."""
    called = f"“{name[:80]}”"
    if known := what_it_is(data):
        return Cleaned(refused=f"{called} is {known[0]}, and cannot be taken. {known[1]}")
    if is_a_figure(data):
        return Cleaned(data.decode("utf-8-sig").replace("\r\n", "\n"))
    if len(data) > LARGEST:
        return Cleaned(refused=f"{called} has more than {LARGEST / 1e6:g} MB. Draw it with fewer points.")
    try:
        root = etree.fromstring(data, parser())
    except etree.XMLSyntaxError as problem:
        said = f"line {problem.lineno}: {problem.msg}" if problem.lineno else str(problem.msg or "it is empty")
        return Cleaned(refused=f"{called} cannot be read as SVG ({said}). {AS_SVG}")
    if etree.QName(root).localname != "svg" or (box := box_of(root)) is None:
        return Cleaned(refused=f"{called} is no SVG drawing with a size. {AS_SVG}")
    return made(root, box, called)


def is_a_figure(data: bytes) -> bool:
    """Whether it can be taken to the letter."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return len(data) <= figures.LARGEST and not any(figures.flaws(text))


def parser() -> etree.XMLParser:
    """Nothing is fetched, and no entity becomes a part of the drawing."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


def box_of(root: etree._Element) -> tuple[float, float, float, float] | None:
    numbers = [float(one) for one in NUMBER.findall(str(root.get("viewBox", "")))]
    if len(numbers) == 4 and all(0 < one < HUGE for one in numbers[2:]) and all(abs(one) < HUGE for one in numbers):
        return numbers[0], numbers[1], numbers[2], numbers[3]
    width, height = (length(root.get(name), 0) for name in ("width", "height"))
    return (0, 0, width, height) if 0 < width < HUGE and 0 < height < HUGE else None


def made(root: etree._Element, box: tuple[float, float, float, float], called: str) -> Cleaned:
    by = 1.0 if WIDTHS[0] <= box[2] <= WIDTHS[1] else WIDTH / box[2]
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    if len(elements) > MOST:
        return Cleaned(refused=f"{called} has {len(elements):,} parts, more than {MOST:,}. Draw it with fewer.")
    is_ours = any(known_classes(one) for one in elements)
    work = Cleaning(rules_in(root), by, is_ours, gradients_in(elements))
    drawing = etree.Element(f"{figures.SVG}svg", nsmap={None: figures.SVG.strip("{}")})
    drawing.set("viewBox", " ".join(short(one * by) for one in box))
    add_children(drawing, root, {}, work, depth=0)
    text = etree.tostring(drawing, encoding="unicode") + "\n"
    if not len(drawing):
        taken = " ".join(note for note in notes_of(work) if note.startswith("Taken out"))
        return Cleaned(refused=f"{called} has no shape that can be part of a figure. {taken}".strip())
    if len(text.encode()) > figures.LARGEST:
        kilobytes = f"{len(text.encode()) / 1000:,.0f} kB, more than {figures.LARGEST // 1000}"
        return Cleaned(refused=f"{called} has {kilobytes}, even without what was taken out. Draw it with fewer points.")
    if flaw := next(figures.flaws(text), None):
        return Cleaned(refused=f"{called} cannot be taken. {flaw[1]} {flaw[2]}")
    return Cleaned(text, tuple(notes_of(work)))


def add_children(into: etree._Element, source: etree._Element, above: Look, work: Cleaning, depth: int) -> None:
    """`above` is what the elements around hand down to how these look."""
    if len(source) and etree.QName(into).localname in {"svg", "g"}:
        into.text = "\n"
    for child in source:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        look = look_of(child, work.rules)
        if look.get("display") == "none" or look.get("visibility") == "hidden":
            work.taken["what is hidden"].append(child.sourceline or 1)
        elif depth > DEEPEST:
            work.taken["what is nested too deep"].append(child.sourceline or 1)
        elif name in UNWRAPPED:
            add_children(into, child, handed_down(above, look), work, depth + 1)
        elif name in figures.TAGS - {"svg"}:
            add_element(into, child, name, look, above, work, depth)
        elif name not in SILENT and etree.QName(child).namespace in (None, figures.SVG.strip("{}")):
            work.taken[f"<{name}>"].append(child.sourceline or 1)
        if child.tail and child.tail.strip() and name not in WORDS and etree.QName(into).localname in WORDS:
            append_text(into, child.tail)


def add_element(
    into: etree._Element, child: etree._Element, name: str, look: Look, above: Look, work: Cleaning, depth: int
) -> None:
    inherited = handed_down(above, look)
    element = etree.SubElement(into, f"{figures.SVG}{name}")
    for attribute, value in child.attrib.items():
        if attribute in figures.ATTRIBUTES - {"class", "opacity", "fill-opacity", "text-anchor", "viewBox"}:
            element.set(attribute, scaled(str(attribute), str(value), work.by))
    for attribute in map(str, child.attrib):
        if attribute.startswith("on") or attribute in DROPPED:
            work.taken[attribute].append(child.sourceline or 1)
    for attribute in ("opacity", "fill-opacity", "text-anchor"):
        if attribute in look and look[attribute] not in ("1", "start"):
            element.set(attribute, look[attribute])
    if classes := classes_of(child, name, look, inherited, work):
        element.set("class", " ".join(classes))
    if name in WORDS and child.text:
        element.text = child.text
    add_children(element, child, inherited, work, depth + 1)
    element.tail = child.tail if etree.QName(into).localname in WORDS else "\n"
    if name == "g" and not len(element):
        into.remove(element)


def classes_of(child: etree._Element, name: str, look: Look, inherited: Look, work: Cleaning) -> list[str]:
    """Those of ours that it has; else those that come nearest to how it looks."""
    known = known_classes(child)
    if known or name == "g" or (work.is_ours and not look.keys() & {"fill", "stroke"}):
        return known
    if name == "tspan" and not look.keys() & HANDED_DOWN:
        return []
    fill, stroke = paint(inherited.get("fill", "black"), work), paint(inherited.get("stroke", "none"), work)
    work.colored += 1
    if name in WORDS:
        size = length(inherited.get("font-size"), 16) * work.by
        return [palette.label_class(fill, size, inherited.get("font-weight", "") in BOLD)]
    classes = ["fill-none" if fill is None or name == "line" else palette.fill_class(fill)]
    if stroke:
        width = length(inherited.get("stroke-width"), 1) * work.by
        is_dashed = inherited.get("stroke-dasharray", "none") not in ("none", "0", "")
        classes += palette.line_classes(stroke, width, is_dashed)
    return classes


BOLD = {"bold", "bolder", "600", "700", "800", "900"}
PAINTED_WITH = re.compile(r"url\(\s*[\"']?#([^\"')\s]+)")


def paint(text: str, work: Cleaning) -> palette.Rgb | None:
    """None for nothing at all. What is no color that is known counts as gray; a gradient as its first color."""
    if text.strip() in ("none", "transparent"):
        return None
    if link := PAINTED_WITH.match(text.strip()):
        text = work.gradients.get(link[1], "gray")
    return palette.color_of(text) or palette.NAMES["gray"]


def gradients_in(elements: Iterable[etree._Element]) -> dict[str, str]:
    """The first color of each, by id; one that takes its colors from another has that one's."""
    found: dict[str, str] = {}
    others: dict[str, str] = {}
    for element in elements:
        if element.get("id") and str(element.tag).endswith("Gradient"):
            stop = next(element.iter("{*}stop"), None)
            if stop is not None:
                style = dict(part.partition(":")[::2] for part in str(stop.get("style", "")).split(";"))
                found[str(element.get("id"))] = str(stop.get("stop-color") or style.get("stop-color", "gray")).strip()
            else:
                link: Any = next((value for name, value in element.attrib.items() if str(name).endswith("href")), "")
                others[str(element.get("id"))] = str(link).lstrip("#")
    return found | {name: found.get(other, "gray") for name, other in others.items()}


def known_classes(element: etree._Element) -> list[str]:
    return [name for name in str(element.get("class", "")).split() if name in figures.CLASSES]


def handed_down(above: Look, look: Look) -> Look:
    return above | {name: value for name, value in look.items() if name in HANDED_DOWN and value != "inherit"}


def append_text(into: etree._Element, text: str) -> None:
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text


def notes_of(work: Cleaning) -> Iterable[str]:
    """What was taken out, and where; then what was changed."""
    for what, lines in work.taken.items():
        few = list(dict.fromkeys(lines))[:6]
        where = f"line{'s' if len(few) > 1 else ''} {', '.join(map(str, few))}{' ...' if len(lines) > len(few) else ''}"
        why = WHY.get(what.strip("<>"))
        yield f"Taken out: {what} ({where}){f'; {why}' if why else ''}."
    if work.colored:
        yield f"Colors became the nearest of ours, in {work.colored} {'shape' if work.colored == 1 else 'shapes'}."
    if work.by != 1:
        yield f"It was brought to a width of {WIDTH} units, so that lines and words have their usual size."
