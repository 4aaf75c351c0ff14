"""What a name drawn in another order than it is read says when it is read aloud.

Arabic and Hebrew stand on paper from the right, and in many scripts one drawing is several letters; programs guess the
letters from the drawings. PDF has a place for what is really written: /ActualText of an element of its structure
(ISO 32000-1, 14.9.4), which screen readers say instead.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject


def speaking(pdf: bytes, name: str) -> bytes:
    """The PDF, whose first second-level heading says `name` to whoever listens."""
    writer = PdfWriter(BytesIO(pdf), incremental=True)
    headings = (element for element in elements(writer.root_object["/StructTreeRoot"]) if element["/S"] == "/H2")
    next(headings)[NameObject("/ActualText")] = TextStringObject(name)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def elements(root: Any) -> Iterator[Any]:
    """All elements of the structure below, in reading order."""
    below = root.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        element = one.get_object()
        if isinstance(element, dict) and "/S" in element:
            yield element
            yield from elements(element)
