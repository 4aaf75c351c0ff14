"""A page's running text: what stands in its article, without menus, scripts and forms."""

import re
from collections.abc import Iterator

from lxml import etree, html

from trainer.banks.drafting.reading.source import Block, CannotRead

DROPPED = (
    "script style noscript template iframe object embed svg math nav header footer aside form button select input "
    "textarea figure canvas audio video head"
).split()
NOISE = re.compile(
    r"\b(nav|menu|sidebar|footer|breadcrumb|cookie|share|social|comment|related|advert|promo|subscribe)", re.I
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CONTAINERS = {"ul", "ol", "table", "dl"}
BLOCKS = {"p", "div", "section", "article", "main", "blockquote", "li", "dd", "dt", "body", "pre", "details", "summary"}
DEEPEST = 200


def blocks(data: bytes | str, file: str) -> list[Block]:
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding=charset(data)
    )
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError) as problem:
        raise CannotRead(file, "html", "This cannot be read as a page.", "Save it again as HTML.") from problem
    for element in list(tree.iter(*DROPPED)):
        if element.tag != "header" or not element.xpath("ancestor::article"):
            drop(element)
    for element in list(tree.iter("div", "section", "ul")):
        if NOISE.search(f"{element.get('class', '')} {element.get('id', '')}"):
            drop(element)
    return list(walk(main(tree)))


def charset(data: bytes | str) -> str | None:
    """UTF-8 where it is that; else the page's own word for it decides."""
    if isinstance(data, str):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def drop(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def main(tree: html.HtmlElement) -> html.HtmlElement:
    """The article or main part, if the page names one with at least half of the text in it."""
    whole = len(tree.text_content())
    for part in sorted(tree.iter("article", "main"), key=lambda part: -len(part.text_content())):
        if len(part.text_content()) > whole / 2:
            return part
    body = tree.find("body")
    return tree if body is None else body


def walk(element: html.HtmlElement, depth: int = 0) -> Iterator[Block]:
    """Blocks in reading order; text that stands loose between blocks becomes a paragraph."""
    loose: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and (child.tag in HEADINGS or child.tag in BLOCKS | CONTAINERS):
            yield from paragraph(loose, child)
            loose = []
            if depth < DEEPEST:
                yield from one(child, depth + 1)
        elif child.tag == "br":
            loose.append("\n")
        else:
            loose.append(text_of(child))
        loose.append(child.tail or "")
    yield from paragraph(loose, element)


def one(element: html.HtmlElement, depth: int) -> Iterator[Block]:
    tag, line = element.tag, element.sourceline or 0
    if tag in HEADINGS:
        yield Block("heading", text_of(element), line, HEADINGS[tag], id=slug(element))
    elif tag in {"ul", "ol"}:
        yield from items(element, 1)
    elif tag == "table":
        for row in element.iter("tr"):
            cells = tuple(text_of(cell) for cell in row if cell.tag in {"td", "th"})
            yield Block("row", " ".join(cells), row.sourceline or line, cells=cells)
    elif tag == "dl":
        yield from definitions(element)
    elif tag == "p" and is_bold_line(element):
        yield Block("heading", text_of(element), line, 6)
    else:
        yield from walk(element, depth)


def items(element: html.HtmlElement, level: int) -> Iterator[Block]:
    kind = "step" if element.tag == "ol" else "item"
    for child in element:
        if child.tag == "li":
            inner = [part for part in child.iter("ul", "ol") if part is not child]
            for part in inner:
                drop(part)
            yield Block(kind, text_of(child), child.sourceline or 0, level, id=slug(child))
            for part in inner if level < 6 else ():
                yield from items(part, level + 1)


def definitions(element: html.HtmlElement) -> Iterator[Block]:
    term = ""
    for child in element.iter("dt", "dd"):
        if child.tag == "dt":
            term = text_of(child)
        elif term:
            yield Block("item", f"{term}: {text_of(child)}", child.sourceline or 0)


def paragraph(loose: list[str], near: html.HtmlElement) -> Iterator[Block]:
    for text in "".join(loose).split("\n\n") if near.tag == "pre" else ["".join(loose)]:
        words = " ".join(text.split())
        if words:
            yield Block("paragraph", words, near.sourceline or 0, id=slug(near))


def is_bold_line(element: html.HtmlElement) -> bool:
    """A paragraph that is one short run of bold words is a heading in disguise."""
    if len(element) != 1 or element[0].tag not in {"strong", "b"} or (element.text or element[0].tail or "").strip():
        return False
    text = text_of(element)
    return len(text.split()) <= 12 and not text.endswith((".", ","))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def slug(element: html.HtmlElement) -> str:
    found = element.get("id", "")
    return found if re.fullmatch(r"[a-z][a-z0-9-]{2,40}", found) else ""
