"""XML read with care: no entities, nothing fetched, and one broken question does not cost the others."""

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from trainer.banks.formats.decoding import LARGEST, decoded
from trainer.banks.formats.questions import CannotRead, Hostile, Reading

NAMED = re.compile(r"&([A-Za-z][A-Za-z\d]*);")
OWN = {"amp", "lt", "gt", "quot", "apos"}
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ENTITIES = "The file declares entities, which no question needs. It was not read."
MOST_ATTRIBUTES = 500
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
CAREFUL: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
LONE = re.compile(r"&(?!#?\w+;)")  # an & that begins nothing; CDATA may hold it
BARE = re.compile(rf"<!\[CDATA\[.*?\]\]>|{LONE.pattern}", re.DOTALL)
BEGUN, ENDED = re.compile(r"\s*<(p|div)\b[^<>]*>"), re.compile(r"</(p|div)>\s*$")
CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)


@dataclass(eq=False)
class Node:
    """An element with its names in one spelling: small letters, no prefix, no hyphens, no “qti-” in front."""

    name: str
    attributes: dict[str, str]
    text: str
    line: int
    nodes: list["Node"] = field(default_factory=list)
    tail: str = ""

    def get(self, name: str, otherwise: str = "") -> str:
        return self.attributes.get(name, otherwise).strip()

    def all(self, *names: str) -> Iterator["Node"]:
        """Those children, in order."""
        return (node for node in self.nodes if node.name in names)

    def first(self, name: str) -> "Node | None":
        return next(self.all(name), None)

    def within(self, *names: str) -> Iterator["Node"]:
        """Those elements below, however deep, in order."""
        for node in self.nodes:
            if node.name in names:
                yield node
            yield from node.within(*names)

    def below(self, name: str) -> "Node | None":
        return next(self.within(name), None)

    @property
    def words(self) -> str:
        """All text in it."""
        return self.text + "".join(node.words + node.tail for node in self.nodes)


def parse(data: bytes) -> Node:
    """Raises CannotRead with the line. What is only slightly wrong is mended: control characters, HTML's entities."""
    if len(data) > LARGEST:
        raise CannotRead(f"The file is larger than {LARGEST // 1_000_000} MB. Give a part of it.")
    try:
        return node_of(strict(data))
    except etree.XMLSyntaxError:
        return node_of(mended(text_of(data)))


def text_of(data: bytes) -> str:
    """As its own declaration says, where that holds."""
    found = re.match(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)", data[:200])
    if found and found[1].lower() not in {b"utf-8", b"utf-16"}:
        try:
            return data.decode(found[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)[0]


def strict(data: bytes) -> "etree._Element":
    refuse_entities(data)
    root = etree.fromstring(data, etree.XMLParser(**CAREFUL, strip_cdata=True))
    refuse_declared(root)
    return root


def streamed(data: bytes, name: str) -> Iterator[Node]:
    """The elements of that name, one after the other, so that a large file is never there as a whole tree.

    Raises XMLSyntaxError where the file is not well-formed; what came before then does not count.
    """
    if len(data) > LARGEST:
        raise CannotRead(f"The file is larger than {LARGEST // 1_000_000} MB. Give a part of it.")
    refuse_entities(data)
    found = etree.iterparse(io.BytesIO(data), events=("end",), tag="{*}" + name, **CAREFUL)
    for _, element in found:
        yield node_of(element)
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del element.getparent()[0]
    refuse_declared(found.root)


def refuse_declared(root: "etree._Element") -> None:
    """In an encoding that was not looked into."""
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Hostile(ENTITIES)


def mended(text: str) -> "etree._Element":
    clean = DECLARATION.sub("", FORBIDDEN.sub("", text))
    clean = NAMED.sub(lambda found: found[0] if found[1] in OWN else html.unescape(found[0]), clean)
    held, end, rest = clean.rpartition("]]>")  # in the rest none is closed: nothing looks for an end again and again
    clean = BARE.sub(lambda found: "&amp;" if found[0] == "&" else found[0], held + end) + LONE.sub("&amp;", rest)
    try:
        return strict(clean.encode())
    except etree.XMLSyntaxError as problem:
        line = getattr(problem, "lineno", 0) or 0
        said = re.sub(r",? line \d+(, column \d+)?", "", str(problem.msg))  # it counts in what was cut out
        raise CannotRead(f"line {line}: this is not well-formed XML: {said}.") from problem


def refuse_entities(data: bytes) -> None:
    """A question never needs one, and they can fetch files or unfold without end."""
    if b"\0" not in data and not ENTITY.search(data):
        return
    text = data.replace(b"\0", b"").decode("latin-1")
    held, end, rest = text.rpartition("]]>")
    if "<!ENTITY" in (CDATA.sub("", held + end) + rest).upper():
        raise Hostile(ENTITIES)


def node_of(element: "etree._Element") -> Node:
    if len(element.attrib) > MOST_ATTRIBUTES:  # each of them is looked for from the first on
        raise Hostile(f"Something in the file has more than {MOST_ATTRIBUTES} attributes. It was not read.")
    attributes = {spelled(str(name)): str(value) for name, value in element.attrib.items()}
    node = Node(spelled(str(element.tag)), attributes, element.text or "", element.sourceline or 0)
    for child in element:
        if isinstance(child.tag, str):
            node.nodes.append(node_of(child))
            node.nodes[-1].tail = child.tail or ""
        elif node.nodes:
            node.nodes[-1].tail += child.tail or ""
        else:
            node.text += child.tail or ""
    return node


def spelled(name: str) -> str:
    return name.rpartition("}")[2].lower().removeprefix("qti-").replace("-", "")


def pieces(data: bytes, name: str, reading: Reading) -> Iterator[Node]:
    """The elements of that name from a file that is broken somewhere, each by itself; the bad ones become errors."""
    text = text_of(data)
    starts = [found.start() for found in re.finditer(rf"<{name}[\s>]", text)]
    if not starts:
        return
    line, counted = 1, 0
    end, empty = re.compile(rf"</{name}\s*>"), re.compile(rf"<{name}\b[^<>]*/>")
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", counted, start)
        counted = start
        close = empty.match(text, start) or end.search(text, start, following)
        piece = text[start : close.end()] if close else text[start:following]
        try:
            if not close:
                raise CannotRead(f"line {line}: this question is not closed.")
            node = node_of(mended(piece))
        except CannotRead as problem:
            inner = re.match(r"line (\d+): (.*)", str(problem), re.DOTALL)
            at = line + int(inner[1]) - 1 if inner and close else line
            reading.error(at, inner[2] if inner else str(problem))
            continue
        moved(node, line - 1)
        yield node


def moved(node: Node, lines: int) -> None:
    node.line += lines
    for child in node.nodes:
        moved(child, lines)


def is_old(data: bytes) -> bool:
    """Whether it says nothing of an encoding, or UTF-8, and is not in it."""
    if re.match(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8)", data[:200], re.IGNORECASE):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return False
    try:
        return bool(decoded(data)[1])
    except CannotRead:
        return False


def inner(node: Node) -> str:
    """Its words; where somebody wrote HTML without escaping it, that HTML again."""
    if not node.nodes:
        return node.text
    shown = [child for child in node.nodes if child.name != "file"]
    if shown and BEGUN.match(node.text) and ENDED.search(shown[-1].tail):  # escaped around what is not
        return node.text + "".join(outer(replace(child, tail="")) + child.tail for child in shown)
    return html.escape(node.text, quote=False) + "".join(map(outer, shown))


def outer(node: Node) -> str:
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in node.attributes.items() if name.isalnum())
    within = html.escape(node.text, quote=False) + "".join(outer(child) for child in node.nodes)
    closed = "" if node.name in {"br", "img", "hr"} else f"{within}</{node.name}>"
    return f"<{node.name}{attributes}>{closed}{html.escape(node.tail, quote=False)}"
