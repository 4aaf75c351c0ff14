"""Which drawings are safe to put into a page: shapes and words, colored by our own classes, and nothing else."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from lxml import etree

from trainer.banks.content import Region

SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 200_000  # bytes
TAGS = {"svg", "g", "path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "text", "tspan"}
GEOMETRY = "viewBox d points x y x1 y1 x2 y2 cx cy r rx ry width height dx dy"
ATTRIBUTES = {*GEOMETRY.split(), "transform", "opacity", "fill-opacity", "text-anchor", "class"}
CLASSES_MEND = "Use the classes listed in the README."
FILLS = "paper skin fat muscle muscle-deep bone lung vessel nerve metal plastic liquid danger safe accent ink none"
LINES = "line line-thin line-thick line-dashed line-danger line-safe line-accent needle"
LABELS = "label label-small label-strong label-danger label-safe label-on-accent"
CLASSES = {f"fill-{fill}" for fill in FILLS.split()} | set(LINES.split()) | set(LABELS.split())


def read(text: str) -> etree._Element:
    """The drawing's tree; nothing is fetched and no entity is expanded. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(text.encode(), parser)


def flaws(text: str) -> Iterator[tuple[int, str, str]]:
    """What is not allowed in the drawing: (line, message, mend)."""
    try:
        root = read(text)
    except etree.XMLSyntaxError as problem:
        yield problem.lineno or 1, f"The drawing cannot be read: {problem.msg}.", "Export it again as plain SVG."
        return
    if root.getroottree().docinfo.doctype:
        yield 1, "The drawing has a DOCTYPE.", "Take the DOCTYPE line out."
        return
    if root.tag != f"{SVG}svg" or not root.get("viewBox"):
        start = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'
        yield 1, "This is not an SVG drawing with a viewBox.", f"Begin with {start}."
    for element in root.iter():
        yield from flaws_of(element)


def flaws_of(element: etree._Element) -> Iterator[tuple[int, str, str]]:
    line = element.sourceline or 1
    if element.prefix:
        yield line, f"<{element.prefix}:...> has a prefix, which browsers do not draw.", "Write tags without a prefix."
    tag = str(element.tag).removeprefix(SVG)
    if tag not in TAGS:
        yield line, f"<{tag}> is not allowed in a figure.", "Draw it with shapes and text."
    for attribute in element.attrib:
        if str(attribute) not in ATTRIBUTES:
            yield line, f"The attribute {attribute} is not allowed in a figure.", CLASSES_MEND
    for name in str(element.get("class", "")).split():
        if name not in CLASSES:
            yield line, f"The class {name} is not known.", CLASSES_MEND


def inline(text: str, title: str, title_id: str) -> str:
    """The drawing as it stands in a page, named by its text alternative. Only for drawings without flaws."""
    root = read(text)
    root.set("role", "img")
    root.set("aria-labelledby", title_id)
    name = etree.Element(f"{SVG}title", id=title_id)
    name.text = title
    root.insert(0, name)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def named(text: str, alternative: str) -> str:
    """The drawing with its text alternative, and without an id: it may stand twice on a page."""
    return etree.tostring(named_root(text, alternative), encoding="unicode")


def named_root(text: str, alternative: str) -> etree._Element:
    root = read(text)
    root.set("role", "img")
    root.set("aria-label", " ".join(alternative.split()))
    etree.cleanup_namespaces(root)
    return root


def with_regions(
    text: str,
    alternative: str,
    regions: Sequence[Region],
    *,
    shows_keys: bool = False,
    chosen: AbstractSet[str] = frozenset(),
) -> str:
    """The drawing with its regions outlined and lettered A, B, C in the order given."""
    root = named_root(text, alternative)
    for letter, region in zip("ABCDEFGH", regions, strict=False):
        group = etree.SubElement(root, f"{SVG}g", {"class": "region", "data-region": region.id})
        if shows_keys and region.key:
            group.set("class", "region is-key")
        if region.id in chosen:
            group.set("class", f"{group.get('class')} is-mine")
        group.append(outline(region))
        x, y = middle(region)
        label = etree.SubElement(group, f"{SVG}text", {"x": f"{x:g}", "y": f"{y:g}", "class": "region-letter"})
        label.text = letter
    return etree.tostring(root, encoding="unicode")


def outline(region: Region) -> etree._Element:
    if region.circle:
        names: Sequence[str] = ("cx", "cy", "r")
        return etree.Element(f"{SVG}circle", dict(zip(names, numbers(region.circle), strict=True)))
    if region.rect:
        names = ("x", "y", "width", "height")
        return etree.Element(f"{SVG}rect", dict(zip(names, numbers(region.rect), strict=True)))
    points = " ".join(",".join(numbers(point)) for point in region.polygon or ())
    return etree.Element(f"{SVG}polygon", {"points": points})


def numbers(values: Sequence[float]) -> list[str]:
    return [f"{value:g}" for value in values]


def middle(region: Region) -> tuple[float, float]:
    """Where its letter goes: the middle of the circle, the box, or the corners."""
    if region.circle:
        return region.circle[0], region.circle[1]
    if region.rect:
        x, y, width, height = region.rect
        return x + width / 2, y + height / 2
    points = region.polygon or ((0.0, 0.0),)
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
