"""Reads a PDF as its readers do: as text, as the structure that a screen reader follows, and as the facts about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from typing import Any

import pypdfium2
from lxml import etree
from pypdf import PdfReader

XMP = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}


@dataclass(frozen=True)
class Tag:
    """One element of the structure; `says` is what replaces its content for whoever listens."""

    kind: str
    alt: str | None
    says: str | None


class Paper:
    def __init__(self, pdf: bytes):
        self.pdf = pdf
        self.reader = PdfReader(BytesIO(pdf))
        self.root: Any = self.reader.trailer["/Root"]

    @cached_property
    def text(self) -> str:
        """As copied from a browser's PDF viewer, every run of white space one space."""
        document = pypdfium2.PdfDocument(self.pdf)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return " ".join(" ".join(pages).split())

    @cached_property
    def tags(self) -> list[Tag]:
        return list(below(self.root["/StructTreeRoot"]))

    def kinds(self) -> list[str]:
        return [tag.kind for tag in self.tags]

    @cached_property
    def metadata(self) -> Any:
        return etree.fromstring(self.root["/Metadata"].get_object().get_data())

    def said(self, path: str) -> str | None:
        """A value of the document's metadata, as in "dc:title//rdf:li"."""
        found = self.metadata.find(f".//{path}", XMP)
        return None if found is None else found.text

    @property
    def sheets(self) -> list[tuple[int, int]]:
        """Width and height of every page in millimeters."""
        return [
            (round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4))
            for page in self.reader.pages
        ]

    def fonts(self) -> dict[str, bool]:
        """Every font on the pages, and whether it is in the file."""
        found = {}
        for page in self.reader.pages:
            resources: Any = page["/Resources"]
            for font in resources.get("/Font", {}).values():
                for part in font.get_object().get("/DescendantFonts", [font]):
                    descriptor = part.get_object().get("/FontDescriptor", {}).get_object()
                    found[str(font.get_object()["/BaseFont"])] = any(
                        f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")
                    )
        return found

    def assert_accessible(self) -> None:
        """What PDF/UA-1 asks for and a program can see."""
        assert self.root["/MarkInfo"]["/Marked"].value
        assert self.root["/Lang"] == "en"
        assert self.root["/ViewerPreferences"]["/DisplayDocTitle"].value
        assert self.said("pdfuaid:part") == "1"
        assert self.said("dc:title//rdf:li")
        assert self.fonts()
        assert all(self.fonts().values()), self.fonts()
        headings = [int(kind[1:]) for kind in self.kinds() if kind[0] == "H" and kind[1:].isdigit()]
        assert headings[0] == 1
        assert all(now <= before + 1 for before, now in pairwise(headings)), headings
        assert all(tag.alt for tag in self.tags if tag.kind == "Figure")
        assert all(page.get("/Tabs") == "/S" for page in self.reader.pages if "/Annots" in page)


def below(element: Any) -> Iterator[Tag]:
    children = element.get("/K", [])
    for one in children if isinstance(children, list) else [children]:
        child = one.get_object()
        if isinstance(child, dict) and "/S" in child:
            yield Tag(str(child["/S"])[1:], child.get("/Alt"), child.get("/ActualText"))
            yield from below(child)
