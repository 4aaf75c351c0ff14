"""A pasted text, a page or a Word document as lines, each with what was marked in it."""

import io
import re
import zipfile
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import mammoth  # type: ignore[import-untyped]

from trainer.banks.formats.archives import Archive, declares_entities
from trainer.banks.formats.decoding import decoded
from trainer.banks.formats.markup import feedable
from trainer.banks.formats.questions import CannotRead, Hostile

LARGEST = 5_000_000  # letters
STYLES = "u => u\nhighlight => mark"
MARKS = {"b", "strong", "u", "mark"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
PICTURE, FORMULA = "[picture]", "[formula]"  # where one was
STRUCK = "~~"  # around what is struck out
POWER = re.compile(r"\s*[-−+]?\d+\s*")
LABEL = re.compile(r"\(?(?:[A-Ja-j]|\d{1,4})[.):]\)?")
MATHS = (
    (re.compile(rb"<m:oMathPara[ >].*?</m:oMathPara>", re.DOTALL), b"</m:oMathPara>"),
    (re.compile(rb"<m:oMath[ >].*?</m:oMath>", re.DOTALL), b"</m:oMath>"),
)
BREAKS = {"p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "table"}
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
    is_heading: bool = False
    table: int = 0  # which one it stands in, from 1


@dataclass
class Pasted:
    """`tables`: rows of cells. `warning` is about the encoding, "" where that is sure."""

    lines: list[Line]
    tables: list[list[list[str]]] = field(default_factory=list)
    warning: str = ""


def pasted(data: bytes) -> Pasted:
    if data.startswith(b"PK"):
        return of_html(html_of(data), "")
    text, warning = decoded(data)
    if len(text) > LARGEST:
        raise CannotRead(f"A text of more than {LARGEST:,} letters is no list of questions. Give a part of it.")
    if text.lstrip().startswith("<"):
        return of_html(without_conditions(text), warning)
    lines = [Line(number, line.strip(" ")) for number, line in enumerate(text.split("\n"), 1)]
    return Pasted(lines, warning=warning)


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
            io.BytesIO(with_formulas_named(data, archive.read("word/document.xml"))),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(lambda _image: {}),
            external_file_access=False,
        )
    except Exception as problem:  # whatever a broken file makes its parser do, the reader gets one plain sentence
        raise CannotRead("This Word document is damaged. Open it and save it again.") from problem
    return str(page.value)


def with_formulas_named(data: bytes, document: bytes) -> bytes:
    """They are dropped without a word otherwise, and the sentence around them says something else."""
    if b"<m:oMath" not in document:
        return data
    said, run = document, f"<w:r><w:t>{FORMULA}</w:t></w:r>".encode()
    for sign, end in MATHS:
        last = said.rfind(end) + len(end) if end in said else 0
        said = sign.sub(run, said[:last]) + said[last:]
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(one, said if one.filename == "word/document.xml" else old.read(one))
    return made.getvalue()


@dataclass
class Building:
    parts: list[str] = field(default_factory=list)
    marked: int = 0  # letters that are marked
    letters: int = 0
    ahead: int = 0  # letters before the first one that is marked
    is_first: bool = False
    depth: int = 0
    is_heading: bool = False
    table: int = 0


class Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Line] = []
        self.now = Building()
        self.marks = self.depth = self.hidden = self.raised = self.nested = 0
        self.tables: list[list[list[list[str]]]] = []  # rows of cells of pieces; what is nested is part of its cell

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in HIDDEN:
            self.hidden += 1
        if tag in BREAKS:
            self.end()
        if tag in {"ol", "ul"}:
            self.depth += 1
        if tag == "li":
            self.now.is_first = True
        if tag in HEADINGS:
            self.now.is_heading = True
        self.note(tag, 1)
        if tag == "table" and self.nested == 1:
            self.tables.append([])
        if tag == "tr" and self.nested == 1:
            self.tables[-1].append([])
        if tag in {"td", "th"} and self.nested == 1 and self.tables[-1]:
            self.tables[-1][-1].append([])
        if tag == "img":
            self.say(f" {PICTURE} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        if tag in BREAKS:
            self.end()
        if tag in {"ol", "ul"}:
            self.depth = max(0, self.depth - 1)
        self.note(tag, -1)

    def note(self, tag: str, step: int) -> None:
        """What holds until a tag ends."""
        if tag in MARKS:
            self.marks = max(0, self.marks + step)
        if tag == "sup":
            self.raised = max(0, self.raised + step)
        if tag == "table":
            self.nested = max(0, self.nested + step)
        if tag in {"s", "strike"}:
            self.say(STRUCK)

    def say(self, text: str) -> None:
        self.now.parts.append(text)
        if self.nested:
            self.now.table = len(self.tables)
            if self.tables[-1] and self.tables[-1][-1]:
                self.tables[-1][-1][-1].append(text)

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        letters = sum(letter.isalnum() for letter in data)
        self.say(f"^{data.strip()}" if self.raised and POWER.fullmatch(data) else data)
        self.now.letters += letters
        self.now.ahead += letters if not self.marks and not self.now.marked else 0
        self.now.marked += letters if self.marks else 0
        self.now.depth = max(self.now.depth, self.depth)

    def end(self) -> None:
        text = " ".join("".join(self.now.parts).split())
        if text:
            now = self.now
            label = LABEL.match(text)
            named = sum(letter.isalnum() for letter in label[0]) if label else 0  # in “A. **30 s**” all is marked
            letters = now.letters - (named if now.ahead == named else 0)
            is_marked = letters > 0 and now.marked >= 0.9 * letters
            place = len(self.found) + 1
            self.found.append(Line(place, text, is_marked, now.depth, now.is_first, now.is_heading, now.table))
            self.now = Building()
        elif not self.now.is_first:
            self.now = Building()


def of_html(page: str, warning: str) -> Pasted:
    reader = Lines()
    reader.feed(feedable(page))
    reader.close()
    reader.end()
    tables = [[[" ".join("".join(cell).split()) for cell in row] for row in table] for table in reader.tables]
    return Pasted(labeled(reader.found), tables, warning)


def labeled(lines: list[Line]) -> list[Line]:
    """A table has “A.” in one cell and the answer in the next: they are one line."""
    found: list[Line] = []
    for line in lines:
        if found and LABEL.fullmatch(found[-1].text) and not LABEL.match(line.text):
            found[-1] = replace(line, number=found[-1].number, text=f"{found[-1].text} {line.text}")
        else:
            found.append(line)
    return found
