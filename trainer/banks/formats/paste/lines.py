"""A pasted text, a page or a Word document as lines, each with what was marked in it."""

import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import mammoth  # type: ignore[import-untyped]

from trainer.banks.formats.archives import Archive, declares_entities
from trainer.banks.formats.decoding import decoded
from trainer.banks.formats.markup import feedable
from trainer.banks.formats.questions import CannotRead, Hostile

LARGEST = 5_000_000  # letters
STYLES = "u => u\nhighlight => mark"
MARKS = {"b", "strong", "u", "mark"}
BREAKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "table"}
HIDDEN = {"script", "style", "head", "title"}
CONDITIONAL = ((re.compile(r"<!--.*?-->", re.DOTALL), "-->"), (re.compile(r"<!\[.*?\]>", re.DOTALL), "]>"))


@dataclass
class Line:
    """`depth` counts the lists around it; `is_first` begins a list item; `is_marked`: all of it bold or the like."""

    number: int
    text: str
    is_marked: bool = False
    depth: int = 0
    is_first: bool = False


def lines_of(data: bytes) -> tuple[list[Line], str]:
    """And a warning about the encoding, "" where that is sure."""
    if data.startswith(b"PK"):
        return of_html(html_of(data)), ""
    text, warning = decoded(data)
    if len(text) > LARGEST:
        raise CannotRead(f"A text of more than {LARGEST:,} letters is no list of questions. Give a part of it.")
    if text.lstrip().startswith("<"):
        return of_html(without_conditions(text)), warning
    return [Line(number, line.strip(" ")) for number, line in enumerate(text.split("\n"), 1)], warning


def without_conditions(page: str) -> str:
    """Without comments and what a word processor says to itself. What is never closed is not looked into again."""
    for sign, end in CONDITIONAL:
        last = page.rfind(end) + len(end) if end in page else 0
        page = sign.sub("", page[:last]) + page[last:]
    return page


def html_of(data: bytes) -> str:
    archive = Archive(data)
    if "word/document.xml" not in archive.names:
        raise CannotRead("This is not a Word document.")
    for name in archive.names:
        if name.endswith((".xml", ".rels")) and declares_entities(archive.read(name)):
            raise Hostile("Its XML declares entities, which no word processor does. It was not read.")
    try:
        page = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(lambda _image: {}),
            external_file_access=False,
        )
    except Exception as problem:  # whatever a broken file makes its parser do, the reader gets one plain sentence
        raise CannotRead("This Word document is damaged. Open it and save it again.") from problem
    return str(page.value)


@dataclass
class Building:
    parts: list[str] = field(default_factory=list)
    marked: int = 0  # letters that are marked
    letters: int = 0
    is_first: bool = False
    depth: int = 0


class Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Line] = []
        self.now = Building()
        self.marks = self.depth = self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self.hidden += 1
        if tag in BREAKS:
            self.end()
        if tag in {"ol", "ul"}:
            self.depth += 1
        if tag == "li":
            self.now.is_first = True
        self.marks += tag in MARKS

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        if tag in BREAKS:
            self.end()
        if tag in {"ol", "ul"}:
            self.depth = max(0, self.depth - 1)
        self.marks = max(0, self.marks - (tag in MARKS))

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        letters = sum(letter.isalnum() for letter in data)
        self.now.parts.append(data)
        self.now.letters += letters
        self.now.marked += letters if self.marks else 0
        self.now.depth = max(self.now.depth, self.depth)

    def end(self) -> None:
        text = " ".join("".join(self.now.parts).split())
        if text:
            is_marked = self.now.letters > 0 and self.now.marked >= 0.9 * self.now.letters
            self.found.append(Line(len(self.found) + 1, text, is_marked, self.now.depth, self.now.is_first))
            self.now = Building()
        elif not self.now.is_first:
            self.now = Building()


def of_html(page: str) -> list[Line]:
    reader = Lines()
    reader.feed(feedable(page))
    reader.close()
    reader.end()
    return reader.found
