"""Which drawings are safe to put into a page: shapes and words, colored by our own classes, and nothing else."""

from collections.abc import Iterator

from lxml import etree

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
